// SQL on the time people worked on tickets. Staff only.
import { sql } from '../../platform/db.ts'
import { listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export interface TimeEntryRow {
  id: number
  user_id: number
  event_id: number
  seconds: number
  created_at: Date
}

/** A second entry for the same event and person does nothing: a repeated write is not more work. */
export async function insertTimeEntry(
  work: Work,
  entry: { ticket_id: number; user_id: number; event_id: number; seconds: number },
): Promise<void> {
  await work.db.run(sql`
    insert into ticket_time_entries (account_id, id, ticket_id, user_id, event_id, seconds, created_at)
    values (${work.account_id}, ${newId()}, ${entry.ticket_id}, ${entry.user_id}, ${entry.event_id}, ${entry.seconds}, ${work.now})
    on conflict (account_id, event_id, user_id) do nothing`)
}

export async function listTimeEntries(work: Work, ticket_id: number, query: PagingQuery, url: URL) {
  return await listPage<TimeEntryRow>(
    work,
    {
      columns: sql.raw('e.id, e.user_id, e.event_id, e.seconds, e.created_at'),
      from: sql`ticket_time_entries e`,
      where: sql`e.account_id = ${work.account_id} and e.ticket_id = ${ticket_id}`,
      id: sql`e.id`,
      sorts: { created_at: { by: sql`e.created_at`, type: 'timestamptz' }, id: { by: sql`e.id`, type: 'bigint' } },
      default_sort: 'id',
    },
    query,
    url,
  )
}

/** Seconds per person, the most first. */
export async function listTotals(
  work: Work,
  ticket_id: number,
  limit: number,
): Promise<{ user_id: number; seconds: number }[]> {
  return await work.db.all<{ user_id: number; seconds: number }>(sql`
    select e.user_id, sum(e.seconds)::bigint as seconds from ticket_time_entries e
    where e.account_id = ${work.account_id} and e.ticket_id = ${ticket_id}
    group by e.user_id order by seconds desc, e.user_id limit ${limit}`)
}
