/** What the list shows, computed from the pages of the API. Pure. */

import type { Ticket, User } from '../../../api/shapes.ts'
import type { TicketPage } from '../../../api/tickets.ts'

export interface Row {
  ticket: Ticket
  requester: User | null
  assignee: User | null
}

/** All rows of the loaded pages, each ticket once (cursor pages may overlap when tickets move meanwhile). */
export function rowsOf(pages: readonly TicketPage[]): Row[] {
  const people = new Map(pages.flatMap((page) => page.users ?? []).map((user) => [user.id, user]))
  const seen = new Set<number>()
  const rows: Row[] = []
  for (const ticket of pages.flatMap((page) => page.tickets)) {
    if (seen.has(ticket.id)) continue
    seen.add(ticket.id)
    rows.push({
      ticket,
      requester: people.get(ticket.requester_id) ?? null,
      assignee: ticket.assignee_id === null ? null : (people.get(ticket.assignee_id) ?? null),
    })
  }
  return rows
}

/** How many tickets of a freshly read first page are not in the list yet. */
export function countNewcomers(rows: readonly Row[], fresh: TicketPage | null): number {
  if (!fresh) return 0
  const shown = new Set(rows.map((row) => row.ticket.id))
  return fresh.tickets.filter((ticket) => !shown.has(ticket.id)).length
}

/** The row to go to from the one with this id; from nowhere the first step lands on the first row. */
export function neighbourId(rows: readonly Row[], id: number | null, step: 1 | -1): number | null {
  const index = rows.findIndex((row) => row.ticket.id === id)
  if (index === -1) return rows[0]?.ticket.id ?? null
  return rows[index + step]?.ticket.id ?? null
}

/** One line of what the ticket says: the server's snippet, else the start of the description. */
export function snippetOf(ticket: Ticket): string {
  const text = ticket.snippet ?? ticket.description ?? ''
  return text.slice(0, snippetLength).replace(/\s+/g, ' ').trim()
}
const snippetLength = 240
