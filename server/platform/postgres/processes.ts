// Telling processes apart. A pid alone proves nothing: it may be a zombie nobody reaps, or belong to somebody else
// after a restart, so a process is known by its pid and the moment it started.
import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** When a process started, as text to compare (clock ticks since boot, on Linux); undefined when there is no such living process. */
export async function findProcessStart(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return findStartByPs(pid)
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (status === undefined) return undefined
  // proc(5): the name in brackets may contain anything, so fields are counted from its last bracket.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
}

async function findStartByPs(pid: number): Promise<string | undefined> {
  try {
    return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || undefined
  } catch {
    return undefined // `ps` fails when there is no such process.
  }
}

/** Distinguishes boots of this machine, since start times begin again with each; empty where that is not known. */
export async function readBootId(): Promise<string> {
  return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
}

/** The living processes whose current folder is `folder`: for a cluster's folder, PostgreSQL and its children. */
export async function listProcessesIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const here = await Promise.all(
    pids.map(async (pid) => (await isIn(pid, folder)) && (await findProcessStart(pid)) !== undefined),
  )
  return pids.filter((_, index) => here[index])
}

/** True when the process's current folder is `folder`. Processes we may not look at are not ours. */
export async function isIn(pid: number, folder: string): Promise<boolean> {
  return readlink(`/proc/${pid}/cwd`).then(
    (target) => target === folder,
    () => false,
  )
}
