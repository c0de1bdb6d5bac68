// What this process needs to serve: each check has a name, a state and a sentence for the operator. Nothing here tells
// anything about a desk's contents.
import { access, constants, readdir, statfs } from 'node:fs/promises'
import { listAccountIds } from '../../accounts/index.ts'
import { MIGRATIONS_FOLDER } from '../../platform/migrations.ts'
import type { Platform } from '../../platform/platform.ts'

export interface Check {
  name: 'database' | 'migrations' | 'key' | 'files' | 'queue'
  /** A warning does not make the process unready: taking it out of service would not help. */
  state: 'ok' | 'warning' | 'problem'
  message: string
}

const CHECK_MAY_TAKE_MS = 3_000
const MIN_FREE_BYTES = 100 * 1024 * 1024
const QUEUE_LAG_WARNING_S = 300

/** All checks, side by side. A check that fails or takes too long is a problem; none throws. */
export async function checkReadiness(platform: Platform): Promise<Check[]> {
  return await Promise.all(
    Object.entries(CHECKS).map(async ([name, check]) => {
      const named = { name: name as Check['name'] } // the keys of CHECKS are these names
      try {
        return { ...named, ...(await withinTime(check(platform))) }
      } catch (error) {
        platform.log.warn({ err: error, check: name }, 'a readiness check failed')
        return { ...named, state: 'problem' as const, message: 'could not be checked; the log says why' }
      }
    }),
  )
}

type Result = Omit<Check, 'name'>
const ok = (message: string): Result => ({ state: 'ok', message })

const CHECKS: Record<Check['name'], (platform: Platform) => Promise<Result>> = {
  async database({ pool }) {
    await pool.query('select 1')
    return ok('answers')
  },

  async migrations({ pool }) {
    const { rows } = await pool.query<{ name: string }>('select name from public.migrations')
    const applied = new Set(rows.map((row) => row.name))
    const missing = (await readdir(MIGRATIONS_FOLDER)).filter((file) => file.endsWith('.sql') && !applied.has(file))
    return missing.length === 0 ? ok('up to date') : { state: 'problem', message: `not applied: ${missing.join(', ')}` }
  },

  async key({ config, engine, pool }) {
    await access(config.key_file, constants.R_OK)
    const [account_id] = await listAccountIds(pool, 1)
    if (account_id !== undefined) await engine.unlock(account_id)
    return ok('opens the account keys')
  },

  async files({ config }) {
    await access(config.files_dir, constants.W_OK)
    const { bavail, bsize } = await statfs(config.files_dir)
    if (bavail * bsize >= MIN_FREE_BYTES) return ok('can be written')
    // What is there can still be read, and what comes in is refused with a reason.
    return { state: 'warning', message: `less than ${MIN_FREE_BYTES / 1024 / 1024} MB are free` }
  },

  async queue({ pool }) {
    const { rows } = await pool.query<{ lag_s: number | null }>(`
      select extract(epoch from clock_timestamp() - min(run_at))::float8 as lag_s from graphile_worker._private_jobs
      where locked_at is null and run_at <= clock_timestamp() and attempts < max_attempts`)
    const lag_s = Math.round(rows[0]?.lag_s ?? 0)
    if (lag_s < QUEUE_LAG_WARNING_S) return ok(`the oldest waiting job is ${lag_s} s late`)
    return { state: 'warning', message: `jobs wait for ${lag_s} s: is a worker running?` }
  },
}

async function withinTime(result: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(resolve, CHECK_MAY_TAKE_MS, {
      state: 'problem',
      message: `no answer within ${CHECK_MAY_TAKE_MS / 1000} s`,
    })
  })
  // What loses the race may still fail; that failure was already answered by the late one.
  result.catch(() => undefined)
  return await Promise.race([result, late]).finally(() => clearTimeout(timer))
}
