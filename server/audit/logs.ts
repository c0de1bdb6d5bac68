// The list of audit entries that administrators read.
import { sql } from '../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../platform/http/paging.ts'
import { idAt, timeOfId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'

const ONE_MINUTE_MS = 60_000
/** Entries of one request that are shown. */
const MOST_RELATED = 50

export interface LogRow {
  entry_id: number
  event_id: number
  action: string
  subject_type: string
  subject_id: number
  actor_id: number | null
  token_id: number | null
  client_id: number | null
  impersonator_id: number | null
  created_at: Date
  data: unknown
  sealed: Buffer | null
  actor_kind: string | null
  channel: string | null
  request_id: string | null
}

export interface LogFilter {
  /** A kind of event, `custom_role.updated`, or all of a kind, `custom_role.*`. */
  action?: string
  request_id?: string
  source_type?: string
  source_id?: number
  actor_id?: number
  /** The credential it was done with: an API token, or an access token of OAuth. */
  token_id?: number
  /** The OAuth client that did it, with whichever of its tokens. */
  client_id?: number
  /** Both ends included. */
  created_at?: { from: Date; to: Date }
}

const COLUMNS = sql`e.entry_id, e.event_id, e.action, e.subject_type, e.subject_id, e.actor_id, e.created_at,
  ev.data, ev.sealed, ev.actor_kind, ev.channel, ev.request_id, ev.token_id, ev.client_id, ev.impersonator_id`
const FROM = sql`audit_entries e left join events ev on ev.account_id = e.account_id and ev.event_id = e.event_id`

function conditionsOf(work: Work, filter: LogFilter) {
  const conditions = [sql`e.account_id = ${work.account_id}::bigint`]
  if (filter.action?.endsWith('*')) {
    const start = filter.action.slice(0, -1)
    conditions.push(sql`e.action >= ${start} and e.action < ${`${start}\u{10ffff}`}`)
  } else if (filter.action !== undefined) conditions.push(sql`e.action = ${filter.action}`)
  if (filter.request_id !== undefined) conditions.push(sql`ev.request_id = ${filter.request_id}`)
  if (filter.source_type !== undefined) conditions.push(sql`e.subject_type = ${filter.source_type}`)
  if (filter.source_id !== undefined) conditions.push(sql`e.subject_id = ${filter.source_id}::bigint`)
  if (filter.actor_id !== undefined) conditions.push(sql`e.actor_id = ${filter.actor_id}::bigint`)
  if (filter.token_id !== undefined)
    conditions.push(sql`ev.account_id = ${work.account_id}::bigint and ev.token_id = ${filter.token_id}::bigint`)
  if (filter.client_id !== undefined)
    conditions.push(sql`ev.account_id = ${work.account_id}::bigint and ev.client_id = ${filter.client_id}::bigint`)
  if (filter.created_at)
    conditions.push(sql`e.created_at between ${filter.created_at.from} and ${filter.created_at.to}`)
  return sql.join(conditions, sql` and `)
}

export async function listLogs(work: Work, filter: LogFilter, query: PagingQuery, url: URL) {
  const source: ListSource<LogRow> = {
    columns: COLUMNS,
    from: FROM,
    where: conditionsOf(work, filter),
    id: sql`e.entry_id`,
    sorts: { created_at: { by: sql`e.created_at`, type: 'timestamptz' } },
    default_sort: '-created_at',
  }
  return await listPage(work, source, query, url)
}

/** The newest entries before one, for going through many of them. */
export async function logsBefore(work: Work, filter: LogFilter, before_id: number, limit: number): Promise<LogRow[]> {
  return await work.db.all<LogRow>(sql`select ${COLUMNS} from ${FROM}
    where ${conditionsOf(work, filter)} and e.entry_id < ${before_id}::bigint order by e.entry_id desc limit ${limit}`)
}

export async function findLog(work: Work, entry_id: number): Promise<LogRow | null> {
  return await work.db.first<LogRow>(sql`select ${COLUMNS} from ${FROM}
    where e.account_id = ${work.account_id}::bigint and e.entry_id = ${entry_id}::bigint`)
}

/** What the same request did, in order. It lies close together, so entries of a minute around one are looked at. */
export async function logsOfRequest(work: Work, { entry_id, request_id }: LogRow): Promise<LogRow[]> {
  if (request_id === null) return []
  const time_ms = timeOfId(entry_id).getTime()
  return await work.db.all<LogRow>(sql`select ${COLUMNS} from ${FROM}
    where e.account_id = ${work.account_id}::bigint and ev.request_id = ${request_id}
      and e.entry_id between ${idAt(time_ms - ONE_MINUTE_MS)}::bigint and ${idAt(time_ms + ONE_MINUTE_MS)}::bigint
    order by e.entry_id limit ${MOST_RELATED}`)
}

/** Where an entry stands in the sealed chain, or null while it waits to be sealed. */
export async function positionOf(work: Work, entry_id: number): Promise<number | null> {
  const row = await work.db.first<{ position: number }>(
    sql`select position from audit_chain where account_id = ${work.account_id}::bigint and entry_id = ${entry_id}::bigint`,
  )
  return row?.position ?? null
}

/** The hidden part of an event: who called from where, and whatever text it carries. */
export function textOf(work: Work, row: Pick<LogRow, 'event_id' | 'sealed'>): Record<string, unknown> | null {
  return row.sealed && work.sealing.open<Record<string, unknown>>(`events/${row.event_id}/sealed`, row.sealed)
}

/** The address a change came from, as its event keeps it. */
export function addressOf(work: Work, row: Pick<LogRow, 'event_id' | 'sealed'>): string | null {
  if (row.sealed === null) return null
  return work.sealing.open<{ ip?: string | null }>(`events/${row.event_id}/sealed`, row.sealed).ip ?? null
}
