// What people type into a search box, as data: words that must all occur, "phrases", -exclusions, alternatives with OR,
// beginnings*. Everything is understood somehow; nothing is a syntax error.
import { normalise } from './fold.ts'
import { type Token, tokensOf } from './tokens.ts'

const MAX_QUERY_CHARS = 1000
const MAX_TERMS = 32
const MAX_PHRASE_WORDS = 16
const TERM = /(-?)(?:"([^"]*)"?|(\S+))/g

export interface Term {
  /** `compound` is AB-1234 or a@b.example: the phrase of its parts, or the whole in one word. */
  kind: 'word' | 'phrase' | 'compound' | 'prefix'
  tokens: Token[]
  is_excluded: boolean
}

/** All groups must match; of a group any term. */
export interface SearchQuery {
  groups: Term[][]
}

/** `last_is_prefix` treats the last word as still being typed. */
export function parseSearch(text: string, options: { last_is_prefix?: boolean } = {}): SearchQuery {
  const groups: Term[][] = []
  let joins = false
  const matches = [...text.slice(0, MAX_QUERY_CHARS).matchAll(TERM)].slice(0, MAX_TERMS)
  for (const [i, [, minus, phrase, word = '']] of matches.entries()) {
    if (word === 'OR') {
      joins = groups.length > 0
      continue
    }
    if (word === 'AND') continue
    const is_prefix = word.endsWith('*') || (options.last_is_prefix === true && i === matches.length - 1)
    const term = termOf(phrase ?? word, phrase !== undefined, is_prefix, minus === '-')
    if (!term) continue
    const group = joins ? groups.at(-1) : undefined
    if (group) group.push(term)
    else groups.push([term])
    joins = false
  }
  return { groups }
}

function termOf(text: string, is_phrase: boolean, is_prefix: boolean, is_excluded: boolean): Term | null {
  const tokens = tokensOf(normalise(text)).slice(0, MAX_PHRASE_WORDS)
  if (tokens.length === 0) return null
  if (tokens.length === 1) return { kind: is_phrase ? 'phrase' : is_prefix ? 'prefix' : 'word', tokens, is_excluded }
  return { kind: is_phrase ? 'phrase' : is_prefix ? 'prefix' : 'compound', tokens, is_excluded }
}
