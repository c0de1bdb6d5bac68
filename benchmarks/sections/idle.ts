// What it costs to have it running, and how long a second start takes.
import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { memoryOfTree } from '../measuring/cpu.ts'
import type { Section } from '../measuring/table.ts'

const SETTLE_MS = 15_000
const MEGABYTE = 1_000_000

export async function idleSection(bench: Bench): Promise<Section> {
  const { started_in_ms: first_ms } = await bench.desk()
  const desk = await bench.restart()
  await delay(SETTLE_MS)
  const [node, postgres] = [await memoryOfTree(desk.pid, desk.postgres_pid), await memoryOfTree(desk.postgres_pid)]
  return {
    title: 'Idle',
    lines: [
      {
        what: 'first start to first answer',
        value: first_ms / 1000,
        unit: 's',
        note: 'with creating the database; the pages were built before',
      },
      { what: 'second start to first answer', value: desk.started_in_ms / 1000, unit: 's', at_most: 3 },
      {
        what: 'memory of everything (PSS)',
        value: (node + postgres) / MEGABYTE,
        unit: 'MB',
        at_most: 300,
        note: `node ${Math.round(node / MEGABYTE)}, postgres ${Math.round(postgres / MEGABYTE)}, ${SETTLE_MS / 1000} s after the start`,
      },
    ],
  }
}
