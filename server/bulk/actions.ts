// Starting a bulk job: what was asked is kept, sealed, and the queue does it in the name of whoever asked.
import { Refusal } from '../platform/errors.ts'
import { askedBy } from '../platform/http/step-up.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import { bulkJobStarted } from './events.ts'
import { countWaiting, insertJob } from './queries.ts'
import type { BulkJob } from './running.ts'
import { type JobStatus, jobIdText } from './schema.ts'

/** Items in one job (protocol 4.10). */
const ITEMS_PER_JOB = 100
/** Jobs of an account that wait or run at the same time (protocol 4.9). */
const WAITING_JOBS = 30

export interface BulkRequest<Item, Options> {
  items: readonly Item[]
  options: Options
  origin_url: string
}

/**
 * Asks for a bulk job and returns its status, queued. 400 TooManyValues over 100 items or without any; 429 TooManyJobs
 * while 30 wait.
 */
export async function startBulk<Item, Options>(
  work: Work,
  job: BulkJob<Item, Options>,
  { items, options, origin_url }: BulkRequest<Item, Options>,
): Promise<{ job_status: JobStatus }> {
  if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
  if (items.length > ITEMS_PER_JOB)
    throw new Refusal('too_many_values', `This takes at most ${ITEMS_PER_JOB} records at once`)
  if (items.length === 0) throw new Refusal('bad_request', 'There are no records in this request')
  if ((await countWaiting(work)) >= WAITING_JOBS)
    throw new Refusal('too_many_jobs', `${WAITING_JOBS} jobs wait already: try again when one is done`, {
      retry_after_s: 5,
    })
  const id = newId()
  const row = {
    id,
    user_id: work.actor.user_id,
    task: job.name,
    job_type: job.job_type,
    status: 'queued' as const /* one of the statuses */,
    total: items.length,
    progress: 0,
  }
  await insertJob(work, row, {
    items: [...items],
    options,
    origin: work.origin,
    asked_by: askedBy(work.actor, work.now),
  })
  work.record(bulkJobStarted, id, { task: job.name, total: items.length })
  work.addJob(job.name, { account_id: work.account_id, bulk_job_id: id }, { lane: `bulk/${work.account_id}` })
  return { job_status: jobStatusOf(row, null, origin_url) }
}

/** A job as the API shows it. `results` is null until there are some. */
export function jobStatusOf(
  job: { id: number; job_type: string; status: JobStatus['status']; total: number; progress: number },
  results: JobStatus['results'],
  origin_url: string,
): JobStatus {
  const id = jobIdText(job.id)
  return {
    id,
    url: `${origin_url}/api/v2/job_statuses/${id}.json`,
    job_type: job.job_type,
    total: job.total,
    progress: job.progress,
    status: job.status,
    message: job.status === 'completed' ? `Completed ${job.progress} of ${job.total}` : null,
    results: results?.length ? results : null,
  }
}
