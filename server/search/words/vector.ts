// Writes hashed entries in the text form of PostgreSQL's tsvector, within its limits: positions up to 16383, at most
// 255 per entry, entries sorted and once each.
import type { Sealing } from '../../platform/sealing.ts'
import type { IndexedWord } from './indexing.ts'
import { MAX_POSITION } from './tokens.ts'

const MAX_POSITIONS_PER_ENTRY = 255

/** One field of a record. A is the weightiest in ranking. */
export interface WeightedWords {
  words: readonly IndexedWord[]
  weight?: 'A' | 'B' | 'C' | 'D'
}

/**
 * A tsvector literal, e.g. `'x7Qk2…':1A,5`. Several fields follow one another with a gap, so that no phrase reaches
 * from one into the next. Safe to bind as text and cast; it holds hashes and numbers only.
 */
export function toTsvector(fields: readonly WeightedWords[], sealing: Pick<Sealing, 'wordHash'>): string {
  const positions = new Map<string, string[]>()
  let before = 0
  for (const { words, weight } of fields) {
    const suffix = weight === undefined || weight === 'D' ? '' : weight
    let last = before
    for (const { word, position } of words) {
      const hash = sealing.wordHash(word)
      let at = positions.get(hash)
      if (!at) {
        at = []
        positions.set(hash, at)
      }
      const absolute = before + position
      if (position === 0 || absolute > MAX_POSITION || at.length >= MAX_POSITIONS_PER_ENTRY) continue
      at.push(`${absolute}${suffix}`)
      if (absolute > last) last = absolute
    }
    before = last + 1
  }
  const lexemes: string[] = []
  for (const [hash, at] of positions) lexemes.push(at.length > 0 ? `'${hash}':${at.join(',')}` : `'${hash}'`)
  return lexemes.sort().join(' ')
}
