// Measures one kind of request against the running desk: throughput, latency, CPU of server and database per request.
import type { DeskProcess } from '../../tests/support/desk-process.ts'
import { type CpuTime, cpuSince, cpuTime } from './cpu.ts'
import { type Load, type Measured, underLoad } from './load.ts'
import { settle } from './settling.ts'
import type { Line } from './table.ts'

export interface Cost extends Measured {
  server_cpu_ms: number
  database_cpu_ms: number
}

export async function measure(
  desk: DeskProcess,
  load: Load,
  once: (client: number, turn: number) => Promise<void>,
): Promise<Cost> {
  let before: CpuTime = await cpuTime(desk.pid, desk.postgres_pid)
  const measured = await underLoad(load, once, async () => {
    before = await cpuTime(desk.pid, desk.postgres_pid)
  })
  const used = cpuSince(before, await cpuTime(desk.pid, desk.postgres_pid))
  return {
    ...measured,
    server_cpu_ms: used.server_ms / measured.count,
    database_cpu_ms: used.database_ms / measured.count,
  }
}

/** The usual lines of a table. */
export function costLines(
  what: string,
  cost: Cost,
  targets: { cpu_at_most?: number; p95_at_most?: number } = {},
): Line[] {
  const total = cost.server_cpu_ms + cost.database_cpu_ms
  return [
    { what: `${what}: per second`, value: cost.per_second, unit: '/s' },
    {
      what: `${what}: CPU each`,
      value: total,
      unit: 'ms',
      at_most: targets.cpu_at_most,
      note: `server ${cost.server_cpu_ms.toFixed(2)}, database ${cost.database_cpu_ms.toFixed(2)}`,
    },
    {
      what: `${what}: p95`,
      value: cost.p95_ms,
      unit: 'ms',
      at_most: targets.p95_at_most,
      note: `p50 ${cost.p50_ms.toFixed(1)}, p99 ${cost.p99_ms.toFixed(1)}`,
    },
  ]
}

/** As measure, with the CPU of everything that follows: until the desk is quiet again. For requests that add jobs. */
export async function measureWithJobs(
  desk: DeskProcess,
  load: Load,
  once: (client: number, turn: number) => Promise<void>,
): Promise<Cost> {
  await settle(desk)
  let turns = 0
  const before = await cpuTime(desk.pid, desk.postgres_pid)
  const measured = await underLoad(load, async (client, turn) => {
    turns += 1
    await once(client, turn)
  })
  await settle(desk)
  const used = cpuSince(before, await cpuTime(desk.pid, desk.postgres_pid))
  return { ...measured, server_cpu_ms: used.server_ms / turns, database_cpu_ms: used.database_ms / turns }
}
