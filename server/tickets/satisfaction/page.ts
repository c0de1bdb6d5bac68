// The survey behind the link in a mail: a page that asks, and a form that answers. Looking changes nothing; answering
// again replaces the answer, and never makes a second one.
import { z } from 'zod'
import { renderSatisfaction } from '../../../web/pages/satisfaction.ts'
import { countAttempt, page, redirect } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import { findUser } from '../../people/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { isFromElsewhere, PAGE_HEADERS } from '../conversation-page/headers.ts'
import { getTicket, placeOfTicket, type TicketContent } from '../queries.ts'
import { COMMENT_LENGTH, isRateable, rateTicket } from './actions.ts'
import { readSatisfactionToken } from './link.ts'
import { listRatingsOf } from './queries.ts'
import { REASONS } from './reasons.ts'
import { commentOf } from './schema.ts'

/** Answers of one person to one survey. */
const PER_LINK = { name: 'satisfaction', most: 20, window_s: 15 * 60 }

const params = z.object({ satisfaction_token: z.string().max(100) })

/** Makes the link's person the actor. 404 for a link that is not ours or whose person is not the requester any more. */
async function visit(work: Work, token: string) {
  const link = readSatisfactionToken(work.sealing, token, work.now)
  if (!link) throw notFound()
  if (link.is_expired) throw new Refusal('gone')
  const { ticket_id, user_id } = link
  const person = await findUser(work, user_id)
  if (!person?.active || person.suspended) throw notFound()
  Object.assign(work, { actor: { kind: 'link', user_id, ticket_id } })
  const ticket = await getTicket(work, ticket_id)
  if (ticket.requester_id !== user_id) throw notFound()
  return { ticket, person }
}

type Visit = Awaited<ReturnType<typeof visit>>

async function survey(
  work: Work,
  token: string,
  { ticket, person }: Visit,
  accept_language: string | undefined,
  shown: { score?: 'good' | 'bad'; is_sent?: boolean; problem?: 'score' | 'limited' },
): Promise<string> {
  const { desk } = await accountSettings(work)
  const language = languageOf(person.locale) ?? bestLanguage(accept_language, desk.locale)
  const t = translator(language)
  const { subject } = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const [rating] = await listRatingsOf(work, [ticket.id])
  const answered = rating && rating.score !== 'offered' ? rating : null
  return renderSatisfaction({
    language,
    t,
    desk: desk.name,
    action: `/satisfaction/${token}`,
    number: ticket.id,
    subject: subject?.trim() ?? '',
    is_open: isRateable(ticket),
    is_sent: shown.is_sent ?? false,
    problem: shown.problem ?? null,
    score: shown.score ?? (answered ? (answered.score === 'good' ? 'good' : 'bad') : null),
    reason: answered?.reason_code ?? 0,
    reasons: REASONS.map(({ code, key }) => ({ value: String(code), label: t(`satisfaction.reason.${key}`) })),
    comment: (answered && commentOf(work, answered)) ?? '',
    max_chars: COMMENT_LENGTH,
  })
}

const score = z.enum(['good', 'bad']).optional().catch(undefined)

const show = endpoint({
  route: 'GET /satisfaction/{satisfaction_token}',
  summary: 'The survey behind a signed link; looking votes for nothing',
  allow: ANYONE,
  customer_surface: true,
  params,
  query: z.object({ score, sent: z.literal('1').optional().catch(undefined) }),
  reply: 'page',
  async run({ work, params: { satisfaction_token: token }, query, header }) {
    const shown = { score: query.score, is_sent: query.sent === '1' }
    return page(
      await survey(work, token, await visit(work, token), header('accept-language'), shown),
      200,
      PAGE_HEADERS,
    )
  },
})

const answer = endpoint({
  route: 'POST /satisfaction/{satisfaction_token}',
  summary: 'Answer the survey behind a signed link, as the requester it was made for',
  allow: ANYONE,
  customer_surface: true,
  without_csrf: 'the link is the secret that the form proves to have; forms from other sites are refused besides',
  params,
  body: z.object({
    score,
    comment: z.string().max(COMMENT_LENGTH).catch(''),
    reason: z.coerce.number().int().optional().catch(undefined),
  }),
  reply: 'page',
  async prepare({ header }) {
    if (isFromElsewhere(header('sec-fetch-site'), header('origin'), header('host') ?? '')) throw new Refusal('csrf')
  },
  async run({ work, params: { satisfaction_token: token }, body, header }) {
    const visited = await visit(work, token)
    const again = (problem: 'score' | 'limited', status: number, headers: Record<string, string> = {}) =>
      survey(work, token, visited, header('accept-language'), { score: body.score, problem }).then((html) =>
        page(html, status, { ...PAGE_HEADERS, ...headers }),
      )
    const reached = await countAttempt(work, PER_LINK, `${visited.ticket.id}|${visited.person.id}`)
    if (reached) return await again('limited', 429, { 'retry-after': String(reached.retry_after_s) })
    if (!body.score) return await again('score', 422)
    if (!isRateable(visited.ticket)) return redirect(`/satisfaction/${token}`, PAGE_HEADERS)
    const reason_code = REASONS.find((one) => one.code === body.reason)?.code ?? null
    await rateTicket(work, visited.ticket.id, { score: body.score, comment: body.comment, reason_code })
    return redirect(`/satisfaction/${token}?sent=1`, PAGE_HEADERS)
  },
})

export const satisfactionPages = [show, answer]
