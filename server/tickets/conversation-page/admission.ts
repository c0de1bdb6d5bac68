// Letting in who holds a link. The session of the browser, if there is one, counts for nothing here: the link says who
// acts, and an agent who opens a customer's link sees and writes what that customer does.
import { type AccountSettings, accountSettings } from '../../accounts/index.ts'
import { findUser, type UserRow } from '../../people/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { bestLanguage, type Language, languageOf } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket, type TicketRow } from '../queries.ts'
import { readConversationToken } from './link.ts'

export interface Visit {
  token: string
  ticket: TicketRow
  person: UserRow
  desk: AccountSettings['desk']
  language: Language
}

/**
 * Makes the link's person the actor of this unit. 404 for a link that is not ours, for people who were suspended or
 * deleted, or who take part no longer; null for a link whose time is over.
 */
export async function findVisit(work: Work, token: string, accept_language: string | undefined): Promise<Visit | null> {
  const link = readConversationToken(work.sealing, token, work.now)
  if (!link) throw notFound()
  if (link.is_expired) return null
  if (work.audience !== 'customer') throw new Error('a link is opened on a surface for customers')
  const { ticket_id, user_id } = link
  const person = await findUser(work, user_id)
  if (!person?.active || person.suspended) throw notFound()
  Object.assign(work, { actor: { kind: 'link', user_id, ticket_id } })
  const ticket = await getTicket(work, ticket_id)
  // A ticket of notes alone is the team's own business.
  if (!ticket.is_public) throw notFound()
  const { desk } = await accountSettings(work)
  return {
    token,
    ticket,
    person,
    desk,
    language: languageOf(person.locale) ?? bestLanguage(accept_language, desk.locale),
  }
}

/** As findVisit; 410 for a link whose time is over. For what the page links to. */
export async function getVisit(work: Work, token: string): Promise<Visit> {
  const visit = await findVisit(work, token, undefined)
  if (!visit) throw new Refusal('gone')
  return visit
}
