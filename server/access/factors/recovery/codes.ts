// Recovery codes: how they are made, written and read. 24 characters of 5 bits each are 120 bits; with that much a keyed
// hash is enough, and a slow one would only slow us down (ASVS 6.5.2 draws the line at 112 bits).
import { randomBytes } from 'node:crypto'
import type { Sealing } from '../../../platform/sealing.ts'

export const CODES = 10
/** Few enough that new ones should be made. */
export const FEW_CODES = 3
const CHARACTERS = 24
/** Crockford's alphabet: nothing that is read as something else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new code, written in groups of four. */
export function newCode(): string {
  // 256 is a multiple of 32: no character is more likely than another.
  const characters = Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length])
  return characters.join('').match(/.{4}/g)!.join('-') // 24 characters are six groups
}

/** What is kept of a code, however it was typed; null for what cannot be one. */
export function codeHash(sealing: Pick<Sealing, 'lookupHash'>, typed: string): Buffer | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  if (code.length !== CHARACTERS || [...code].some((character) => !ALPHABET.includes(character))) return null
  return sealing.lookupHash('recovery_code', code)
}
