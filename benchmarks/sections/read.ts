// Reading: one ticket with its conversation, a list of fifty, and searches, at two sizes of the desk.
import type { Bench } from '../bench.ts'
import { call } from '../measuring/load.ts'
import { type Cost, costLines, measure } from '../measuring/requests.ts'
import type { Line, Section } from '../measuring/table.ts'

const SMALL = 10_000
const CLIENTS = 8
const WARM_UP_S = 2
const COMMENTS = 10
/** Words of the sample data: frequent, rarer, several, a number that one ticket has, and another language. */
const SEARCHES = [
  'parcel',
  'status:open invoice',
  'birthday present nervous',
  'AB-54321',
  'Rechnung Rabatt',
  '"paid" refund',
  'wandklok',
]

type Name = 'show with 10 comments' | 'list of 50' | 'list of 50 with people' | 'search'

export async function readSection(bench: Bench): Promise<Section> {
  const sizes = bench.options.tickets > SMALL ? [SMALL, bench.options.tickets] : [SMALL]
  const lines: Line[] = []
  const small_p95: Partial<Record<Name, number>> = {}
  for (const tickets of sizes) {
    await bench.fill(tickets)
    for (const [name, { one, many }] of Object.entries(await measureReads(bench)) as [
      Name,
      { one: Cost; many: Cost },
    ][]) {
      // its keys are names
      const what = `${name}, ${tickets.toLocaleString('en')} tickets`
      lines.push(...costLines(`${what}, ${CLIENTS} clients`, many, { cpu_at_most: 3 }))
      const twice = small_p95[name] === undefined ? undefined : small_p95[name] * 2
      const [, , p95] = costLines(`${what}, 1 client`, one)
      if (p95) lines.push({ ...p95, at_most: tickets === SMALL ? undefined : Math.min(50, twice ?? 50) })
      small_p95[name] ??= one.p95_ms
    }
  }
  return { title: 'Read', lines }
}

async function measureReads(bench: Bench): Promise<Record<Name, { one: Cost; many: Cost }>> {
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const get = async (path: string) => (await call('GET', desk.url + path, { authorization })).text
  const ids = await longTickets(bench)
  const reads: Record<Name, (turn: number) => Promise<unknown>> = {
    // Two requests, as the agent's page makes them.
    'show with 10 comments': async (turn) => {
      const id = ids[turn % ids.length]
      await get(`/api/v2/tickets/${id}.json`)
      return await get(`/api/v2/tickets/${id}/comments.json`)
    },
    'list of 50': (turn) => get(`/api/v2/tickets.json?view=${turn % 2 ? 'unsolved' : 'all'}&page[size]=50`),
    'list of 50 with people': (turn) =>
      get(`/api/v2/tickets.json?view=${turn % 2 ? 'unsolved' : 'all'}&page[size]=50&include=users`),
    search: (turn) =>
      get(
        `/api/v2/search.json?per_page=50&count_limit=100&query=${encodeURIComponent(SEARCHES[turn % SEARCHES.length] ?? '')}`,
      ),
  }
  const costs: Partial<Record<Name, { one: Cost; many: Cost }>> = {}
  for (const [name, read] of Object.entries(reads) as [Name, (turn: number) => Promise<unknown>][]) {
    // its keys are names
    const once = async (_client: number, turn: number) => void (await read(turn))
    const seconds = bench.options.seconds / 2
    const many = await measure(desk, { clients: CLIENTS, seconds, warm_up_s: WARM_UP_S }, once)
    costs[name] = { many, one: await measure(desk, { clients: 1, seconds, warm_up_s: 0.5 }, once) }
  }
  return costs as Record<Name, { one: Cost; many: Cost }> // one for each key of reads
}

/** Twenty tickets with exactly ten comments. */
async function longTickets(bench: Bench): Promise<number[]> {
  const { url } = await bench.desk()
  const authorization = await bench.owner()
  const ids: number[] = []
  for (let number = 0; number < 20; number++) {
    const body = (turn: number) =>
      `Message ${turn}. ${'We are still waiting for the parcel and would like to know where it is. '.repeat(6)}`
    const made = await call(
      'POST',
      `${url}/api/v2/tickets.json`,
      { authorization },
      JSON.stringify({ ticket: { subject: 'A long story', comment: { body: body(0) } } }),
    )
    const { id } = JSON.parse(made.text).ticket
    for (let turn = 1; turn < COMMENTS; turn++) {
      await call(
        'PUT',
        `${url}/api/v2/tickets/${id}.json`,
        { authorization },
        JSON.stringify({ ticket: { comment: { body: body(turn), public: turn % 3 !== 0 } } }),
      )
    }
    ids.push(id)
  }
  return ids
}
