/** Search text as people edit it: filters are written into the query, where everybody can read and change them. Pure. */

/** A filter chip: it adds its words to the query or takes them out again. */
export interface SearchFilter {
  id: 'open' | 'solved' | 'mine' | 'unassigned' | 'urgent' | 'week'
  words: string
}

export const filters: readonly SearchFilter[] = [
  { id: 'open', words: 'status<solved' },
  { id: 'solved', words: 'status>=solved' },
  { id: 'mine', words: 'assignee:me' },
  { id: 'unassigned', words: 'assignee:none' },
  { id: 'urgent', words: 'priority:urgent' },
  { id: 'week', words: 'created>7days' },
]

export function hasFilter(query: string, filter: SearchFilter): boolean {
  return words(query).includes(filter.words)
}

/** The query with the filter added, or removed when it is there. Others of the same key give way. */
export function toggleFilter(query: string, filter: SearchFilter): string {
  const list = words(query)
  if (list.includes(filter.words)) return list.filter((word) => word !== filter.words).join(' ')
  return [...list.filter((word) => keyOf(word) !== keyOf(filter.words)), filter.words].join(' ')
}

/** The words to highlight in results: no filters, no operators, no negations. */
export function highlightWords(query: string): string[] {
  return words(query)
    .filter((word) => !/^[a-z_]+[:<>]/i.test(word) && !word.startsWith('-'))
    .map((word) => word.replaceAll(/["*]/g, '').toLowerCase())
    .filter((word) => word.length > 1)
}

/** Splits a text into marked and plain pieces for the words. */
export function markPieces(text: string, marked: readonly string[]): { text: string; isMarked: boolean }[] {
  if (marked.length === 0) return [{ text, isMarked: false }]
  const pattern = new RegExp(
    `(${marked.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'giu',
  )
  return text
    .split(pattern)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, isMarked: marked.includes(piece.toLowerCase()) }))
}

function words(query: string): string[] {
  return query.match(/-?(?:[a-z_]+[:<>=]+)?"[^"]*"|\S+/gi) ?? []
}

function keyOf(word: string): string {
  return /^([a-z_]+)[:<>=]/i.exec(word)?.[1]?.toLowerCase() ?? word
}
