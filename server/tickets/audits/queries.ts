// The SQL of histories: which comment an audit tells of.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { CONVERSATION } from '../comments/queries.ts'

/** The id of the comment that came with an audit of a ticket, or null. */
export async function findComment(work: Work, ticket_id: number, event_id: number): Promise<number | null> {
  const row = await work.db.first<{ id: number }>(sql`
    select c.id from ${CONVERSATION} where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and c.event_id = ${event_id}`)
  return row?.id ?? null
}
