// The link in a mail that opens one conversation for one person, without an account. Whoever holds it has that
// person's rights on that ticket, as far as they still exist when it is used, and nothing else.
import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../../platform/sealing.ts'

export interface ConversationLink {
  ticket_id: number
  user_id: number
}

const DAY_MS = 24 * 3_600_000
/** Long enough for a slow conversation; each of our answers carries a new link. */
export const LINK_VALID_DAYS = 90
/** 128 bits (ASVS 5.0, 7.2.3, asks no less of secrets that stand for a person). */
const SIGNATURE_BYTES = 16
const TOKEN = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,6})\.([\w-]{22})$/
const LINK_IN_TEXT = /\/requests\/[0-9a-z]{1,11}\.[0-9a-z]{1,11}\.[0-9a-z]{1,6}\.[\w-]{22}/g

/** The path of a person's link to a ticket, to be put behind the desk's URL. The same within a day. */
export function conversationLink(sealing: Sealing, link: ConversationLink & { now: Date }): string {
  const last_day = Math.floor(link.now.getTime() / DAY_MS) + LINK_VALID_DAYS
  const text = [link.ticket_id, link.user_id, last_day].map((part) => part.toString(36)).join('.')
  return `/requests/${text}.${signatureOf(sealing, text).toString('base64url')}`
}

/** Whom a token is for and whether its time is over; null for a token that is not ours. It says nothing about rights. */
export function readConversationToken(
  sealing: Sealing,
  token: string,
  now: Date,
): (ConversationLink & { is_expired: boolean }) | null {
  const [, ticket = '', user = '', day = '', signature = ''] = TOKEN.exec(token) ?? []
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(sealing, `${ticket}.${user}.${day}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const [ticket_id = 0, user_id = 0, last_day = 0] = [ticket, user, day].map((part) => Number.parseInt(part, 36))
  return { ticket_id, user_id, is_expired: now.getTime() >= (last_day + 1) * DAY_MS }
}

/**
 * Mails quote mails, and with them the link of whoever was written to. Shown to somebody else, each becomes the
 * reader's own: a conversation hands out no rights of another person.
 */
export function withOwnLinks(text: string, token: string): string {
  return text.replaceAll(LINK_IN_TEXT, `/requests/${token}`)
}

function signatureOf(sealing: Sealing, text: string): Buffer {
  return sealing.sign('conversation-link', text).subarray(0, SIGNATURE_BYTES)
}
