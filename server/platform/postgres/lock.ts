// One process per data folder. The lock names its holder by pid and start time, so that what a killed process leaves
// behind is recognised as stale even when its pid has been given to somebody else.
import { createHash, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { makeDataFolder } from './ownership.ts'
import { findProcessStart, readBootId } from './processes.ts'

const LOCK_FILE = 'custos.lock'
const MOST_ATTEMPTS = 5
/** Claims on claims: as many starters died one after another in the middle of taking over. */
const MOST_CLAIMS = 3

interface Holder {
  pid: number
  /** ISO instant, for people. */
  since: string
  process_start: string
  boot_id: string
  machine: string
  /** No two locks are alike, not even of one process. */
  nonce: string
}

/** Somebody else holds the data folder. */
export class DataInUse extends Error {
  override name = 'DataInUse'
  constructor(data_dir: string, holder: Holder) {
    super(
      `${data_dir} is in use by another custos: process ${holder.pid} on ${holder.machine}, since ${holder.since}. Stop it first, or set CUSTOS_DATA to another folder.`,
    )
  }
}

/** Takes the lock of a data folder, or throws DataInUse. Returns what releases it. */
export async function lockDataFolder(data_dir: string): Promise<() => Promise<void>> {
  await makeDataFolder(data_dir)
  const file = join(data_dir, LOCK_FILE)
  const own = `${file}.${randomUUID()}`
  const text = JSON.stringify(await describeSelf())
  await writeFile(own, text, { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (await tryLink(own, file)) return () => release(file, text)
      const found = await readLock(file)
      if (found === null) continue
      const holder = parseHolder(found)
      if (holder && (await isAlive(holder))) throw new DataInUse(data_dir, holder)
      if (await takeOver(file, found, own)) return () => release(file, text)
    }
    throw new Error(`${file} could not be taken: several processes are starting at once. Try again.`)
  } finally {
    await rm(own, { force: true })
  }
}

/** Who holds the data folder now; undefined when nobody living does. */
export async function findHolder(data_dir: string): Promise<{ pid: number; since: string } | undefined> {
  const holder = parseHolder((await readLock(join(data_dir, LOCK_FILE))) ?? '')
  return holder && (await isAlive(holder)) ? { pid: holder.pid, since: holder.since } : undefined
}

async function describeSelf(): Promise<Holder> {
  return {
    pid: process.pid,
    since: new Date().toISOString(),
    process_start: (await findProcessStart(process.pid)) ?? '',
    boot_id: await readBootId(),
    machine: hostname(),
    nonce: randomUUID(),
  }
}

/** A hard link is made or not made, never half: two starters cannot both succeed. */
async function tryLink(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Replaces a stale lock by ours. Who may do that is decided by a claim whose name comes from the stale text: only one
 * starter can make it, only its maker may replace that very lock, and a claim whose maker died is replaced the same way.
 */
async function takeOver(file: string, stale: string, own: string, depth = 0): Promise<boolean> {
  const claim = `${file}.${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`
  if (!(await tryLink(own, claim))) {
    const found = await readLock(claim)
    const holder = parseHolder(found ?? '')
    if (depth === MOST_CLAIMS || found === null || (holder && (await isAlive(holder)))) return false
    if (!(await takeOver(claim, found, own, depth + 1))) return false
  }
  // Somebody else may have replaced it and finished before our claim was made.
  if ((await readLock(file)) !== stale) {
    await rm(claim, { force: true })
    return false
  }
  await rename(claim, file)
  return true
}

/** What a lock file says, or null where there is none. */
async function readLock(file: string): Promise<string | null> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

async function release(file: string, text: string): Promise<void> {
  if ((await readLock(file)) === text) await rm(file, { force: true })
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder: Partial<Holder> = JSON.parse(text)
    return typeof holder.pid === 'number' && typeof holder.process_start === 'string' ? (holder as Holder) : undefined // Both fields that decide are there; the others are only shown.
  } catch {
    return undefined // An unreadable lock is a stale one: a whole one is linked into place in one step.
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  return holder.boot_id === (await readBootId()) && (await findProcessStart(holder.pid)) === holder.process_start
}
