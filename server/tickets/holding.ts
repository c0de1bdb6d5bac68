// A ticket held for a change.
import { configurationVersion } from '../platform/configuration.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { getTicket, listParticipants, listTags, type ParticipantRow, type TicketRow } from './queries.ts'

type Companion = (work: Work, requester_id: RawBuilder<number>) => Promise<void>
const companions: Companion[] = []

/** Adds what is asked for with every ticket that is held. Called in compose.ts. */
export function offerCompanion(companion: Companion): void {
  companions.push(companion)
}

/** A ticket that nobody else changes before the commit, with what a change of it looks at. */
export interface HeldTicket {
  ticket: TicketRow
  tags: readonly string[]
  /** Who takes part; null where that was not looked at, or may have changed since. */
  people: readonly ParticipantRow[] | null
}

/** Locks a ticket the actor may see, or 404. */
export async function holdTicket(work: Work, id: number, with_people = false): Promise<HeldTicket> {
  const requester_id = sql<number>`(select requester_id from tickets where account_id = ${work.account_id} and id = ${id})`
  const [ticket, tags, people] = await Promise.all([
    getTicket(work, id, true),
    listTags(work, [id]),
    with_people ? listParticipants(work, [id]) : null,
    // Every change of a ticket asks for configuration: so it comes with the rest.
    configurationVersion(work),
    ...companions.map((ask) => ask(work, requester_id)),
  ])
  return { ticket, tags: tags.get(id) ?? [], people }
}
