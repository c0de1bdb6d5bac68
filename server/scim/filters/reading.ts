// Reads filters (RFC 7644 §3.4.2.2). The parser is scim2-parse-filter; what could make it or the database work hard is
// refused before and after it.
import { type Filter, parse } from 'scim2-parse-filter'
import { badRequest, type ScimType } from '../failures.ts'
import { GROUP_SCHEMA, MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, MAX_FILTER_PARTS, USER_SCHEMA } from '../protocol.ts'

export type { Filter } from 'scim2-parse-filter'

/** A filter as a tree of bounded depth and size. 400 for anything else. */
export function readFilter(text: string, problem: ScimType = 'invalidFilter'): Filter {
  const refused = (why: string) => badRequest(problem, `The filter ${why}`)
  if (text.length > MAX_FILTER_LENGTH) throw refused(`is longer than ${MAX_FILTER_LENGTH} characters`)
  // The parser's tokens backtrack over line breaks, and brackets nest as deep as the stack.
  if (/\p{Cc}/u.test(text)) throw refused('holds control characters')
  if (!text.isWellFormed()) throw refused('holds half a character')
  if (nesting(text) > MAX_FILTER_DEPTH) throw refused(`nests deeper than ${MAX_FILTER_DEPTH}`)
  let filter: Filter
  try {
    filter = parse(text)
  } catch {
    throw refused('could not be read: write it like userName eq "anna@example.org"')
  }
  if (sizeOf(filter, 0) > MAX_FILTER_PARTS) throw refused(`has more than ${MAX_FILTER_PARTS} parts`)
  return filter
}

/** How deep brackets nest outside of texts. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (const char of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (char === '(' || char === '[') deepest = Math.max(deepest, ++depth)
    else if (char === ')' || char === ']') depth -= 1
  }
  // Each "not" is a level of its own.
  return deepest + (text.match(/\bnot\b/gi)?.length ?? 0)
}

function sizeOf(filter: Filter, depth: number): number {
  if (depth > MAX_FILTER_PARTS) return MAX_FILTER_PARTS + 1
  if ('filters' in filter) return filter.filters.reduce((sum, one) => sum + sizeOf(one, depth + 1), 1)
  if ('filter' in filter) return 1 + sizeOf(filter.filter, depth + 1)
  if ('valFilter' in filter) return 1 + sizeOf(filter.valFilter, depth + 1)
  return 1
}

/** The name of an attribute in lower case, without the schema before it. */
export function attributeOf(path: string): string {
  const name = path.toLowerCase()
  for (const schema of [USER_SCHEMA, GROUP_SCHEMA])
    if (name.startsWith(`${schema.toLowerCase()}:`)) return name.slice(schema.length + 1)
  return name
}
