// SQL on problems and their incidents.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { COMMENT_COLUMNS, CONVERSATION, type CommentRow } from '../comments/queries.ts'
import { visibleTickets } from '../policy.ts'
import { TICKET_COLUMNS, type TicketRow } from '../queries.ts'

/** The oldest incidents of a problem that nobody has solved yet. */
export async function listUnsolvedIncidents(
  work: Work,
  problem_id: number,
  limit: number,
): Promise<{ id: number; assignee_id: number | null }[]> {
  return await work.db.all<{ id: number; assignee_id: number | null }>(sql`
    select t.id, t.assignee_id from tickets t
    where t.account_id = ${work.account_id} and t.problem_id = ${problem_id} and t.status not in ('solved', 'closed')
      and ${visibleTickets(work.actor)} order by t.id limit ${limit}`)
}

/** A public reply by its id; null when it was taken back. */
export async function findPublicComment(work: Work, id: number): Promise<CommentRow | null> {
  return await work.db.first<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION} where c.account_id = ${work.account_id} and c.id = ${id} and c.kind = 'reply'`)
}

/** Problem → number of its incidents, for those that have any. */
export async function countIncidents(work: Work, problem_ids: readonly number[]): Promise<Map<number, number>> {
  if (problem_ids.length === 0) return new Map()
  const rows = await work.db.all<{ problem_id: number; count: number }>(sql`
    select t.problem_id, count(*) as count from tickets t
    where t.account_id = ${work.account_id} and t.problem_id = any(${[...problem_ids]}::bigint[]) and ${visibleTickets(work.actor)}
    group by t.problem_id`)
  return new Map(rows.map((row) => [row.problem_id, row.count]))
}

export async function listNewestProblems(work: Work, limit: number): Promise<TicketRow[]> {
  return await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and t.type = 'problem' and ${visibleTickets(work.actor)}
    order by t.updated_at desc, t.id desc limit ${limit}`)
}

/** The tickets that follow up a closed one. */
export async function listFollowUps(work: Work, ticket_id: number, limit: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select t.id from tickets t
    where t.account_id = ${work.account_id} and t.followup_source_id = ${ticket_id} and ${visibleTickets(work.actor)} order by t.id limit ${limit}`)
  return rows.map((row) => row.id)
}
