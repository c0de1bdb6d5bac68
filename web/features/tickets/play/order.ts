// Which ticket comes next when a view is played. Pure.
import type { Row } from '../list/rows.ts'

/** The first ticket in the view's order that is free; closed ones take no more work. */
export function nextToPlay(rows: readonly Row[], isFree: (id: number) => boolean): number | null {
  const next = rows.find(({ ticket }) => ticket.status !== 'closed' && isFree(ticket.id))
  return next?.ticket.id ?? null
}
