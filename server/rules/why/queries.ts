// All SQL on what rules looked at and did: one row per change of a ticket, and one per time a rule acted.
import { sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { Firing, Run } from '../triggers/order.ts'

export interface RunRow {
  id: number
  ticket_id: number
  event_id: number | null
  /** bigint[] comes as text. */
  considered: (string | number)[]
  failed: number[]
  fired: Firing[]
  is_cut: boolean
  created_at: Date
}

/** Stands for "all conditions held". */
export const HELD = -1

/** Writes down what rules looked at and did; nobody waits for it. */
export function recordRun(work: Work, ticket_id: number, event_id: number | null, run: Run): void {
  const { considered, fired, is_cut } = run
  const firings = sql`
    insert into rule_firings (account_id, id, rule_id, ticket_id, error, created_at)
    select ${work.account_id}, id, rule_id, ${ticket_id}::bigint, error, ${work.now}::timestamptz
    from unnest(${fired.map(() => newId())}::bigint[], ${fired.map(({ id }) => id)}::bigint[], ${fired.map(({ error }) => error)}::text[]) as f(id, rule_id, error)`
  work.db.send(sql`
    ${fired.length === 0 ? sql`` : sql`with firings as (${firings})`}
    insert into rule_runs (account_id, id, ticket_id, event_id, considered, failed, fired, is_cut, created_at)
    values (${work.account_id}, ${newId()}, ${ticket_id}, ${event_id}, ${[...considered.keys()]}::bigint[],
      ${[...considered.values()].map((failing) => failing ?? HELD)}::smallint[], ${JSON.stringify(fired)}::jsonb, ${is_cut}, ${work.now})`)
}

/** A page of what rules looked at in a ticket, newest first. The caller has been let in to the ticket. */
export async function listRuns(work: Work, ticket_id: number, query: PagingQuery, url: URL) {
  const source: ListSource<RunRow> = {
    columns: sql`u.id, u.ticket_id, u.event_id, u.considered, u.failed, u.fired, u.is_cut, u.created_at`,
    from: sql`rule_runs u`,
    where: sql`u.account_id = ${work.account_id}::bigint and u.ticket_id = ${ticket_id}::bigint`,
    id: sql`u.id`,
    default_sort: '-id',
    sorts: { id: { by: sql`u.id`, type: 'bigint' }, created_at: { by: sql`u.created_at`, type: 'timestamptz' } },
  }
  return await listPage(work, source, query, url)
}

/** What events changed, by the events' ids. */
export async function changesOfEvents(work: Work, ids: readonly number[]): Promise<Map<number, unknown[]>> {
  const rows = await work.db.all<{ event_id: number; changes: unknown[] | null }>(sql`
    select event_id, data->'changes' as changes from events
    where account_id = ${work.account_id}::bigint and event_id = any(${[...ids]}::bigint[])`)
  return new Map(rows.map((row) => [row.event_id, row.changes ?? []]))
}

/** How often a rule acted within the last hour. */
export async function countFirings(work: Work, rule_id: number, since: Date): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from rule_firings
    where account_id = ${work.account_id}::bigint and rule_id = ${rule_id}::bigint and created_at > ${since}::timestamptz`)
  return count
}
