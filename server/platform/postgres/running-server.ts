// Finding out whether PostgreSQL runs on a cluster, and clearing away what a killed one left behind.
import { readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Places, SOCKET_NAME } from './places.ts'
import { findProcessStart, isIn, listProcessesIn } from './processes.ts'
import type { Report } from './report.ts'

const CHECK_EVERY_MS = 50
/** Children notice the death of their parent at once, unless they hang in the kernel. */
const ORPHANS_MAY_TAKE_MS = 10_000

export interface RunningServer {
  pid: number
  process_start: string
}

/**
 * The PostgreSQL that runs on the cluster. The pid in postmaster.pid counts only when that process lives and its
 * current folder is the cluster (PostgreSQL moves there), since pids are used again.
 */
export async function findRunningServer(cluster: string): Promise<RunningServer | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  const process_start = await findProcessStart(pid)
  if (process_start === undefined) return undefined
  return process.platform !== 'linux' || (await isIn(pid, cluster)) ? { pid, process_start } : undefined
}

export async function isRunning(server: RunningServer): Promise<boolean> {
  return (await findProcessStart(server.pid)) === server.process_start
}

/** Waits until the server is gone; false when it is still there after `limit_ms`. */
export async function waitUntilGone(server: RunningServer, limit_ms: number): Promise<boolean> {
  for (let waited = 0; waited < limit_ms; waited += CHECK_EVERY_MS) {
    if (!(await isRunning(server))) return true
    await delay(CHECK_EVERY_MS)
  }
  return false
}

/**
 * Prepares a cluster without a running server for a start: orphaned children end, files that name a dead pid go.
 * PostgreSQL itself would refuse to start when such a pid lives on as a zombie or as somebody else.
 */
export async function clearRemains(places: Places, log: Report): Promise<void> {
  const socket = join(places.socket, SOCKET_NAME)
  // First: the children of a killed server hold its socket open until they have noticed.
  await endOrphans(places.cluster, log)
  if (await answers(socket)) {
    throw new Error(
      `A PostgreSQL that is not visible from here (another container?) uses ${places.cluster}. Stop it first.`,
    )
  }
  for (const file of [join(places.cluster, 'postmaster.pid'), `${socket}.lock`, socket]) await rm(file, { force: true })
}

async function endOrphans(cluster: string, log: Report): Promise<void> {
  for (let waited = 0; waited < ORPHANS_MAY_TAKE_MS; waited += CHECK_EVERY_MS) {
    if ((await listProcessesIn(cluster)).length === 0) return
    await delay(CHECK_EVERY_MS)
  }
  for (const pid of await listProcessesIn(cluster)) {
    log(`ending process ${pid}, left over from a PostgreSQL that died`)
    process.kill(pid, 'SIGKILL')
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(socket)
    attempt.once('connect', () => {
      attempt.destroy()
      resolve(true)
    })
    attempt.once('error', () => resolve(false)) // Not there, or nobody listening: either way nobody answers.
  })
}
