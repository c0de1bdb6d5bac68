// Waiting until the desk has done what follows from a load: jobs, the sealing of the audit, statistics.
import { setTimeout as delay } from 'node:timers/promises'
import type { DeskProcess } from '../../tests/support/desk-process.ts'
import { cpuSince, cpuTime } from './cpu.ts'

const LOOK_EVERY_MS = 2_000
const QUIET_SHARE = 0.04
const SETTLING_MAY_TAKE_MS = 600_000

/** Resolves when server and database have used next to no CPU for six seconds, or after `most_ms`. */
export async function settle(desk: DeskProcess, most_ms = SETTLING_MAY_TAKE_MS): Promise<void> {
  const give_up_at = performance.now() + most_ms
  for (let quiet = 0; quiet < 3 && performance.now() < give_up_at; ) {
    const before = await cpuTime(desk.pid, desk.postgres_pid)
    await delay(LOOK_EVERY_MS)
    const used = cpuSince(before, await cpuTime(desk.pid, desk.postgres_pid))
    quiet = used.server_ms + used.database_ms < LOOK_EVERY_MS * QUIET_SHARE ? quiet + 1 : 0
  }
}
