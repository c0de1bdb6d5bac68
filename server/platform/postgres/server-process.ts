// Starting and stopping the PostgreSQL process.
import { spawn } from 'node:child_process'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { PgConnection } from '../db.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { SERVER_ENVIRONMENT } from './cluster.ts'
import type { Places } from './places.ts'
import { findProcessStart } from './processes.ts'
import type { Report } from './report.ts'
import { isRunning, type RunningServer, waitUntilGone } from './running-server.ts'
import { settingsFile } from './server-settings.ts'

const CHECK_EVERY_MS = 20
/** Recovery after a crash reads at most a few hundred megabytes of log (max_wal_size); ten minutes is a very slow disk. */
const READY_MAY_TAKE_MS = 600_000
const TELL_EVERY_MS = 5_000
const STOP_MAY_TAKE_MS = 30_000

/** Starts PostgreSQL in a session of its own: Ctrl+C in the terminal reaches only us, and we end it in good order. */
export async function startServer(places: Places, binaries: Binaries, account: Account | null): Promise<RunningServer> {
  await rm(startLog(places), { force: true })
  const output = await open(startLog(places), 'wx', 0o600)
  try {
    const child = spawn(binaries.postgres, ['-D', places.cluster, `--config-file=${settingsFile(places)}`], {
      ...account,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    })
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    const pid = child.pid! // Set once 'spawn' has been emitted.
    return { pid, process_start: (await findProcessStart(pid)) ?? '' }
  } finally {
    await output.close()
  }
}

/** Waits until the server lets us in. Throws with PostgreSQL's own last words when it ends instead. */
export async function waitUntilReady(
  server: RunningServer,
  superuser: PgConnection,
  places: Places,
  log: Report,
): Promise<void> {
  for (let waited = 0; waited < READY_MAY_TAKE_MS; waited += CHECK_EVERY_MS) {
    if (await letsIn(superuser)) return
    if (!(await isRunning(server))) throw new Error(`PostgreSQL ended while starting: ${await readLastWords(places)}`)
    if (waited > 0 && waited % TELL_EVERY_MS === 0) log('waiting for the database to recover')
    await delay(CHECK_EVERY_MS)
  }
  throw new Error(`PostgreSQL was not ready after ${READY_MAY_TAKE_MS / 60_000} minutes: see ${places.log}`)
}

/** Stops the server: open transactions are rolled back, everything acknowledged is on disk. */
export async function stopServer(server: RunningServer, log: Report): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await isRunning(server))) return
    process.kill(server.pid, signal)
    if (await waitUntilGone(server, STOP_MAY_TAKE_MS)) return
    log(`PostgreSQL did not stop on ${signal}`)
  }
  throw new Error(`PostgreSQL (process ${server.pid}) cannot be stopped`)
}

/** The states in which PostgreSQL is there but does not let us in yet. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03'])

async function letsIn(superuser: PgConnection): Promise<boolean> {
  const client = new pg.Client(superuser)
  client.on('error', () => undefined) // The connection may break later on; the answer has been given by then.
  try {
    await client.connect()
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (NOT_YET.has(code) || (error instanceof Error && error.message.startsWith('Connection terminated'))) return false
    throw error
  } finally {
    await client.end().catch(() => undefined) // It may never have been open.
  }
}

function startLog(places: Places): string {
  return join(places.log, 'start.log')
}

async function readLastWords(places: Places): Promise<string> {
  const lines = (await readFile(startLog(places), 'utf8').catch(() => '')).trim().split('\n')
  return `${lines.slice(-5).join(' | ') || 'it said nothing'} (logs are in ${places.log})`
}
