/** Which of several tickets stays when they become one, at first: the oldest that can still be changed. Pure. */
import type { Ticket } from '../../../api/shapes.ts'

export function survivorOf(tickets: readonly Ticket[]): number {
  const [first] = tickets.filter((ticket) => ticket.status !== 'closed').toSorted((a, b) => a.id - b.id)
  return first?.id ?? tickets[0]?.id ?? 0
}

/** The ticket number in what somebody typed or pasted (`42`, `#42`, an address that ends in it), or null. */
export function readNumber(text: string): number | null {
  const found = /^(?:#|https?:\/\/\S*\/)?(\d{1,12})(?:[/?#].*)?$/.exec(text.trim())
  return found ? Number(found[1]) : null
}
