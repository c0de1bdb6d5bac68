// Writes a search as PostgreSQL's tsquery over hashed entries.
import type { Sealing } from '../../platform/sealing.ts'
import { isFunctionWord, LANGUAGES, type Language } from './languages.ts'
import type { SearchQuery, Term } from './query.ts'
import { exactEntriesOf, searchEntriesOf, searchPrefixOf } from './spellings.ts'
import type { Token } from './tokens.ts'

/** tsquery literals, to bind as text and cast. */
export interface WrittenTerm {
  /** With phrases: for the parts of a record, which know where each word stands. */
  exact: string
  /** Phrases as words that all occur: for the record as a whole. The same as `exact` where there is no phrase. */
  loose: string
}

/** A record matches when every required and no excluded term is found in it. */
export interface WrittenSearch {
  required: WrittenTerm[]
  excluded: WrittenTerm[]
}

/** Shorter words are not taken for beginnings: they would find too much. */
const BEGINNING_MIN_CHARS = 3

/**
 * One tsquery per word or phrase, so that a record may hold them in different places (one in its subject, one in a
 * reply). Null when nothing is required: a search that only excludes finds nothing, unless `only_excluding` allows it.
 * With `begins` a word also finds words of short fields that begin with it. `languages` limits whose stems are
 * tried; by default all, since the searcher's language says little about the customer's.
 */
export function toTsqueries(
  query: SearchQuery,
  sealing: Pick<Sealing, 'wordHash'>,
  languages: readonly Language[] = LANGUAGES,
  { begins = false, only_excluding = false }: { begins?: boolean; only_excluding?: boolean } = {},
): WrittenSearch | null {
  const required: WrittenTerm[] = []
  const excluded: WrittenTerm[] = []
  for (const group of withoutFunctionWords(query.groups)) {
    const wanted = group.filter((term) => !term.is_excluded)
    const terms = wanted.length > 0 ? wanted : group
    const write = (loose: boolean) =>
      terms.map((term) => inBrackets(writeTerm(term, sealing, languages, begins, loose))).join('|')
    const written = { exact: write(false), loose: write(true) }
    if (wanted.length > 0) required.push(written)
    else excluded.push(written)
  }
  return required.length > 0 || (only_excluding && excluded.length > 0) ? { required, excluded } : null
}

/** `my invoice is wrong` means invoices that are wrong, whatever the sentence around; unless nothing else was asked. */
function withoutFunctionWords(groups: Term[][]): Term[][] {
  const telling = groups.filter((group) => !group.every(isFunctionTerm))
  return telling.some((group) => group.some((term) => !term.is_excluded)) ? telling : groups
}

function isFunctionTerm({ kind, tokens, is_excluded }: Term): boolean {
  return kind === 'word' && !is_excluded && tokens.every((token) => isFunctionWord(token.text, LANGUAGES))
}

function writeTerm(
  term: Term,
  sealing: Pick<Sealing, 'wordHash'>,
  languages: readonly Language[],
  begins: boolean,
  loose: boolean,
): string {
  const any = (entries: string[]) =>
    inBrackets([...new Set(entries)].map((entry) => `'${sealing.wordHash(entry)}'`).join('|'))
  const first = term.tokens[0]
  const last = term.tokens.at(-1)
  if (!first || !last) throw new Error('a term has at least one word')
  switch (term.kind) {
    case 'word': {
      // A word also finds what begins with it, where beginnings are stored.
      const prefix = begins && first.text.length >= BEGINNING_MIN_CHARS ? searchPrefixOf(first.text) : null
      return any([...(prefix === null ? [] : [prefix]), ...searchEntriesOf(first.text, languages)])
    }
    case 'phrase':
      return phraseOf(term.tokens, (token) => any(exactEntriesOf(token.text)), loose)
    case 'compound': {
      const parts = phraseOf(term.tokens, (token) => any(exactEntriesOf(token.text)), loose)
      return first.whole === undefined ? parts : `${any(exactEntriesOf(first.whole))}|${inBrackets(parts)}`
    }
    case 'prefix': {
      // Beginnings carry no positions: the parts before the last must only occur too.
      const prefix = searchPrefixOf(last.text)
      const ending = any([...(prefix === null ? [] : [prefix]), ...searchEntriesOf(last.text, languages)])
      return [...term.tokens.slice(0, -1).map((token) => any(exactEntriesOf(token.text))), ending].join('&')
    }
  }
}

/** Words too long to be indexed leave a gap, which the distance operator spans. */
function phraseOf(tokens: Token[], write: (token: Token) => string, loose: boolean): string {
  return tokens
    .map((token, i) => {
      const before = tokens[i - 1]
      if (!before) return write(token)
      return `${loose ? '&' : `<${token.position - before.position}>`}${write(token)}`
    })
    .join('')
}

function inBrackets(text: string): string {
  return `(${text})`
}
