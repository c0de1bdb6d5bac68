// SQL of messages: what set them off, what was said before, and that one could not be written.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { notificationFailed } from '../events.ts'
import { listRulesByIds } from '../queries.ts'

/** The comment that an event tells of, by its id; null where nothing was said, or there is no such event. */
export async function commentOfEvent(work: Work, event_id: number): Promise<number | null> {
  const row = await work.db.first<{ comment_id: number | null }>(sql`
    select (data->'comment'->>'id')::bigint as comment_id from events
    where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  return row?.comment_id ?? null
}

/** True when a rule said what it says for this cause. */
export async function hasSaid(work: Work, ticket_id: number, rule_id: number, cause: string): Promise<boolean> {
  const row = await work.db.first<{ event_id: number }>(sql`
    select event_id from events
    where account_id = ${work.account_id}::bigint and subject_type = 'ticket' and subject_id = ${ticket_id}::bigint and type = 'ticket.updated'
      and data->'rule'->>'cause' = ${cause} and (data->'rule'->>'id')::bigint = ${rule_id}::bigint limit 1`)
  return row !== null
}

const HOUR_MS = 3_600_000

/** What rules said in a ticket within the last hour. */
export async function countSaidByRules(work: Work, ticket_id: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from events
    where account_id = ${work.account_id}::bigint and subject_type = 'ticket' and subject_id = ${ticket_id}::bigint and type = 'ticket.updated'
      and data->'rule'->>'cause' is not null and created_at > ${new Date(work.now.getTime() - HOUR_MS)}::timestamptz`)
  return count
}

/** Shown on the rule as why it last could not do what it should, and in the ticket's history that it could not. */
export async function recordFailure(work: Work, rule_id: number, ticket_id: number, error: string): Promise<void> {
  const [rule] = await listRulesByIds(work, [rule_id])
  if (rule) work.record(notificationFailed, ticket_id, { rule: { kind: rule.kind, id: rule_id } })
  await work.db.run(sql`
    insert into rule_firings (account_id, id, rule_id, ticket_id, error, created_at)
    values (${work.account_id}, ${newId()}, ${rule_id}, ${ticket_id}, ${error.slice(0, 300)}, ${work.now})`)
}
