// The search language, read: words and "phrases" are left for the word index, `field:value`, `field>value` and
// `-field:"two words"` become filters. Pure; which fields there are is decided by the kinds of records.
import { Refusal } from '../../platform/errors.ts'

export type Operator = ':' | '<' | '>' | '<=' | '>='

/** One `field:value` as it was written. */
export interface Filter {
  /** Lower case. */
  key: string
  operator: Operator
  value: string
  is_quoted: boolean
  is_negated: boolean
}

export interface SearchText {
  /** What is left for the word index, phrases, minus signs and stars included. */
  words: string
  filters: Filter[]
  order: { by: string | null; descending: boolean | null }
}

export const MAX_QUERY_CHARS = 1000
export const MAX_FILTERS = 50
const MAX_VALUE_CHARS = 255

/** A quoted phrase, or a field with its value, or anything else up to the next space. */
const PIECE =
  /\s*(?:(-?"[^"]*"?)|(-?)([a-z][a-z0-9_.]{1,63})(:[<>]=?|:|<=|>=|<|>)(?:"([^"]*)"?|([^\s"]+))(?=\s|$)|(\S+))/giy

/** Why a search could not be carried out. Clients recognise it by the word `invalid`. */
export function invalidSearch(reason: string): Refusal {
  return new Refusal('bad_search', `Invalid search: ${reason}`)
}

/** Reads a search of at most MAX_QUERY_CHARS characters and MAX_FILTERS filters. 422 beyond that. */
export function parseSearchText(text: string): SearchText {
  if (text.length > MAX_QUERY_CHARS) throw invalidSearch(`it is longer than ${MAX_QUERY_CHARS} characters`)
  const words: string[] = []
  const filters: Filter[] = []
  const order: SearchText['order'] = { by: null, descending: null }
  for (const [, phrase, minus, name, operator, quoted, bare, other] of text.matchAll(PIECE)) {
    if (name === undefined || operator === undefined || isAddress(bare)) {
      words.push(phrase ?? other ?? `${minus ?? ''}${name ?? ''}${operator ?? ''}${bare ?? ''}`)
      continue
    }
    const key = name.toLowerCase()
    const value = (quoted ?? bare ?? '').trim()
    if (value.length > MAX_VALUE_CHARS)
      throw invalidSearch(`the value of ${key} is longer than ${MAX_VALUE_CHARS} characters`)
    if (key === 'order_by') order.by = value.toLowerCase()
    else if (key === 'sort') order.descending = readDirection(value)
    else {
      if (filters.length === MAX_FILTERS) throw invalidSearch(`it has more than ${MAX_FILTERS} conditions`)
      filters.push({
        key,
        // `created:>2024` is written too.
        operator: (operator.length > 1
          ? operator.replace(':', '')
          : operator) as Operator /* the pattern lets no other through */,
        value,
        is_quoted: quoted !== undefined,
        is_negated: minus === '-',
      })
    }
  }
  return { words: words.join(' '), filters, order }
}

/** `https://…` and `c:\…` hold a colon and are no fields. */
function isAddress(value: string | undefined): boolean {
  return value !== undefined && /^(?:\/\/|\\)/.test(value)
}

function readDirection(value: string): boolean {
  const direction = value.toLowerCase()
  if (direction !== 'asc' && direction !== 'desc') throw invalidSearch('sort takes asc or desc')
  return direction === 'desc'
}
