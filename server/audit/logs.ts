// The list of audit entries that administrators read.
import { sql } from '../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'

export interface LogRow {
  entry_id: number
  event_id: number
  action: string
  subject_type: string
  subject_id: number
  actor_id: number | null
  created_at: Date
  data: unknown
  sealed: Buffer | null
}

export interface LogFilter {
  source_type?: string
  source_id?: number
  actor_id?: number
  /** Both ends included. */
  created_at?: { from: Date; to: Date }
}

export async function listLogs(work: Work, filter: LogFilter, query: PagingQuery, url: URL) {
  const conditions = [sql`e.account_id = ${work.account_id}::bigint`]
  if (filter.source_type !== undefined) conditions.push(sql`e.subject_type = ${filter.source_type}`)
  if (filter.source_id !== undefined) conditions.push(sql`e.subject_id = ${filter.source_id}::bigint`)
  if (filter.actor_id !== undefined) conditions.push(sql`e.actor_id = ${filter.actor_id}::bigint`)
  if (filter.created_at)
    conditions.push(sql`e.created_at between ${filter.created_at.from} and ${filter.created_at.to}`)
  const source: ListSource<LogRow> = {
    columns: sql`e.entry_id, e.event_id, e.action, e.subject_type, e.subject_id, e.actor_id, e.created_at, ev.data, ev.sealed`,
    from: sql`audit_entries e left join events ev on ev.account_id = e.account_id and ev.event_id = e.event_id`,
    where: sql.join(conditions, sql` and `),
    id: sql`e.entry_id`,
    sorts: { created_at: { by: sql`e.created_at`, type: 'timestamptz' } },
    default_sort: '-created_at',
  }
  return await listPage(work, source, query, url)
}

/** The address a change came from, as its event keeps it. */
export function addressOf(work: Work, row: Pick<LogRow, 'event_id' | 'sealed'>): string | null {
  if (row.sealed === null) return null
  return work.sealing.open<{ ip?: string | null }>(`events/${row.event_id}/sealed`, row.sealed).ip ?? null
}
