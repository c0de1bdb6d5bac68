// German and Dutch write compounds in one word, and people look for their parts: `Rechnung` in `Stromrechnung`. Without a
// dictionary every place where two parts could meet is a part's border: both sides long enough, with a vowel, and the
// right one beginning as words do. So first and last parts are found, in their forms; a part in the middle of three is
// not, nor one of fewer than four letters.
import type { Language } from './languages.ts'

/** Languages that write compounds in one word. */
export const COMPOUNDING: readonly Language[] = ['de', 'nl']

const MIN_STEM = 9
const MAX_WORD = 40
export const MIN_PART = 4
const MAX_PARTS = 24
const LETTERS = /^[a-z]+$/
const VOWEL = /[aeiouy]/
/** How words of these languages begin. */
const BEGINNING =
  /^(?:[bcdfghjklmnpqrstvwz]?|sch[lmnrw]?|s[cklmnptv]|str|spr|spl|bl|br|ch|dr|dw|fl|fr|gl|gn|gr|kl|kn|kr|pf|ph|pl|pr|qu|th|tr|tw|vl|vr|wr|zw)[aeiouy]/

/**
 * The first and last parts a word could have, each once; none for a short one. Last parts as their stems, which is how
 * they are looked for. Expects a folded word.
 */
export function partsOf(word: string, stem: (word: string) => string): string[] {
  if (word.length > MAX_WORD || !LETTERS.test(word) || stem(word).length < MIN_STEM) return []
  const parts = new Set<string>()
  for (let at = MIN_PART; at <= word.length - MIN_PART && parts.size < MAX_PARTS; at++) {
    const [first, last] = [word.slice(0, at), word.slice(at)]
    if (!VOWEL.test(first) || !BEGINNING.test(last)) continue
    parts.add(first)
    const last_stem = stem(last)
    if (last_stem.length >= MIN_PART) parts.add(last_stem)
  }
  return [...parts]
}
