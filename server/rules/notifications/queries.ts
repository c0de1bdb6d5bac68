// SQL of messages: what set them off, and that one could not be written.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

/** The comment that an event tells of, by its id; null where nothing was said, or there is no such event. */
export async function commentOfEvent(work: Work, event_id: number): Promise<number | null> {
  const row = await work.db.first<{ comment_id: number | null }>(sql`
    select (data->'comment'->>'id')::bigint as comment_id from events
    where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  return row?.comment_id ?? null
}

/** Shown on the rule as why it last could not do what it should. */
export async function recordFailure(work: Work, rule_id: number, ticket_id: number, error: string): Promise<void> {
  await work.db.run(sql`
    insert into rule_firings (account_id, id, rule_id, ticket_id, error, created_at)
    values (${work.account_id}, ${newId()}, ${rule_id}, ${ticket_id}, ${error.slice(0, 300)}, ${work.now})`)
}
