// Views at the size of --tickets: pages of 50, and the counts that stand beside their names, anew and as they are kept.
import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { call } from '../measuring/load.ts'
import { costLines, measure } from '../measuring/requests.ts'
import type { Line, Section } from '../measuring/table.ts'

const VIEWS = 20
const ROUNDS = 3
/** Counts are kept for ten seconds. */
const COUNTS_ARE_OLD_MS = 11_000

/** Conditions as desks have them; each view has another priority, status or age. */
function conditionsOf(index: number): object[] {
  const priority = ['low', 'normal', 'high', 'urgent'][index % 4]
  const unsolved = { field: 'status', operator: 'less_than', value: 'solved' }
  const kinds = [
    [unsolved, { field: 'priority', operator: 'is', value: priority }],
    [unsolved, { field: 'assignee_id', operator: 'is', value: '' }],
    [{ field: 'status', operator: 'is', value: 'pending' }],
    [unsolved, { field: 'current_tags', operator: 'includes', value: `delivery billing tag_${index}` }],
    [unsolved, { field: 'NEW', operator: 'greater_than', value: String(index + 1) }],
  ]
  return kinds[index % kinds.length] ?? []
}

export async function viewsSection(bench: Bench): Promise<Section> {
  const { tickets, seconds } = bench.options
  await bench.fill(tickets)
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const get = async (path: string) => (await call('GET', `${desk.url}/api/v2/${path}`, { authorization })).text
  const ids: number[] = []
  for (let index = 0; index < VIEWS; index++) {
    const view = {
      title: `View ${index}`,
      all: conditionsOf(index),
      output: { sort_by: 'created', sort_order: 'desc' },
    }
    const made = await call('POST', `${desk.url}/api/v2/views`, { authorization }, JSON.stringify({ view }))
    ids.push(JSON.parse(made.text).view.id)
  }
  const size = `${tickets.toLocaleString('en')} tickets`
  const load = { clients: 1, seconds: seconds / 2, warm_up_s: 1 }
  const page = await measure(desk, load, async (_client, turn) => {
    await get(`views/${ids[turn % VIEWS]}/tickets.json?page[size]=50`)
  })
  const lines: Line[] = costLines(`view of 50, ${size}`, page, { p95_at_most: 50 })
  const counts = `views/count_many.json?ids=${ids.join(',')}`
  const anew: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await delay(COUNTS_ARE_OLD_MS)
    const began = performance.now()
    await get(counts)
    anew.push(performance.now() - began)
  }
  lines.push({ what: `count of ${VIEWS} views anew, ${size}`, value: Math.min(...anew), unit: 'ms', at_most: 2_000 })
  const kept = await measure(desk, { ...load, seconds: 3 }, async () => void (await get(counts)))
  lines.push(...costLines(`count of ${VIEWS} views, kept`, kept, { p95_at_most: 50 }))
  return { title: 'Views', lines }
}
