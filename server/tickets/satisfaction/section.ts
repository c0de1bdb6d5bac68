// What `{{satisfaction.rating_section}}` becomes in a mail to the requester: a question and two links. Whoever fills it in
// thereby asks, so the rating is offered from then on.
import { textToHtml } from '../../platform/html/index.ts'
import { translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket } from '../queries.ts'
import { offerRating } from './actions.ts'
import { satisfactionLink } from './link.ts'

export interface RatingSection {
  text: string
  html: string
  /** The address of the survey, as `{{satisfaction.rating_url}}`. */
  url: string
}

/** The section for the requester of a ticket. `public_url` is the desk's, without a slash at its end. */
export async function ratingSection(
  work: Work,
  ticket_id: number,
  public_url: string,
  locale: string,
): Promise<RatingSection> {
  const ticket = await getTicket(work, ticket_id)
  await offerRating(work, ticket_id)
  const url = `${public_url}${satisfactionLink(work.sealing, { ticket_id, user_id: ticket.requester_id, now: work.now })}`
  const t = translator(locale)
  const text = [
    t('satisfaction.question'),
    '',
    `${t('satisfaction.good')}: ${url}?score=good`,
    `${t('satisfaction.bad')}: ${url}?score=bad`,
  ].join('\n')
  return { text, html: textToHtml(text), url }
}
