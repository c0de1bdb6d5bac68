// Changing a ticket with and without rules: 50 active triggers, of which one applies each time, against none, in turns on the same
// desk, so that whatever else the machine does falls on both.
import type { Bench } from '../bench.ts'
import { call } from '../measuring/load.ts'
import { type Cost, costLines, measure } from '../measuring/requests.ts'
import type { Line, Section } from '../measuring/table.ts'

const TRIGGERS = 50
const TICKETS = 64
const ROUNDS = 3
const TIMES_AT_MOST = 1.5

/** Conditions as desks have them: plain fields, tags, words of the comment, the requester. */
const CONDITIONS = [
  [{ field: 'current_tags', operator: 'includes', value: 'nobody_gives_this' }],
  [{ field: 'status', operator: 'value', value: 'solved' }],
  [
    { field: 'update_type', operator: 'is', value: 'Create' },
    { field: 'priority', operator: 'is', value: 'urgent' },
  ],
  [{ field: 'comment_includes_word', operator: 'includes', value: 'zeppelin' }],
  [{ field: 'requester_role', operator: 'is', value: 'end_user' }],
]

const ALWAYS = [{ field: 'status', operator: 'less_than', value: 'closed' }]

export async function rulesSection(bench: Bench): Promise<Section> {
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const api = async (method: string, path: string, body?: object) =>
    JSON.parse(
      (await call(method, `${desk.url}/api/v2/${path}`, { authorization }, body && JSON.stringify(body))).text || '{}',
    )
  const tickets: number[] = []
  for (let index = 0; index < TICKETS; index++)
    tickets.push((await api('POST', 'tickets.json', { ticket: { subject: 'S', comment: { body: 'B' } } })).ticket.id)
  const ids: number[] = []
  for (let index = 0; index < TRIGGERS; index++) {
    // The last one applies to every change.
    const all = index === TRIGGERS - 1 ? ALWAYS : CONDITIONS[index % CONDITIONS.length]
    const trigger = { title: `Trigger ${index}`, active: false, all, actions: [{ field: 'type', value: 'question' }] }
    ids.push((await api('POST', 'triggers.json', { trigger })).trigger.id)
  }
  const switchAll = (active: boolean) =>
    api('PUT', 'triggers/update_many.json', { triggers: ids.map((id) => ({ id, active })) })
  const update = async (_client: number, turn: number): Promise<void> => {
    const ticket = {
      priority: turn % 2 ? 'low' : 'normal',
      comment: { body: `Looked at it, turn ${turn}`, public: false },
    }
    await call(
      'PUT',
      `${desk.url}/api/v2/tickets/${tickets[turn % TICKETS]}.json`,
      { authorization },
      JSON.stringify({ ticket }),
    )
  }
  const lines: Line[] = []
  const best: { without?: Cost; with?: Cost } = {}
  for (let round = 0; round < ROUNDS; round++) {
    for (const which of ['without', 'with'] as const) {
      await switchAll(which === 'with')
      const load = { clients: 1, seconds: bench.options.seconds / 2, warm_up_s: 1 }
      const cost = await measure(desk, load, update)
      if (cost.p50_ms < (best[which]?.p50_ms ?? Number.POSITIVE_INFINITY)) best[which] = cost
    }
  }
  await switchAll(false)
  if (!best.with || !best.without) throw new Error('both were measured')
  const cpu = (cost: Cost) => cost.server_cpu_ms + cost.database_cpu_ms
  lines.push(
    ...costLines('update, no triggers', best.without),
    ...costLines(`update, ${TRIGGERS} active triggers`, best.with),
    {
      what: `${TRIGGERS} triggers: times the CPU of none`,
      value: cpu(best.with) / cpu(best.without),
      unit: '×',
      at_most: TIMES_AT_MOST,
    },
    {
      what: `${TRIGGERS} triggers: times the p50 of none`,
      value: best.with.p50_ms / best.without.p50_ms,
      unit: '×',
      at_most: TIMES_AT_MOST,
    },
  )
  return { title: 'Change a ticket, with rules and without', lines }
}
