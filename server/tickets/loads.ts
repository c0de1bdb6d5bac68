// What routing asks about tickets: which wait for somebody, and how many open ones each agent has.
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { visibleTickets } from './policy.ts'

// Literal statuses, so that the index of unsolved tickets applies.
const UNSOLVED = sql`t.deleted_at is null and t.status in ('new', 'open', 'pending', 'hold')`

export interface WaitingTicket {
  id: number
  created_at: Date
}

/** Unassigned new and open tickets of a group: urgent ones first, then who has waited longest. */
export async function listWaitingTickets(work: Work, group_id: number, limit: number): Promise<WaitingTicket[]> {
  return await work.db.all<WaitingTicket>(sql`
    select t.id, t.created_at from tickets t
    where t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${UNSOLVED}
      and t.status in ('new', 'open') and t.assignee_id is null and t.group_id = ${group_id}
    order by array_position(array['urgent', 'high', 'normal', 'low'], t.priority), t.created_at, t.id limit ${limit}`)
}

/** How many new and open tickets each of these agents has; who has none is left out. Waiting ones do not count. */
export async function countOpenTickets(work: Work, user_ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await work.db.all<{ assignee_id: number; count: number }>(sql`
    select t.assignee_id, count(*) as count from tickets t
    where t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${UNSOLVED}
      and t.status in ('new', 'open') and t.assignee_id = any(${[...user_ids]}::bigint[])
    group by t.assignee_id`)
  return new Map(rows.map((row) => [row.assignee_id, row.count]))
}
