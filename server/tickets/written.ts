// What a write left behind, kept for the rest of its unit of work: rules look at it and the caller is answered from it,
// without reading back what was just sent.
import type { Tx } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import type { SaidRow } from './comments/say.ts'
import type { Change, CommentFact, RuleReference, TicketTexts } from './events.ts'
import type { ParticipantRow, TicketRow } from './queries.ts'

export interface Written {
  readonly event_id: number
  readonly type: 'ticket.created' | 'ticket.updated'
  readonly data: {
    changes: readonly Change[]
    comment: CommentFact | null
    rule?: RuleReference
    macro_ids?: number[]
  }
  readonly texts: TicketTexts
  /** The ticket as the write left it. */
  readonly row: TicketRow
  readonly tags: readonly string[]
  /** Who takes part; null where that was not looked at. */
  readonly people: readonly ParticipantRow[] | null
  readonly comment: SaidRow | null
}

const of_units = new WeakMap<Tx, Map<number, Written>>()

export function rememberWritten(work: Work, written: Written): void {
  const known = of_units.get(work.db) ?? new Map<number, Written>()
  of_units.set(work.db, known.set(written.row.id, written))
}

/** What the latest write of this unit left of a ticket; null where there was none, or something else happened since. */
export function findWritten(work: Work, ticket_id: number): Written | null {
  const written = of_units.get(work.db)?.get(ticket_id)
  return written && work.eventsAbout('ticket', ticket_id).at(-1) === written.event_id ? written : null
}
