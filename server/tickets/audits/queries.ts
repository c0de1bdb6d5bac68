// The SQL of histories: audits of one ticket and of all, in each of the styles clients ask in.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { COMMENT_COLUMNS, CONVERSATION, type CommentRow } from '../comments/queries.ts'
import { visibleTickets } from '../policy.ts'
import { toldTypes } from './stories.ts'

/** The id of the comment that came with an audit of a ticket, or null. */
export async function findComment(work: Work, ticket_id: number, event_id: number): Promise<number | null> {
  const row = await work.db.first<{ id: number }>(sql`
    select c.id from ${CONVERSATION} where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and c.event_id = ${event_id}`)
  return row?.id ?? null
}

/** Comments by id, as far as the caller's transaction shows them. */
export async function listCommentsByIds(work: Work, ids: readonly number[]): Promise<CommentRow[]> {
  if (ids.length === 0) return []
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION} where c.account_id = ${work.account_id} and c.id = any(${[...ids]}::bigint[])`)
}

/** Facts over the alias `e` that audits are made from: of one ticket, or of all that the actor may see. */
export function auditsOf(
  work: Work,
  ticket_id: number | null,
): { from: RawBuilder<unknown>; where: RawBuilder<unknown> } {
  const told = sql`e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.type = any(${toldTypes()}::text[])`
  return ticket_id === null
    ? {
        from: sql`events e join tickets t on t.account_id = e.account_id and t.id = e.subject_id`,
        where: sql`${told} and ${visibleTickets(work.actor)}`,
      }
    : { from: sql`events e`, where: sql`${told} and e.subject_id = ${ticket_id}` }
}

export async function countAudits(work: Work, ticket_id: number): Promise<number> {
  const { from, where } = auditsOf(work, ticket_id)
  return (await work.db.one<{ count: number }>(sql`select count(*) as count from ${from} where ${where}`)).count
}
