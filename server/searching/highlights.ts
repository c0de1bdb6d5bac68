// Snippets of what was found, from texts opened for their reader: the transaction decides whether notes are among them.
import type { z } from 'zod'
import type { Work } from '../platform/work.ts'
import { wordFinder } from '../search/index.ts'
import { listSaid, type Ticket } from '../tickets/index.ts'
import type { highlightSchema } from './schema.ts'

type Highlight = z.output<typeof highlightSchema>

const MAX_SNIPPETS = 3
/** Comments looked through, of each ticket and of a page of them. The newest count. */
const COMMENTS_PER_TICKET = 20
const COMMENTS_PER_PAGE = 1_000
const BEFORE_CHARS = 60
const AFTER_CHARS = 100

/** For each ticket up to three snippets: its subject, then its comments, the newest first. */
export async function highlightsOf(
  work: Work,
  words: string,
  tickets: readonly Ticket[],
): Promise<Map<number, Highlight[]>> {
  const find = wordFinder(words)
  const said = await listSaid(
    work,
    tickets.map((ticket) => ticket.id),
    { per_ticket: COMMENTS_PER_TICKET, most: COMMENTS_PER_PAGE },
  )
  return new Map(
    tickets.map((ticket) => {
      const texts = [
        { field: 'subject' as const, comment_id: null, public: true, text: ticket.subject ?? '' },
        ...said
          .filter((comment) => comment.ticket_id === ticket.id)
          .map(({ id, is_public, text }) => ({ field: 'comment' as const, comment_id: id, public: is_public, text })),
      ]
      const found = texts.flatMap(({ text, ...rest }) => {
        const marks = find(text)
        return marks.length > 0 ? [{ ...rest, html: snippet(text, marks) }] : []
      })
      return [ticket.id, found.slice(0, MAX_SNIPPETS)]
    }),
  )
}

/** The surroundings of the first mark, escaped, with <mark> around what was found. */
export function snippet(text: string, marks: readonly (readonly [number, number])[]): string {
  const [first] = marks
  if (!first) return ''
  const from = wordStart(text, Math.max(0, first[0] - BEFORE_CHARS))
  const to = Math.min(text.length, first[1] + AFTER_CHARS)
  let html = from > 0 ? '…' : ''
  let at = from
  for (const [start, end] of marks) {
    if (end > to) break
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`
    at = end
  }
  return `${html}${escaped(text.slice(at, to))}${to < text.length ? '…' : ''}`.toWellFormed()
}

function wordStart(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.slice(at, at + 20).search(/\s/)
  return space === -1 ? at : at + space + 1
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replaceAll(/\s+/g, ' ')
}
