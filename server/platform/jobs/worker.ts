// Runs the queue: graphile-worker with the jobs of all modules. A worker that died gives its jobs back at the next
// start instead of after graphile's four hours.
import { EventEmitter } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  type RunnerOptions,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import type pg from 'pg'
import type { Job } from '../module.ts'
import type { Platform } from '../platform.ts'
import { patientPool } from './patient-pool.ts'

const POLL_MS = 1_000
/**
 * Jobs are finished several at a time: one by one the queue costs more than they do. They are not fetched so (graphile's
 * localQueue): it hangs when its connection breaks while it holds jobs.
 */
const FINISHED_TOGETHER_MS = 10

/** A worker whose database went away stops for good; after this wait another takes its place. */
const RESTART_AFTER_MS = 1_000
/** A worker that gave up may wait for ever for jobs it could not mark as finished. Its running ones get this long. */
const GIVEN_UP_MS = 1_000
const GIVEN_UP_LOOKS = 60
const LOOK_FOR_LOST_MS = 30_000
/** A job that was fetched this long ago and does not run here never arrived. */
const LOST_AFTER_S = 60

export interface RunningWorker {
  /** Takes no new job and lets the running ones finish. */
  stop(): Promise<void>
}

/** Starts working, `concurrency` jobs at a time, and goes on until stopped, also when the database is away for a while. */
export async function startWorker(
  platform: Platform,
  pool: pg.Pool,
  jobs: readonly Job[],
  concurrency: number,
): Promise<RunningWorker> {
  const names = new Set<string>()
  const events = new EventEmitter() as WorkerEvents // Node's emitter with graphile's types
  events.on('pool:create', ({ workerPool }) => names.add(workerPool.id))
  events.on('worker:create', ({ worker }) => names.add(worker.workerId))
  const running = new Map<string, number | null>()
  events.on('job:start', ({ job }) => running.set(job.id, job.job_queue_id))
  events.on('job:complete', ({ job }) => running.delete(job.id))
  let gaveUp: () => void = () => undefined
  events.on('pool:fatalError', () => gaveUp())
  const start = async (): Promise<OneWorker> => {
    const given_up = new Promise<void>((resolve) => {
      gaveUp = resolve
    })
    const runner = await run({ ...optionsOf(platform, pool, jobs, concurrency), events })
    return { runner, ended: endOf(runner, given_up, running) }
  }
  let current = await start()
  let stopping = false

  const supervise = async (): Promise<void> => {
    while (!stopping) {
      // It ends when its database went away in the middle of its bookkeeping; what it held would stay locked for hours.
      await current.ended
      while (!stopping) {
        await delay(RESTART_AFTER_MS)
        try {
          await unlock(pool, [...names])
          names.clear()
          current = await start()
          platform.log.warn('the worker had stopped and works again')
          break
        } catch (error) {
          platform.log.warn({ err: error }, 'the worker could not start again yet')
        }
      }
    }
  }
  const supervised = supervise()
  const lost = setInterval(() => {
    unlockLost(pool, [...names], running).catch((err: unknown) =>
      platform.log.warn({ err }, 'lost jobs could not be freed yet'),
    )
  }, LOOK_FOR_LOST_MS).unref()
  return {
    async stop() {
      stopping = true
      clearInterval(lost)
      // One that ended by itself has nothing left to stop; one that was just starting again stops after it started.
      await stopOne(current)
      await supervised
      await stopOne(current)
    },
  }
}

interface OneWorker {
  runner: Runner
  /** Resolves when it works no more, for whatever reason. */
  ended: Promise<void>
}

/** Graphile's own promise; or, when it gave up, a while after its last job ended: its promise may then never settle. */
async function endOf(runner: Runner, given_up: Promise<void>, running: ReadonlyMap<string, unknown>): Promise<void> {
  const own = runner.promise.catch(() => undefined)
  const surely = given_up.then(async () => {
    runner.stop().catch(() => undefined)
    for (let look = 0; look === 0 || (running.size > 0 && look < GIVEN_UP_LOOKS); look++) await delay(GIVEN_UP_MS)
  })
  await Promise.race([own, surely])
}

async function stopOne({ runner, ended }: OneWorker): Promise<void> {
  await Promise.race([runner.stop().catch(() => undefined), ended])
}

function optionsOf(platform: Platform, pool: pg.Pool, jobs: readonly Job[], concurrency: number): RunnerOptions {
  const taskList: TaskList = {}
  const crons: CronItem[] = []
  for (const job of jobs) {
    taskList[job.name] = (payload) => runJob(platform, job, payload)
    if (job.cron) crons.push({ task: job.name, match: job.cron, identifier: job.name, payload: {} })
  }
  return {
    pgPool: patientPool(pool),
    taskList,
    parsedCronItems: parseCronItems(crons),
    concurrency,
    pollInterval: POLL_MS,
    preset: {
      worker: {
        completeJobBatchDelay: FINISHED_TOGETHER_MS,
      },
    },
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') platform.log.warn({ queue: true }, message.slice(0, 200))
    }),
  }
}

async function runJob(platform: Platform, job: Job, payload: unknown): Promise<void> {
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

/**
 * Frees what the database thinks this worker runs and this worker knows nothing of: the answer to a fetch was lost with
 * its connection. Otherwise such a job, and its whole lane, would wait four hours.
 */
async function unlockLost(
  pool: pg.Pool,
  names: readonly string[],
  running: ReadonlyMap<string, number | null>,
): Promise<void> {
  const lanes = [...running.values()].filter((id) => id !== null)
  const lost = `set locked_at = null, locked_by = null where locked_by = any($1::text[]) and locked_at < now() - make_interval(secs => ${LOST_AFTER_S}) and id <> all($2::bigint[])`
  await pool.query(`update graphile_worker._private_job_queues ${lost}`, [names, lanes])
  await pool.query(`update graphile_worker._private_jobs ${lost}`, [names, [...running.keys()]])
}

async function unlock(pool: pg.Pool, names: readonly string[]): Promise<void> {
  if (names.length > 0) await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [names])
}

/** Frees jobs that a dead worker of this machine's only process left locked. Call before the workers start, in single-process mode. */
export async function releaseAbandonedJobs(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ locked_by: string }>(
    'select distinct locked_by from graphile_worker._private_jobs where locked_by is not null',
  )
  await unlock(
    pool,
    rows.map((row) => row.locked_by),
  )
}
