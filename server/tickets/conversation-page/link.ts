// The link in a mail that opens one conversation for one person, without an account. Whoever holds it has that
// person's rights on that ticket, as far as they still exist when it is used, and nothing else.
import type { Sealing } from '../../platform/sealing.ts'
import { linksFor, type PersonLink } from '../signed-link.ts'

/** Long enough for a slow conversation; each of our answers carries a new link. */
export const LINK_VALID_DAYS = 90
const LINK_IN_TEXT = /\/requests\/[0-9a-z]{1,11}\.[0-9a-z]{1,11}\.[0-9a-z]{1,6}\.[\w-]{22}/g
const links = linksFor('conversation-link', LINK_VALID_DAYS)

/** The path of a person's link to a ticket, to be put behind the desk's URL. The same within a day. */
export function conversationLink(sealing: Sealing, link: PersonLink & { now: Date }): string {
  return `/requests/${links.write(sealing, link)}`
}

/** Whom a token is for and whether its time is over; null for a token that is not ours. It says nothing about rights. */
export const readConversationToken = links.read

/**
 * Mails quote mails, and with them the link of whoever was written to. Shown to somebody else, each becomes the
 * reader's own: a conversation hands out no rights of another person.
 */
export function withOwnLinks(text: string, token: string): string {
  return text.replaceAll(LINK_IN_TEXT, `/requests/${token}`)
}
