// Views by the usual conditions and orders at the size of --tickets, as PostgreSQL really does them: a page of 50 must not
// read all tickets. (tests/plans.test.ts asks whether indexes can be used at all, with few rows and scans forbidden.)
import type { Bench } from '../bench.ts'
import { call } from '../measuring/load.ts'
import { sequentialScans, watchPlans } from '../measuring/plans.ts'
import type { Line, Section } from '../measuring/table.ts'

const GROWING = new Set([
  'tickets',
  'ticket_tags',
  'ticket_replies',
  'ticket_notes',
  'search_records',
  'users',
  'events',
])
const PAGE_AT_MOST_MS = 50

const unsolved = { field: 'status', operator: 'less_than', value: 'solved' }
const is = (field: string, value: string) => ({ field, operator: 'is', value })

/** A title, conditions, and the order where it is not by creation. */
const VIEWS: [title: string, all: object[], sort_by?: string, sort_order?: string][] = [
  ['unsolved', [unsolved]],
  ['unsolved, the oldest first', [unsolved], 'created', 'asc'],
  ['unsolved by change', [unsolved], 'updated'],
  ['unsolved by priority', [unsolved], 'priority'],
  ['mine', [unsolved, is('assignee_id', 'current_user')]],
  ['of nobody', [unsolved, is('assignee_id', '')]],
  ['of my groups', [unsolved, is('group_id', 'current_groups')], 'updated'],
  ['urgent', [unsolved, is('priority', 'urgent')]],
  ['closed, of low priority', [is('status', 'closed'), is('priority', 'low')]],
  ['pending', [is('status', 'pending')], 'updated'],
  ['solved', [is('status', 'solved')], 'updated'],
  ['closed, all', [is('status', 'closed')]],
  ['problems', [is('type', 'problem')], 'updated'],
  ['tagged', [unsolved, { field: 'current_tags', operator: 'includes', value: 'delivery billing' }]],
  [
    'tagged as nothing is',
    [
      { field: 'status', operator: 'less_than', value: 'closed' },
      { field: 'current_tags', operator: 'includes', value: 'nobody_gives_this' },
    ],
  ],
  ['of a year ago', [{ field: 'NEW', operator: 'greater_than', value: '8760' }, unsolved]],
  [
    'not changed for two days',
    [unsolved, { field: 'updated_at', operator: 'greater_than', value: '48' }],
    'updated',
    'asc',
  ],
  ['by mail', [unsolved, is('via_id', '4')]],
]

export async function plansSection(bench: Bench): Promise<Section> {
  const { tickets } = bench.options
  await bench.fill(tickets)
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const get = async (path: string) => (await call('GET', `${desk.url}/api/v2/${path}`, { authorization })).text
  const ids: number[] = []
  for (const [title, all, sort_by = 'created', sort_order = 'desc'] of VIEWS) {
    const view = { title, all, output: { sort_by, sort_order } }
    const made = await call('POST', `${desk.url}/api/v2/views`, { authorization }, JSON.stringify({ view }))
    ids.push(JSON.parse(made.text).view.id)
  }
  const watch = await watchPlans(await bench.folder())
  const lines: Line[] = []
  try {
    // Connections were cut.
    await get('users/me.json').catch(() => undefined)
    for (const [index, [title]] of VIEWS.entries()) {
      const page = `views/${ids[index]}/tickets.json?page[size]=50`
      const plans = await watch.during(() => get(page))
      const scanned = new Set(plans.flatMap(({ Plan }) => sequentialScans(Plan)).filter((name) => GROWING.has(name)))
      const began = performance.now()
      await get(page)
      lines.push(
        {
          what: `${title}: tables read whole`,
          value: scanned.size,
          unit: '',
          at_most: 0,
          note: [...scanned].join(', '),
        },
        { what: `${title}: page of 50`, value: performance.now() - began, unit: 'ms', at_most: PAGE_AT_MOST_MS },
      )
    }
  } finally {
    await watch.close()
  }
  return { title: `Plans of views, ${tickets.toLocaleString('en')} tickets`, lines }
}
