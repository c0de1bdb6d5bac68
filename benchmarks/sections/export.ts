// Reading everything out by the incremental export, page by page as exporters do, and what it costs in memory.
import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { memoryOfTree } from '../measuring/cpu.ts'
import { call } from '../measuring/load.ts'
import type { Line, Section } from '../measuring/table.ts'

const MEGABYTE = 1_000_000
/** Exports leave out the last minute. */
const HORIZON_MS = 65_000
const MOST_PAGES = 20_000

export async function exportSection(bench: Bench): Promise<Section> {
  const { tickets } = bench.options
  await bench.fill(tickets)
  await delay(HORIZON_MS)
  const lines: Line[] = []
  for (const [what, query] of [
    ['tickets', ''],
    ['tickets with comments', '&include=comments'],
  ] as const)
    lines.push(...(await readAll(bench, what, `/api/v2/incremental/tickets/cursor.json?start_time=0${query}`)))
  return { title: 'Export', lines }
}

async function readAll(bench: Bench, what: string, first: string): Promise<Line[]> {
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const memory = async () => await memoryOfTree(desk.pid, desk.postgres_pid)
  const get = async (url: string) => JSON.parse((await call('GET', url, { authorization })).text)
  // What the first page compiles and caches is not the export's.
  await get(`${desk.url}${first}`)
  const before = await memory()
  const started = performance.now()
  let [most, count, url] = [before, 0, `${desk.url}${first}`]
  for (let page = 0; page < MOST_PAGES; page++) {
    const body = await get(url)
    count += body.tickets.length
    most = Math.max(most, await memory())
    if (body.end_of_stream) break
    url = new URL(body.after_url).pathname + new URL(body.after_url).search
    url = `${desk.url}${url}`
  }
  const seconds = (performance.now() - started) / 1000
  return [
    { what: `${what}, all of ${count.toLocaleString('en')}`, value: count / seconds, unit: 'tickets/s' },
    {
      what: `${what}, growth of the process`,
      value: (most - before) / MEGABYTE,
      unit: 'MB',
      at_most: 100,
      note: `from ${Math.round(before / MEGABYTE)}`,
    },
  ]
}
