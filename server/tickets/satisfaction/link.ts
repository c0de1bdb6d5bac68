// The link in a survey's mail: it names one ticket and its requester, and is signed. Opening it votes for nothing, since
// scanners of links open everything.
import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../../platform/sealing.ts'

const DAY_MS = 24 * 3_600_000
const LINK_VALID_DAYS = 60
const SIGNATURE_BYTES = 16
const TOKEN = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,6})\.([\w-]{22})$/

export interface SatisfactionLink {
  ticket_id: number
  user_id: number
}

/** The path of a requester's survey, to be put behind the desk's URL. `?score=good` or `bad` chooses beforehand. */
export function satisfactionLink(sealing: Sealing, link: SatisfactionLink & { now: Date }): string {
  const last_day = Math.floor(link.now.getTime() / DAY_MS) + LINK_VALID_DAYS
  const text = [link.ticket_id, link.user_id, last_day].map((part) => part.toString(36)).join('.')
  return `/satisfaction/${text}.${signatureOf(sealing, text).toString('base64url')}`
}

/** Whom a token is for and whether its time is over; null for a token that is not ours. */
export function readSatisfactionToken(
  sealing: Sealing,
  token: string,
  now: Date,
): (SatisfactionLink & { is_expired: boolean }) | null {
  const [, ticket = '', user = '', day = '', signature = ''] = TOKEN.exec(token) ?? []
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(sealing, `${ticket}.${user}.${day}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const [ticket_id = 0, user_id = 0, last_day = 0] = [ticket, user, day].map((part) => Number.parseInt(part, 36))
  return { ticket_id, user_id, is_expired: now.getTime() >= (last_day + 1) * DAY_MS }
}

function signatureOf(sealing: Sealing, text: string): Buffer {
  return sealing.sign('satisfaction-link', text).subarray(0, SIGNATURE_BYTES)
}
