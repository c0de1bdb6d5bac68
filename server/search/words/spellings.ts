// Under which entries one word stands in the index, and under which it is looked for. The first character tells the
// kinds of entries apart: `=` the word as it is spelled, `~` its stem, `<` a beginning, `+` a part of a compound.
//
// A stem is only stored when it differs from the spelling, which halves the index; a search therefore looks for each
// stem under both kinds.

import { stemmer as nl } from '@orama/stemmers/dutch'
import { stemmer as en } from '@orama/stemmers/english'
import { stemmer as fr } from '@orama/stemmers/french'
import { stemmer as de } from '@orama/stemmers/german'
import { stemmer as it } from '@orama/stemmers/italian'
import { stemmer as pt } from '@orama/stemmers/portuguese'
import { stemmer as es } from '@orama/stemmers/spanish'
import { remembering } from '../../platform/recent.ts'
import { COMPOUNDING, MIN_PART, partsOf } from './compounds.ts'
import { fold, unfold } from './fold.ts'
import { isFunctionWord, LANGUAGES, type Language } from './languages.ts'

const STEMMERS: Record<Language, (word: string) => string> = { en, de, nl, it, fr, es, pt }
const HAS_DIGIT = /\p{N}/u
const REMEMBERED_WORDS = 4096
const REMEMBERED_LANGUAGE_SETS = 32
export const PREFIX_MIN_CHARS = 2
export const PREFIX_MAX_CHARS = 12

/** The entries of a word in a text of these languages. Remembered; expects a normalised word. */
export function entriesOf(languages: readonly Language[]): (word: string) => readonly string[] {
  return rememberedEntries(languages.join(' '))
}

const rememberedEntries = remembering(REMEMBERED_LANGUAGE_SETS, (names) => {
  const languages = LANGUAGES.filter((language) => names.includes(language))
  const compounding = languages.filter((language) => COMPOUNDING.includes(language))
  return remembering(REMEMBERED_WORDS, (word): readonly string[] => {
    const spellings = spellingsOf(word)
    const entries = new Set(spellings.map((spelling) => `=${spelling}`))
    if (!isFunctionWord(word, languages)) {
      for (const stem of stemsOf(word, languages)) if (!entries.has(`=${stem}`)) entries.add(`~${stem}`)
      for (const language of compounding)
        for (const spelling of spellings)
          for (const part of partsOf(spelling, STEMMERS[language])) entries.add(`+${part}`)
    }
    return [...entries]
  })
})

/** What to look for, any of them, to find all forms of a word, in compounds too. At most 2 + 2 × 14 + 6 entries. */
export function searchEntriesOf(word: string, languages: readonly Language[]): string[] {
  const entries = new Set(exactEntriesOf(word))
  for (const stem of stemsOf(word, languages)) entries.add(`=${stem}`).add(`~${stem}`)
  const compounding = languages.filter((language) => COMPOUNDING.includes(language))
  if (compounding.length > 0 && !HAS_DIGIT.test(word))
    for (const part of [...spellingsOf(word), ...stemsOf(word, compounding)])
      if (part.length >= MIN_PART) entries.add(`+${part}`)
  return [...entries]
}

/** What to look for to find this spelling only (accents aside). */
export function exactEntriesOf(word: string): string[] {
  return spellingsOf(word).map((spelling) => `=${spelling}`)
}

/** Under which beginnings a word of a short field stands. */
export function prefixEntriesOf(word: string): string[] {
  return spellingsOf(word).flatMap((spelling) => {
    const characters = Array.from(spelling).slice(0, PREFIX_MAX_CHARS)
    const lengths = characters.map((_, i) => i + 1).filter((length) => length >= PREFIX_MIN_CHARS)
    return lengths.map((length) => `<${characters.slice(0, length).join('')}`)
  })
}

/** Which beginning to look for; null when it is too short. A longer one is cut and finds somewhat more. */
export function searchPrefixOf(word: string): string | null {
  const characters = Array.from(fold(word)).slice(0, PREFIX_MAX_CHARS)
  return characters.length < PREFIX_MIN_CHARS ? null : `<${characters.join('')}`
}

function spellingsOf(word: string): string[] {
  const digraphs = unfold(word)
  return digraphs === null ? [fold(word)] : [fold(word), digraphs]
}

function stemsOf(word: string, languages: readonly Language[]): Set<string> {
  const stems = new Set<string>()
  if (HAS_DIGIT.test(word)) return stems
  const digraphs = unfold(word)
  for (const language of languages) {
    stems.add(fold(STEMMERS[language](word)))
    if (digraphs !== null) stems.add(STEMMERS[language](digraphs))
  }
  stems.delete('')
  return stems
}
