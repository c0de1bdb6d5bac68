// Runs the queue: graphile-worker with the jobs of all modules. A worker that died gives its jobs back at the next
// start instead of after graphile's four hours.
import { type CronItem, Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Job } from '../module.ts'
import type { Platform } from '../platform.ts'

const POLL_MS = 1_000
/** Jobs fetched at once for each that runs. They are this process's until it ran them or gives them back. */
const JOBS_AHEAD = 4
const AHEAD_FOR_MS = 60_000
/** A crash in this time repeats jobs that were done already, as a crash before it does. */
const FINISHED_TOGETHER_MS = 10

/** Starts working. `concurrency` jobs run at a time. */
export async function startWorker(
  platform: Platform,
  pool: pg.Pool,
  jobs: readonly Job[],
  concurrency: number,
): Promise<Runner> {
  const tasks: TaskList = {}
  const crons: CronItem[] = []
  for (const job of jobs) {
    tasks[job.name] = async (payload) => {
      try {
        await job.run(platform, job.payload.parse(payload) as never /* parsed by the job's own schema */)
        platform.metrics.jobs.inc({ task: job.name, result: 'done' })
      } catch (error) {
        platform.metrics.jobs.inc({ task: job.name, result: 'failed' })
        platform.log.warn({ err: error, job: job.name }, 'a job failed and will be tried again')
        // The queue stores the message of what is thrown: it must not carry a customer's words.
        throw new Error(`${job.name}: ${error instanceof Error ? error.name : 'failed'}`)
      }
    }
    if (job.cron) crons.push({ task: job.name, match: job.cron, identifier: job.name, payload: {} })
  }
  return await run({
    pgPool: pool,
    taskList: tasks,
    parsedCronItems: parseCronItems(crons),
    concurrency,
    pollInterval: POLL_MS,
    preset: {
      worker: {
        // Jobs are fetched and finished several at a time: one by one the queue costs more than the jobs.
        localQueue: { size: concurrency * JOBS_AHEAD, ttl: AHEAD_FOR_MS },
        completeJobBatchDelay: FINISHED_TOGETHER_MS,
      },
    },
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') platform.log.warn({ queue: true }, message.slice(0, 200))
    }),
  })
}

/** Frees jobs that a dead worker of this machine's only process left locked. Call before the workers start, in single-process mode. */
export async function releaseAbandonedJobs(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ locked_by: string }>(
    'select distinct locked_by from graphile_worker._private_jobs where locked_by is not null',
  )
  if (rows.length > 0)
    await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map((row) => row.locked_by)])
}
