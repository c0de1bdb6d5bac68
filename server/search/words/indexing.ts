// From a text to the entries under which it is found.
import { normalise } from './fold.ts'
import { detectLanguages, LANGUAGES, type Language } from './languages.ts'
import { entriesOf, prefixEntriesOf } from './spellings.ts'
import { MAX_WORD_CHARS, type Token, tokensOf } from './tokens.ts'

/** Characters of one text that are indexed; what follows is history quoted by history. */
export const MAX_TEXT_CHARS = 200_000
/** A short text of unknown language is indexed with the stems of all languages. */
const SHORT_TOKENS = 60
/** Words of a short field that get prefixes. */
const MAX_PREFIX_WORDS = 64

/** An entry and where it stands; position 0 means that it is only found, never part of a phrase. */
export interface IndexedWord {
  word: string
  position: number
}

/**
 * The entries of a text: each word as spelled and its stems, compounds also as a whole. `languages` are used when the
 * text itself does not tell (a subject: the languages of its body, a name: none).
 */
export function indexWords(text: string, options: { languages?: readonly Language[] } = {}): IndexedWord[] {
  const tokens = tokensOf(normalise(text.slice(0, MAX_TEXT_CHARS)))
  const entries = entriesOf(languagesOf(tokens, options.languages))
  const words: IndexedWord[] = []
  for (const { text: word, position, whole } of tokens) {
    for (const entry of entries(word)) words.push({ word: entry, position })
    if (whole !== undefined) for (const entry of entries(whole)) words.push({ word: entry, position })
  }
  return words
}

/** The beginnings, 2 to 12 characters, of the words of a short field (subject, name, address, id). */
export function indexPrefixes(text: string): IndexedWord[] {
  const tokens = tokensOf(normalise(text.slice(0, MAX_PREFIX_WORDS * MAX_WORD_CHARS))).slice(0, MAX_PREFIX_WORDS)
  const prefixes = new Set<string>()
  for (const { text: word, whole } of tokens) {
    for (const entry of prefixEntriesOf(word)) prefixes.add(entry)
    if (whole !== undefined) for (const entry of prefixEntriesOf(whole)) prefixes.add(entry)
  }
  return [...prefixes].map((word) => ({ word, position: 0 }))
}

/** The languages a text shows, to hand to `indexWords` for the short texts that go with it. */
export function languagesOfText(text: string): Language[] {
  const start = normalise(text.slice(0, 4000))
  return detectLanguages(tokensOf(start).map((token) => token.text))
}

function languagesOf(tokens: Token[], hints: readonly Language[] | undefined): readonly Language[] {
  const detected = detectLanguages(tokens.map((token) => token.text))
  if (detected.length > 0) return detected
  if (hints && hints.length > 0) return hints
  return tokens.length <= SHORT_TOKENS ? LANGUAGES : ['en']
}
