// Bulk jobs: starts one, watches it to its end, and says what became of each record.
import { read, write } from './request.ts'

export interface JobResult {
  index: number
  id?: number
  error?: string
  details?: string
}

export interface JobStatus {
  id: string
  status: 'queued' | 'working' | 'failed' | 'completed' | 'killed'
  total: number | null
  progress: number | null
  results: JobResult[] | null
}

const lookEvery_ms = 400
/** A job of a hundred tickets takes seconds; after this long we stop looking, not the job. */
const watchFor_ms = 10 * 60_000

/** Starts a bulk job by a request that answers with its status, and resolves with its end. `onProgress` hears each look. */
export async function runJob(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  onProgress: (job: JobStatus) => void,
): Promise<JobStatus> {
  let { job_status: job } = await write<{ job_status: JobStatus }>(method, path, body)
  const until = Date.now() + watchFor_ms
  while (job.status === 'queued' || job.status === 'working') {
    if (Date.now() > until) throw new Error('The job still runs; its end was not waited for.')
    onProgress(job)
    await new Promise((resolve) => setTimeout(resolve, lookEvery_ms))
    job = (await read<{ job_status: JobStatus }>(`/api/v2/job_statuses/${job.id}`)).job_status
  }
  onProgress(job)
  return job
}
