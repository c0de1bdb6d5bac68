// Every list endpoint, found by what it declares, in both main styles: walked one record at a time it gives the same
// records in the same order as one large page, with the keys clients follow, and it refuses what means nothing.
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import type { Person } from '../support/desk.ts'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'
import { addMoreOfEverything } from './more.ts'

/** A walk that does not end is a failure, not a hang. */
const MAX_PAGES = 1_000
/** Lists that the account below leaves without a second record: there is nothing like it, or it comes by mail or a clock. */
const SHORT = new Set([
  'GET /api/v2/sharing_agreements',
  'GET /api/v2/organizations/search',
  'GET /api/v2/suspended_tickets',
  'GET /api/v2/tickets/{ticket_id}/side_conversations',
  'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/events',
  'GET /api/v2/tickets/{ticket_id}/time_entries',
  'GET /api/v2/tickets/{ticket_id}/slas/policy_metrics',
  'GET /api/v2/tickets/{ticket_id}/group_slas/policy_metrics',
  'GET /api/v2/users/{user_id}/sessions',
  'GET /api/v2/sessions',
  'GET /api/v2/lock_outs',
  'GET /api/v2/users/{user_id}/devices',
  'GET /api/v2/identity_providers',
  'GET /api/v2/workspaces',
  'GET /api/v2/users/{user_id}/identity_links',
  'GET /api/v2/api_tokens/{token_id}/activity',
  'GET /api/v2/service_accounts',
  'GET /api/v2/oauth/clients',
  'GET /api/v2/oauth/tokens',
  'GET /api/v2/oauth/global_clients',
  'GET /api/v2/users/me/oauth/clients',
])
/** Reads everything once, in pages of up to a thousand: by cursor only. */
const CURSOR_ONLY = new Set(['GET /api/v2/search/export'])
/** Lists of what an agent has, not a customer. */
const OF_STAFF = /users\/\{user_id\}\/(groups|group_memberships|skips|tickets\/assigned)$/
/** Lists of our own or of a few fixed words, which come whole in a form of their own. Shrinks only. */
const NOT_PAGED = [
  'GET /api/v2/users/{user_id}/tags',
  'GET /api/v2/organizations/{organization_id}/tags',
  'GET /api/v2/users/{user_id}/password/requirements',
  'GET /api/v2/sign_in_policies',
  'GET /api/v2/users/me/factors',
  'GET /api/v2/factor_requirements',
  'GET /api/v2/users/{user_id}/factors',
  'GET /api/v2/support_consents',
  'GET /api/v2/identity_providers/presets',
  'GET /api/v2/tickets/{ticket_id}/tags',
  'GET /api/v2/tickets/{ticket_id}/deliveries',
  'GET /api/v2/mail_domains',
  'GET /api/v2/alarm_rules',
  'GET /api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/attempts',
  'GET /api/v2/routing/groups',
  'GET /api/v2/groups/{group_id}/agent_availabilities',
  'GET /api/v2/macros/categories',
  'GET /api/v2/macros/actions',
]

// biome-ignore lint/suspicious/noExplicitAny: rows of every list
type Row = any

interface List {
  route: string
  key: string
  agents: boolean
}

type Schema = { shape?: Record<string, Schema>; type?: string }
const shapeOf = (schema: unknown): Record<string, Schema> => (schema as Schema | null)?.shape ?? {} // of object schemas
const isArray = (schema: Schema | undefined): boolean => schema?.type === 'array'
const keysOf = (schema: unknown): string[] => Object.keys(shapeOf(schema))

const PAGING_KEYS = new Set(['count', 'count_capped', 'next_page', 'previous_page', 'meta', 'links'])
const LISTS: List[] = ALL_ENDPOINTS.filter(
  (one) => one.route.startsWith('GET') && keysOf(one.query).includes('page[size]'),
).map((one) => ({
  route: one.route,
  key: keysOf(one.reply).find((key) => !PAGING_KEYS.has(key)) ?? '',
  agents: one.allow.includes('agent') && one.right === undefined && !/devices|identity_links/.test(one.route),
}))

/** What a list cannot be asked without. */
function queryOf(route: string, ids: Record<string, string>): string {
  const path = route.split('/api/v2/')[1] ?? ''
  const many = (ids[`many_${path.split('/')[0]}`] ?? '1').toString()
  if (path === 'job_statuses/show_many') return `ids=${ids.many_job_statuses}`
  if (path === 'dynamic_content/items/show_many') return 'identifiers=greeting,more_0,more_1'
  if (path.endsWith('/show_many')) return `ids=${many}`
  return QUERIES[path] ?? ''
}

const QUERIES: Record<string, string> = {
  'users/search': 'query=person',
  'users/autocomplete': 'name=perso',
  'organizations/search': 'name=more',
  'organizations/autocomplete': 'name=mor',
  'autocomplete/tags': 'name=mo',
  'requests/search': 'query=more',
  factor_progress: 'role=agent',
  search: 'query=more',
  'search/export': 'query=more&filter[type]=ticket',
  'triggers/search': 'query=more',
  'automations/search': 'query=more',
  'macros/search': 'query=more',
  'views/search': 'query=more',
}

describe('every list', () => {
  let desk: Fixture
  beforeAll(async () => {
    desk = await newFixture()
    await addMoreOfEverything(desk)
  }, 120_000)

  it('is seen', () => {
    expect(LISTS.length).toBeGreaterThan(110)
  })

  it('of the API is a list of pages', () => {
    const lists = new Set(LISTS.map((list) => list.route))
    const others = ALL_ENDPOINTS.filter((one) => {
      const last = one.route.split('/').at(-1) ?? ''
      const key = shapeOf(one.reply)[last]
      return (
        one.route.startsWith('GET /api/v2/') && !lists.has(one.route) && isArray(key) && !/incremental/.test(one.route)
      )
    }).map((one) => one.route)
    expect(others).toEqual(NOT_PAGED)
  })

  function person(list: List): Person {
    if (/ \/api\/v2\/requests|\/sessions$/.test(list.route)) return desk.customer
    return list.agents && !list.route.includes('/api_tokens') ? desk.agent : desk.admin
  }

  async function read(as: Person, url: string): Promise<Row> {
    const path = url.replace(/^https?:\/\/[^/]+/, '')
    const answer = await desk.call(as, `GET ${path}`)
    expect(answer.status, `${path}: ${answer.text.slice(0, 300)}`).toBe(200)
    return answer.body
  }

  async function walk(as: Person, first: string, key: string, next: (page: Row) => string | null): Promise<string[]> {
    const seen: string[] = []
    let pages = 0
    for (let at: string | null = first; at !== null; pages += 1) {
      expect(pages, `${first} ends`).toBeLessThan(MAX_PAGES)
      const page: Row = await read(as, at)
      seen.push(...page[key].map(nameOf))
      at = next(page)
    }
    return seen
  }

  for (const list of LISTS) {
    it(`gives the same by offset and by cursor: ${list.route}`, async () => {
      const as = person(list)
      const query = queryOf(list.route, desk.ids)
      const ids = OF_STAFF.test(list.route) ? { ...desk.ids, user_id: String(desk.agent.id) } : desk.ids
      const base = `${fillRoute(list.route, ids).slice('GET '.length)}.json?${query === '' ? '' : `${query}&`}`
      const all = await walk(as, `${base}page[size]=100`, list.key, (page) => page.links.next)
      expect(new Set(all).size, 'each once').toBe(all.length)
      if (!SHORT.has(list.route)) expect(all.length).toBeGreaterThan(1)
      const large = await read(as, `${base}page[size]=100`)
      expect(Object.keys(large.meta).toSorted()).toEqual(['after_cursor', 'before_cursor', 'has_more'])
      expect(Object.keys(large.links).toSorted()).toEqual(['next', 'prev'])
      expect([large.links.next === null, large.links.prev]).toEqual([!large.meta.has_more, null])
      expect([large.count, large.next_page]).toEqual([undefined, undefined])
      expect(await walk(as, `${base}page[size]=1`, list.key, (page) => page.links.next)).toEqual(all)
      if (CURSOR_ONLY.has(list.route)) return

      expect(await walk(as, `${base}per_page=1`, list.key, (page) => page.next_page)).toEqual(all)
      const offset = await read(as, `${base}per_page=100`)
      expect(offset.count).toBe(all.length)
      expect(offset.previous_page).toBeNull()
      expect([offset.meta, offset.links]).toEqual([undefined, undefined])
      for (const bad of ['page=abc', 'page=0', 'per_page=0', 'per_page=x', 'page[size]=0', 'page[size]=ten']) {
        const answer = await desk.call(as, `GET ${base}${bad}`)
        expect([answer.status, answer.body?.errors?.[0]?.code], `${bad}: ${answer.text.slice(0, 300)}`).toEqual([
          400,
          'InvalidPaginationParameter',
        ])
      }
      for (const odd of ['page[after]=nonsense', 'page[before]=%00', 'sort=nothing', 'sort_by=%00', 'sort_order=up']) {
        const answer = await desk.call(as, `GET ${base}${odd}`)
        expect([200, 400, 422], `${odd}: ${answer.text.slice(0, 300)}`).toContain(answer.status)
      }
    })
  }
})

/** What tells a row from others. */
function nameOf(row: Row): string {
  return String(
    row.id ?? row.ticket?.id ?? row.deleted_ticket?.id ?? (typeof row === 'string' ? row : JSON.stringify(row)),
  )
}
