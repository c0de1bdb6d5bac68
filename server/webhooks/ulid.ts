// Webhooks, invocations and attempts show as ULIDs: 26 characters whose first ten are the time. Inside they are ids like
// all others; each number has exactly one ULID, so nothing has to be stored or looked up to change one into the other.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { idAt, timeOfId } from '../platform/ids.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 26
const RANDOM_BITS = 80n
/** The part of an id that its time does not tell, the first of the ULID's random bits. */
const REST_BITS = 12n
const TAIL_BITS = RANDOM_BITS - REST_BITS

/** The ULID of an id. */
export function ulidOf(id: number): string {
  const time_ms = timeOfId(id).getTime()
  const rest = BigInt(id - idAt(time_ms))
  let value = (BigInt(time_ms) << RANDOM_BITS) | (rest << TAIL_BITS) | tailOf(id)
  let text = ''
  for (let position = 0; position < LENGTH; position++) {
    text = ALPHABET[Number(value & 31n)] + text
    value >>= 5n
  }
  return text
}

/** The id behind a ULID of ours, or null. */
export function idOfUlid(ulid: string): number | null {
  const text = ulid.toUpperCase()
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)) return null
  let value = 0n
  for (const letter of text) value = (value << 5n) | BigInt(ALPHABET.indexOf(letter))
  const id = idAt(Number(value >> RANDOM_BITS)) + Number((value >> TAIL_BITS) & ((1n << REST_BITS) - 1n))
  return Number.isSafeInteger(id) && id > 0 && ulidOf(id) === text ? id : null
}

/** Spreads the letters, so that two of one millisecond do not look alike. No secret. */
function tailOf(id: number): bigint {
  const digest = createHash('sha256').update(String(id)).digest()
  return digest.readBigUInt64BE() & ((1n << TAIL_BITS) - 1n)
}

/** A ULID in a path; anything else is an id that nothing has. */
export const ulidSchema = z.string().transform((text, context): number => {
  const id = idOfUlid(text)
  if (id !== null) return id
  context.addIssue({ code: 'custom', message: 'is no id of ours' })
  return z.NEVER
})
