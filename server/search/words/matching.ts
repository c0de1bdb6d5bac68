// The words of a search against plain text, in the process: for a few plain names, and to mark what was found in texts
// that were opened for their reader.
import { normalise } from './fold.ts'
import { isFunctionWord, LANGUAGES } from './languages.ts'
import { parseSearch, type Term } from './query.ts'
import { entriesOf, exactEntriesOf, prefixEntriesOf, searchEntriesOf, searchPrefixOf } from './spellings.ts'
import { tokensOf } from './tokens.ts'

/** Characters of a text that are looked through. */
const MAX_TEXT_CHARS = 50_000
const MAX_MARKS = 200
const WORD = /[\p{L}\p{N}\p{M}]+/gu

const entriesInAnyLanguage = entriesOf(LANGUAGES)

/** Tells whether a plain text has the words of a search, by their beginnings too; null when the search has none. */
export function wordMatcher(search: string): ((text: string) => boolean) | null {
  const { groups } = parseSearch(search)
  if (!groups.some((group) => group.some((term) => !term.is_excluded))) return null
  return (text) => {
    const entries = new Set(
      tokensOf(normalise(text.slice(0, MAX_TEXT_CHARS))).flatMap((token) => [
        ...entriesInAnyLanguage(token.text),
        ...prefixEntriesOf(token.text),
        ...(token.whole === undefined ? [] : entriesInAnyLanguage(token.whole)),
      ]),
    )
    const has = (term: Term) => wantedOf(term).every((wanted) => wanted.some((entry) => entries.has(entry)))
    return groups.every((group) => group.some((term) => has(term) !== term.is_excluded))
  }
}

/** The entries one of which each word of a term needs. */
function wantedOf({ kind, tokens }: Term): string[][] {
  return tokens.map(({ text }) => {
    if (kind === 'phrase') return exactEntriesOf(text)
    const prefix = searchPrefixOf(text)
    return [...searchEntriesOf(text, LANGUAGES), ...(prefix === null ? [] : [prefix])]
  })
}

/** Where the words of a search stand in a text: pairs of start and end, in order, at most MAX_MARKS. */
export function wordFinder(search: string): (text: string) => [number, number][] {
  const terms = parseSearch(search).groups.flat()
  const wanted = new Set(
    terms
      .filter((term) => !term.is_excluded)
      // Small words are everywhere: they are marked only in phrases, where they count.
      .filter(
        ({ kind, tokens }) => kind === 'phrase' || !tokens.every((token) => isFunctionWord(token.text, LANGUAGES)),
      )
      .flatMap((term) => wantedOf(term).flat()),
  )
  return (text) => {
    const marks: [number, number][] = []
    if (wanted.size === 0) return marks
    for (const match of text.slice(0, MAX_TEXT_CHARS).matchAll(WORD)) {
      if (marks.length === MAX_MARKS) break
      const word = normalise(match[0])
      const entries = [...entriesInAnyLanguage(word), ...prefixEntriesOf(word)]
      if (entries.some((entry) => wanted.has(entry))) marks.push([match.index, match.index + match[0].length])
    }
    return marks
  }
}
