// CPU time of the server and of its database, from /proc: user and system time of each process and of what it has
// waited for, so that a database connection that has ended still counts.
import { readdir, readFile } from 'node:fs/promises'

/** USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10

export interface CpuTime {
  server_ms: number
  database_ms: number
}

export async function cpuTime(server_pid: number, postgres_pid: number): Promise<CpuTime> {
  return { server_ms: await timeOfTree(server_pid, postgres_pid), database_ms: await timeOfTree(postgres_pid) }
}

export function cpuSince(before: CpuTime, after: CpuTime): CpuTime {
  return { server_ms: after.server_ms - before.server_ms, database_ms: after.database_ms - before.database_ms }
}

/** A process and everything below it, but for what is below `without`: the server is the parent of its database. */
async function timeOfTree(root: number, without?: number): Promise<number> {
  let ticks = 0
  for (const pid of await listTree(root, without)) {
    const fields = await statOf(pid)
    // utime and stime; of the children already gone, cutime and cstime.
    if (fields) ticks += [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
  }
  return ticks * MS_PER_TICK
}

/** Proportional set size in bytes, likewise: shared pages are divided among their users. */
export async function memoryOfTree(root: number, without?: number): Promise<number> {
  let kib = 0
  for (const pid of await listTree(root, without)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kib += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0)
  }
  return kib * 1024
}

async function listTree(root: number, without?: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const pid = /^\d+$/.test(name) ? Number(name) : undefined
    const parent = pid === undefined ? undefined : (await statOf(pid))?.[1]
    if (pid !== undefined && parent !== undefined) parents.set(pid, Number(parent))
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0 && at !== without; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return [...parents.keys()].filter(isBelow)
}

/** The fields after the program's name: state, ppid, … (proc_pid_stat(5)). */
async function statOf(pid: number): Promise<string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined) // It may have ended since it was listed.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}
