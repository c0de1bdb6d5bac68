// Both paging styles, walked to the end on every list that clients read, with more records than two pages hold.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization, createUser } from '../../server/people/index.ts'
import type { Person } from '../support/desk.ts'
import { testDatabase } from '../support/worker-database.ts'
import { type Listening, listen } from './listening.ts'

const MANY = 123
const SIZE = 25
/** A walk that does not end is a failure, not a hang. */
const MAX_PAGES = 60

// biome-ignore lint/suspicious/noExplicitAny: rows of every list
type Row = any

/** The tests' database keeps no statistics by itself, as a desk's does; without them the planner guesses badly. */
async function analyse(): Promise<void> {
  const client = new pg.Client((await testDatabase()).superuser)
  await client.connect()
  await client.query('analyze')
  await client.end()
}

interface Walked {
  ids: number[]
  rows: Row[]
  pages: Row[]
}

describe('every list', () => {
  let desk: Listening
  let organization_id: number
  let group_id: number
  let ticket_id: number

  beforeAll(async () => {
    desk = await listen()
    const { agent, admin, customer } = desk
    organization_id = (await desk.work((work) => createOrganization(work, { name: 'Owning' }))).id
    const { body: group } = await desk.call(admin, 'POST /api/v2/groups', { group: { name: 'Gathering' } })
    group_id = group.group.id
    const { body: first } = await desk.call(customer, 'POST /api/v2/requests', {
      request: { subject: 'zebra', comment: { body: 'zebra' } },
    })
    ticket_id = first.request.id
    for (let position = 0; position < MANY; position += 1) {
      await desk.work(async (work) => {
        await createOrganization(work, { name: `Organisation ${position}` })
        await createUser(work, { name: `Person ${position}`, organization_id })
      })
      const member = await desk.addPerson('agent')
      await desk.call(admin, 'POST /api/v2/groups', { group: { name: `Group ${String(position).padStart(4, '0')}` } })
      await desk.call(admin, 'POST /api/v2/group_memberships', { group_membership: { user_id: member.id, group_id } })
      await desk.call(agent, 'POST /api/v2/tickets', {
        ticket: {
          subject: 'zebra',
          comment: { body: 'zebra' },
          organization_id,
          requester_id: customer.id,
          email_ccs: [{ user_id: customer.id }],
          assignee_id: position % 3 === 0 ? null : agent.id,
          priority: [undefined, 'low', 'urgent', 'high'][position % 4],
          status: ['new', 'open', 'pending', 'hold'][position % 4],
        },
      })
      await desk.call(agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { comment: { body: `${position}` } } })
    }
    await analyse()
  }, 120_000)
  afterAll(async () => await desk.close())

  async function read(as: Person, url: string): Promise<Row> {
    const answer = await desk.fetch(as, `GET ${url.replace(desk.origin, '')}`)
    const body: Row = await answer.json()
    expect(answer.status, `${url}: ${JSON.stringify(body)}`).toBe(200)
    return body
  }

  async function walk(as: Person, url: string, key: string, next: (page: Row) => string | null): Promise<Walked> {
    const pages: Row[] = []
    for (let at: string | null = url; at !== null; at = next(pages.at(-1))) {
      expect(pages.length, `${url} ends`).toBeLessThan(MAX_PAGES)
      pages.push(await read(as, at))
    }
    const rows = pages.flatMap((page) => page[key])
    return { ids: rows.map((row: Row) => row.id), rows, pages }
  }

  const byCursor = (as: Person, url: string, key: string) => walk(as, url, key, (page) => page.links.next)

  const lists: { path: () => string; key: string; as?: 'customer' | 'admin' }[] = [
    { path: () => '/api/v2/tickets.json', key: 'tickets' },
    { path: () => '/api/v2/tickets.json?view=unsolved', key: 'tickets' },
    { path: () => `/api/v2/users/${desk.customer.id}/tickets/requested.json`, key: 'tickets' },
    { path: () => `/api/v2/users/${desk.customer.id}/tickets/ccd.json`, key: 'tickets' },
    { path: () => `/api/v2/organizations/${organization_id}/tickets.json`, key: 'tickets' },
    { path: () => `/api/v2/tickets/${ticket_id}/comments.json`, key: 'comments' },
    { path: () => `/api/v2/tickets/${ticket_id}/audits.json`, key: 'audits' },
    { path: () => '/api/v2/search.json?query=zebra', key: 'results' },
    { path: () => '/api/v2/users.json', key: 'users' },
    { path: () => `/api/v2/organizations/${organization_id}/users.json`, key: 'users' },
    { path: () => `/api/v2/groups/${group_id}/users.json`, key: 'users' },
    { path: () => '/api/v2/organizations.json', key: 'organizations' },
    { path: () => '/api/v2/groups.json', key: 'groups' },
    { path: () => '/api/v2/groups/assignable.json', key: 'groups' },
    { path: () => '/api/v2/group_memberships.json', key: 'group_memberships' },
    { path: () => `/api/v2/groups/${group_id}/memberships.json`, key: 'group_memberships' },
    { path: () => '/api/v2/requests.json', key: 'requests', as: 'customer' },
    { path: () => `/api/v2/requests/${'{ticket_id}'}/comments.json`, key: 'comments', as: 'customer' },
    { path: () => '/api/v2/audit_logs.json', key: 'audit_logs', as: 'admin' },
  ]

  for (const { path, key, as = 'agent' } of lists) {
    it(`is the same by offset, by cursor and backwards: ${key} of ${path.toString().slice(6)}`, async () => {
      const url = path().replace('{ticket_id}', String(ticket_id))
      const join = url.includes('?') ? '&' : '?'
      const person = desk[as]
      // Reading writes nothing into these lists, so they hold still.
      const offset = await walk(person, `${url}${join}per_page=${SIZE}`, key, (page) => page.next_page)
      expect(offset.ids.length).toBeGreaterThanOrEqual(MANY)
      expect(new Set(offset.ids).size).toBe(offset.ids.length)
      for (const [position, page] of offset.pages.entries()) {
        expect(page.count).toBe(offset.ids.length)
        expect(page.previous_page === null).toBe(position === 0)
        expect(page.meta).toBeUndefined()
      }
      const past = await read(person, `${url}${join}per_page=${SIZE}&page=999`)
      expect([past[key], past.count, past.next_page]).toEqual([[], offset.ids.length, null])

      const cursor = await byCursor(person, `${url}${join}page[size]=${SIZE}`, key)
      expect(cursor.ids).toEqual(offset.ids)
      for (const page of cursor.pages) {
        expect(page.count).toBeUndefined()
        expect(page.meta.has_more).toBe(page.links.next !== null)
        for (const link of [page.links.next, page.links.prev].filter(Boolean)) {
          expect(link.startsWith(`${desk.origin}/api/v2/`), link).toBe(true)
          expect(new URL(link).pathname.endsWith('.json')).toBe(true)
        }
      }
      expect(cursor.pages[0].links.prev).toBeNull()
      const last = cursor.pages.at(-1)

      // Clients may ask once more after the end, and may walk back by links or by cursors.
      const after = encodeURIComponent(last.meta.after_cursor)
      expect(await read(person, `${url}${join}page[size]=${SIZE}&page[after]=${after}`)).toMatchObject({
        [key]: [],
        meta: { has_more: false, after_cursor: null, before_cursor: null },
        links: { next: null, prev: null },
      })
      const back = await walk(person, last.links.prev, key, (page) => page.links.prev)
      expect([...back.pages.toReversed().flatMap((page) => page[key]), ...last[key]].map((row: Row) => row.id)).toEqual(
        offset.ids,
      )
      expect(back.pages.at(-1).meta.has_more).toBe(false)
      // And forward again from there.
      expect((await read(person, back.pages[0].links.next))[key].map((row: Row) => row.id)).toEqual(
        last[key].map((row: Row) => row.id),
      )
    })
  }

  const sorts = ['id', 'created_at', 'updated_at', 'status', 'priority', 'assignee', 'group', 'requester']
  for (const sort of sorts) {
    it(`of tickets sorts by ${sort}, both ways and in both styles, and loses none without a value`, async () => {
      const all = (await byCursor(desk.agent, '/api/v2/tickets.json?page[size]=100', 'tickets')).ids
      const up = await byCursor(desk.agent, `/api/v2/tickets.json?sort=${sort}&page[size]=${SIZE}`, 'tickets')
      const down = await byCursor(desk.agent, `/api/v2/tickets.json?sort=-${sort}&page[size]=${SIZE}`, 'tickets')
      expect(up.ids.toSorted()).toEqual(all.toSorted())
      expect(down.ids).toEqual(up.ids.toReversed())
      const backwards = await walk(desk.agent, up.pages.at(-1).links.prev, 'tickets', (page) => page.links.prev)
      expect(backwards.pages.toReversed().flatMap((page) => page.tickets.map((row: Row) => row.id))).toEqual(
        up.ids.slice(0, -up.pages.at(-1).tickets.length),
      )
      for (const [order, expected] of [
        ['asc', up.ids],
        ['desc', down.ids],
      ]) {
        const url = `/api/v2/tickets.json?sort_by=${sort}&sort_order=${order}&per_page=100`
        expect((await walk(desk.agent, url, 'tickets', (page) => page.next_page)).ids).toEqual(expected)
      }
    })
  }

  it('of tickets sorts statuses and priorities by what they mean', async () => {
    const { rows } = await byCursor(desk.agent, '/api/v2/tickets.json?sort=priority&page[size]=100', 'tickets')
    const seen = [...new Set(rows.map((row: Row) => row.priority))]
    expect(seen).toEqual(['low', 'high', 'urgent', null])
    const by_status = await byCursor(desk.agent, '/api/v2/tickets.json?sort=-status&page[size]=100', 'tickets')
    const order = ['new', 'open', 'pending', 'hold', 'solved', 'closed']
    const ranks = by_status.rows.map((row: Row) => order.indexOf(row.status))
    expect(ranks).toEqual(ranks.toSorted((one: number, other: number) => other - one))
  })

  it('of search results takes the sorts clients send, the newest first where they send none', async () => {
    const ids = async (sort: string) => {
      const found = await walk(
        desk.agent,
        `/api/v2/search.json?query=zebra${sort}`,
        'results',
        (page) => page.next_page,
      )
      return found.ids
    }
    const by_default = await ids('')
    expect(await ids('&sort_by=relevance&sort_order=desc')).toEqual(by_default)
    expect(await ids('&sort_by=updated_at')).toEqual(by_default)
    expect(await ids('&sort_by=updated_at&sort_order=asc')).toEqual(by_default.toReversed())
  })

  it('by cursor loses nobody and repeats nobody while records are added', async () => {
    for (const sort of ['id', '-id', 'created_at', '-updated_at']) {
      const before = (await byCursor(desk.agent, '/api/v2/tickets.json?page[size]=100', 'tickets')).ids
      const seen: number[] = []
      // Ascending, the added ones come at the end and would be walked for ever: over is when the old ones are.
      for (
        let url: string | null = `/api/v2/tickets.json?page[size]=10&sort=${sort}`;
        url !== null && before.some((id) => !seen.includes(id));
      ) {
        expect(seen.length, sort).toBeLessThan(MAX_PAGES * 10)
        const [body]: Row[] = await Promise.all([
          read(desk.agent, url),
          desk.call(desk.agent, 'POST /api/v2/tickets', { ticket: { subject: 'meanwhile', comment: { body: 'x' } } }),
        ])
        seen.push(...body.tickets.map((row: Row) => row.id))
        url = body.links.next
      }
      expect(new Set(seen).size, sort).toBe(seen.length)
      expect(
        before.filter((id) => !seen.includes(id)),
        sort,
      ).toEqual([])
    }
  })

  it('of one record or none has no further pages', async () => {
    for (const style of ['', '&page[size]=5']) {
      const none = await read(desk.agent, `/api/v2/tickets.json?external_id=nobody${style}`)
      expect(none.tickets).toEqual([])
      if (style === '') expect(none).toMatchObject({ count: 0, next_page: null, previous_page: null })
      else expect(none).toMatchObject({ meta: { has_more: false, after_cursor: null, before_cursor: null } })
    }
    for (const path of [`users/${desk.agent.id}/identities`, `users/show_many?ids=${desk.agent.id}`]) {
      const whole = await read(desk.agent, `/api/v2/${path}${path.includes('?') ? '&' : '?'}page[size]=5`)
      expect(whole).toMatchObject({ meta: { has_more: false }, links: { next: null, prev: null } })
    }
  })

  it('takes sizes above the limit as the limit, and empty parameters as absent', async () => {
    expect((await read(desk.agent, '/api/v2/tickets?per_page=1000')).tickets).toHaveLength(100)
    expect((await read(desk.agent, '/api/v2/tickets?page[size]=1000')).tickets).toHaveLength(100)
    expect((await read(desk.agent, '/api/v2/tickets?page=&per_page=')).next_page).toContain('page=2')
    const both = await read(desk.agent, '/api/v2/tickets?page=2&per_page=7&page[size]=5')
    expect([both.tickets.length, both.count, both.meta.has_more]).toEqual([5, undefined, true])
  })

  it('refuses paging parameters that mean nothing', async () => {
    const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const queries = [
      'page=abc',
      'page=0',
      'page=-1',
      'page=1.5',
      'page=99999999999999999999',
      'per_page=0',
      'per_page=x',
      'page[size]=0',
      'page[size]=ten',
      'page[size]=5&page[size]=6',
      'page[after]=%00',
      'page[after]=nonsense',
      `page[after]=${cursorOf('id', 'x', 1)}`,
      `page[after]=${cursorOf('id', 1e300, 1)}`,
      `page[after]=${cursorOf('id', null, 1)}`,
      `page[before]=${cursorOf('created_at', 1, 1)}`,
      `sort=created_at&page[after]=${cursorOf('created_at', '2026-99-99', 1)}`,
      'sort=nothing',
      'sort=constructor',
      'sort_by=subject',
      'sort_order=up',
    ]
    for (const query of queries) {
      const answer = await desk.call(desk.agent, `GET /api/v2/tickets.json?${query}`)
      expect([answer.status, answer.body?.errors?.[0]?.code], `${query}: ${answer.text}`).toEqual([
        400,
        'InvalidPaginationParameter',
      ])
      expect(answer.body.errors[0]).toMatchObject({ title: expect.any(String), detail: expect.any(String) })
    }
    const search = await desk.call(desk.agent, 'GET /api/v2/search.json?query=zebra&page=abc')
    expect(search.body.errors[0].detail).toBe('page must be an integer')
    const cursor_of_far = cursorOf('updated_at', Number.MAX_SAFE_INTEGER, 1)
    const far = await desk.call(desk.agent, `GET /api/v2/tickets?sort=updated_at&page[after]=${cursor_of_far}`)
    expect([far.status, far.body.tickets]).toEqual([200, []])
  })
})
