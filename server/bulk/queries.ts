// All SQL on bulk jobs.

import type { AskedBy } from '../platform/actor.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { listPage, type PagingQuery } from '../platform/http/paging.ts'
import type { Actor, Origin, Work } from '../platform/work.ts'
import type { ItemResult } from './schema.ts'

export interface BulkJobRow {
  id: number
  user_id: number
  task: string
  job_type: string
  status: 'queued' | 'working' | 'failed' | 'completed' | 'killed'
  total: number
  progress: number
  sealed_results: Buffer | null
}

/** What a job must know to go on. */
export interface BulkContent {
  items: unknown[]
  options: unknown
  origin: Origin
  /** Whether whoever asked had proved who they are. Absent in jobs from before it was asked. */
  asked_by?: AskedBy
}

const COLUMNS = sql.raw('b.id, b.user_id, b.task, b.job_type, b.status, b.total, b.progress, b.sealed_results')
const placeOf = (id: number) => `bulk_jobs/${id}/sealed`
const placeOfResults = (id: number) => `bulk_jobs/${id}/sealed_results`

/** Whose jobs somebody sees: everybody their own, admins all. */
function visibleJobs(actor: Actor): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql`true`
  if (actor.kind !== 'user') return sql`false`
  return actor.role === 'admin' || actor.role === 'owner' ? sql`true` : sql`b.user_id = ${actor.user_id}`
}

export async function insertJob(
  work: Work,
  row: Omit<BulkJobRow, 'sealed_results'>,
  content: BulkContent,
): Promise<void> {
  await work.db.run(sql`
    insert into bulk_jobs (account_id, id, user_id, task, job_type, status, total, sealed, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.user_id}, ${row.task}, ${row.job_type}, ${row.status}, ${row.total},
      ${work.sealing.seal(placeOf(row.id), content)}, ${work.now}, ${work.now})`)
}

/** How many jobs of this account wait or run. */
export async function countWaiting(work: Work): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from bulk_jobs where account_id = ${work.account_id} and status in ('queued', 'working')`,
  )
  return count
}

export async function findJob(work: Work, id: number): Promise<BulkJobRow | null> {
  return await work.db.first<BulkJobRow>(
    sql`select ${COLUMNS} from bulk_jobs b where b.account_id = ${work.account_id} and b.id = ${id} and ${visibleJobs(work.actor)}`,
  )
}

export async function listJobs(work: Work, query: PagingQuery, url: URL) {
  return await listPage<BulkJobRow>(
    work,
    {
      columns: COLUMNS,
      from: sql`bulk_jobs b`,
      where: sql`b.account_id = ${work.account_id} and ${visibleJobs(work.actor)}`,
      id: sql`b.id`,
      sorts: { id: { by: sql`b.id`, type: 'bigint' } },
      default_sort: '-id',
    },
    query,
    url,
  )
}

export async function listJobsByIds(work: Work, ids: readonly number[]): Promise<BulkJobRow[]> {
  return await work.db.all<BulkJobRow>(
    sql`select ${COLUMNS} from bulk_jobs b where b.account_id = ${work.account_id} and b.id = any(${[...ids]}::bigint[]) and ${visibleJobs(work.actor)} order by b.id`,
  )
}

/** A job that is not over, locked for this unit, with what it was asked; null when there is nothing to do. */
export async function takeJob(work: Work, id: number): Promise<{ job: BulkJobRow; content: BulkContent } | null> {
  const row = await work.db.first<BulkJobRow & { sealed: Buffer }>(sql`
    select ${COLUMNS}, b.sealed from bulk_jobs b
    where b.account_id = ${work.account_id} and b.id = ${id} and b.status in ('queued', 'working') for update`)
  return row ? { job: row, content: work.sealing.open<BulkContent>(placeOf(id), row.sealed) } : null
}

export function resultsOf(work: Work, job: BulkJobRow): ItemResult[] {
  return job.sealed_results ? work.sealing.open<ItemResult[]>(placeOfResults(job.id), job.sealed_results) : []
}

/** What was asked holds people's words: once nobody needs it any more, it goes. */
export async function saveProgress(
  work: Work,
  id: number,
  state: { status: BulkJobRow['status']; progress: number; results: ItemResult[] },
): Promise<void> {
  const is_over = state.status !== 'queued' && state.status !== 'working'
  const asked = is_over ? sql`${work.sealing.seal(placeOf(id), null)}` : sql`sealed`
  await work.db.run(sql`
    update bulk_jobs set sealed = ${asked}, status = ${state.status}, progress = ${state.progress},
      sealed_results = ${work.sealing.seal(placeOfResults(id), state.results)}, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${id}`)
}
