// The two codes of the device flow (RFC 8628): a long one for the device, and a short one that a person types.
import { randomInt } from 'node:crypto'
import type { Work } from '../../platform/work.ts'

/** No vowels, so that no words come of it; nothing that looks like a digit (RFC 8628, 6.1). */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ'
/** 20^8: 34 bits. */
const LENGTH = 8
const HALF = LENGTH / 2
/** Longer than anybody types it, with every mark between letters. */
const MAX_TYPED = 60

/** Ten minutes: long enough to sign in on the way. */
export const LASTS_S = 600
/** What a device waits between two questions, and what is added when it does not. */
export const INTERVAL_S = 5
export const SLOW_DOWN_S = 5
export const MOST_INTERVAL_S = 60

/** A new code as it is shown: `BCDF-GHJK`. */
export function newUserCode(): string {
  return shown(Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''))
}

function shown(code: string): string {
  return `${code.slice(0, HALF)}-${code.slice(HALF)}`
}

/** What somebody typed, as it is shown: small letters and any marks will do. Null where it can be no code. */
export function readUserCode(typed: string | undefined): string | null {
  if (typed === undefined || typed.length > MAX_TYPED) return null
  const code = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? shown(code) : null
}

/** What is kept of a code that a person types. */
export function userCodeHash(work: Work, code: string): Buffer {
  return work.sealing.lookupHash('oauth_user_code', code)
}
