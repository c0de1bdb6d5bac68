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

/** What of the desk is searched; written into the query as `type:`. */
export const scopes = ['all', 'tickets', 'people', 'organizations'] as const
export type Scope = (typeof scopes)[number]
const scopeWords: Record<Exclude<Scope, 'all'>, string> = {
  tickets: 'type:ticket',
  people: 'type:user',
  organizations: 'type:organization',
}

/** The scope a query has, by its `type:`; a type of tickets (`type:problem`) is no scope. */
export function scopeOf(query: string): Scope {
  const list = words(query).map((word) => word.toLowerCase())
  return scopes.find((scope) => scope !== 'all' && list.includes(scopeWords[scope])) ?? 'all'
}

export function withScope(query: string, scope: Scope): string {
  const known = Object.values(scopeWords)
  const rest = words(query).filter((word) => !known.includes(word.toLowerCase()))
  return (scope === 'all' ? rest : [...rest, scopeWords[scope]]).join(' ')
}

export function hasFilter(query: string, filter: Pick<SearchFilter, 'words'>): boolean {
  return words(query).includes(filter.words)
}

/** The query with the filter added, or removed when it is there. Others of the same key give way. */
export function toggleFilter(query: string, filter: Pick<SearchFilter, 'words'>): string {
  const list = words(query)
  if (list.includes(filter.words)) return list.filter((word) => word !== filter.words).join(' ')
  return [...list.filter((word) => keyOf(word) !== keyOf(filter.words) || scopeOf(word) !== 'all'), filter.words].join(
    ' ',
  )
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

/** What the server marked, as pieces: escaped text with <mark> around what was found. Nothing of it is parsed as HTML. */
export function piecesOf(html: string): { text: string; isMarked: boolean }[] {
  let isMarked = false
  const pieces: { text: string; isMarked: boolean }[] = []
  for (const part of html.split(/(<\/?mark>)/)) {
    if (part === '<mark>' || part === '</mark>') isMarked = part === '<mark>'
    else if (part !== '') pieces.push({ text: plain(part), isMarked })
  }
  return pieces
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

function plain(escaped: string): string {
  return escaped.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}
