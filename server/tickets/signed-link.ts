// A link in a mail that stands for one person and one ticket, signed for one purpose: a token for another is no token.
// It says nothing about rights, which are looked at when it is used.
import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../platform/sealing.ts'

export interface PersonLink {
  ticket_id: number
  user_id: number
}

const DAY_MS = 24 * 3_600_000
/** 128 bits (ASVS 5.0, 7.2.3, asks no less of secrets that stand for a person). */
const SIGNATURE_BYTES = 16
const TOKEN = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,6})\.([\w-]{22})$/

export interface LinkPurpose {
  /** The token of a link, the same within a day. */
  write(sealing: Sealing, link: PersonLink & { now: Date }): string
  /** Whom a token is for and whether its time is over; null for a token that is not ours, or for something else. */
  read(sealing: Sealing, token: string, now: Date): (PersonLink & { is_expired: boolean }) | null
}

/** Links for one purpose, good for so many days. */
export function linksFor(purpose: string, valid_days: number): LinkPurpose {
  const signatureOf = (sealing: Sealing, text: string) => sealing.sign(purpose, text).subarray(0, SIGNATURE_BYTES)
  return {
    write(sealing, { ticket_id, user_id, now }) {
      const last_day = Math.floor(now.getTime() / DAY_MS) + valid_days
      const text = [ticket_id, user_id, last_day].map((part) => part.toString(36)).join('.')
      return `${text}.${signatureOf(sealing, text).toString('base64url')}`
    },
    read(sealing, token, now) {
      const [, ticket = '', user = '', day = '', signature = ''] = TOKEN.exec(token) ?? []
      const given = Buffer.from(signature, 'base64url')
      const expected = signatureOf(sealing, `${ticket}.${user}.${day}`)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const [ticket_id = 0, user_id = 0, last_day = 0] = [ticket, user, day].map((part) => Number.parseInt(part, 36))
      return { ticket_id, user_id, is_expired: now.getTime() >= (last_day + 1) * DAY_MS }
    },
  }
}
