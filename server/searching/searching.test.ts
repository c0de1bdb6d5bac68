// The search language through the API, over records of an account of its own.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'

let desk: TestAccount
let ids: { parcel: number; invoice: number; washing: number; old: number; organization: number; group: number }

const get = async (path: string, as = desk.agent) => await desk.call(as, `GET /api/v2/${path}`)
const search = async (query: string, more = '') => await get(`search?query=${encodeURIComponent(query)}${more}`)

/** `ticket 3`, `user 5` … of what a search finds, in no order. */
async function found(query: string, more = ''): Promise<string[]> {
  const answer = await search(query, more)
  expect(answer.status, `${query}: ${answer.text}`).toBe(200)
  return answer.body.results.map((one: { result_type: string; id: number }) => `${one.result_type} ${one.id}`).sort()
}
const tickets = (...names: ('parcel' | 'invoice' | 'washing' | 'old')[]) =>
  names.map((name) => `ticket ${ids[name]}`).sort()

beforeAll(async () => {
  desk = await newAccount()
  const { agent, admin, customer, call } = desk
  const make = async (ticket: object) => (await call(agent, 'POST /api/v2/tickets', { ticket })).body.ticket.id
  const organization = (
    await call(admin, 'POST /api/v2/organizations', { organization: { name: 'Zebra Möbel GmbH', tags: ['gold'] } })
  ).body.organization.id
  const group = (await call(admin, 'POST /api/v2/groups', { group: { name: 'Second Level' } })).body.group.id
  await call(agent, `PUT /api/v2/users/${customer.id}`, {
    user: { name: 'Bruno Zebrafink', notes: 'prefers telephone', organization_id: organization },
  })
  ids = {
    parcel: await make({
      subject: 'Parcel is late',
      comment: { body: 'The blue parcel has not arrived. Café zebra' },
      tags: ['vip', 'slow_post'],
      priority: 'high',
      requester_id: customer.id,
    }),
    invoice: await make({
      subject: 'Wrong invoice',
      comment: { body: 'You charged <b>twice</b> for the parcel' },
      type: 'question',
      assignee_id: agent.id,
      external_id: 'X-1',
    }),
    washing: await make({
      subject: 'Waschmaschine kaputt',
      comment: { body: 'Die Müllabfuhr nimmt sie nicht mit' },
      priority: 'low',
      due_at: '2030-05-01T10:00:00Z',
      type: 'task',
    }),
    old: await make({ subject: 'Old matter', comment: { body: 'Nothing of note' }, tags: ['vip'] }),
    organization,
    group,
  }
  await call(agent, `PUT /api/v2/tickets/${ids.invoice}`, {
    ticket: { comment: { body: 'secret zirkon inside', public: false } },
  })
  await call(agent, `PUT /api/v2/tickets/${ids.old}`, { ticket: { status: 'solved', assignee_id: agent.id } })
})

describe('words', () => {
  it('must all occur, wherever in a ticket, in any form, case or accent', async () => {
    expect(await found('type:ticket parcels charged')).toEqual(tickets('invoice'))
    expect(await found('type:ticket CAFE')).toEqual(tickets('parcel'))
    expect(await found('type:ticket muellabfuhr')).toEqual(tickets('washing'))
    expect(await found('type:ticket "blue parcel"')).toEqual(tickets('parcel'))
    expect(await found('type:ticket parcel -blue')).toEqual(tickets('invoice'))
    expect(await found('tags:vip -parcel')).toEqual(tickets('old'))
  })
  it('find subjects by their beginnings', async () => {
    expect(await found('type:ticket wasch')).toEqual(tickets('washing'))
    expect(await found('type:ticket subject:invo*')).toEqual(tickets('invoice'))
  })
  it('are looked for in the part that is named', async () => {
    expect(await found('subject:parcel')).toEqual(tickets('parcel'))
    expect(await found('comment:parcel')).toEqual(tickets('parcel', 'invoice'))
    expect(await found('comment:zirkon')).toEqual(tickets('invoice'))
    expect(await found('description:zirkon')).toEqual([])
    expect(await found('description:"blue parcel"')).toEqual(tickets('parcel'))
  })
})

describe('fields of tickets', () => {
  it.each<[string, ('parcel' | 'invoice' | 'washing' | 'old')[]]>([
    ['status:solved', ['old']],
    ['status<solved', ['parcel', 'invoice', 'washing']],
    ['status>=open', ['invoice', 'old']],
    ['status:new status:solved', ['parcel', 'washing', 'old']],
    ['priority>low', ['parcel']],
    ['priority:none', ['invoice', 'old']],
    ['-priority:none', ['parcel', 'washing']],
    ['priority:*', ['parcel', 'washing']],
    ['tags:vip', ['parcel', 'old']],
    ['tags:slow*', ['parcel']],
    ['tags:none', ['invoice', 'washing']],
    ['-tags:vip', ['invoice', 'washing']],
    ['ticket_type:question', ['invoice']],
    ['type:task', ['washing']],
    ['assignee:me', ['invoice', 'old']],
    ['assignee:none', ['parcel', 'washing']],
    ['requester:bruno', ['parcel']],
    ['requester:"bruno zebrafink"', ['parcel']],
    ['organization:möbel', ['parcel']],
    ['commenter:me', ['invoice', 'old', 'washing', 'parcel']],
    ['external_id:X-1', ['invoice']],
    ['external_id:X*', ['invoice']],
    ['due_date>2030-01-01', ['washing']],
    ['due_date:2030-05-01', ['washing']],
    ['due_date:none', ['parcel', 'invoice', 'old']],
    ['has_attachment:false tags:slow_post', ['parcel']],
    ['has_attachment:true', []],
    ['created>1hour', ['parcel', 'invoice', 'washing', 'old']],
    ['created<1hour', []],
    ['solved:*', ['old']],
    ['via:api tags:vip', ['parcel', 'old']],
    ['group:none', []],
    ['group:"no such group"', []],
  ])('%s', async (query, names) => {
    const all = await found(`type:ticket ${query}`)
    if (query.startsWith('commenter')) expect(all).toEqual(expect.arrayContaining(tickets('invoice')))
    else if (query !== 'group:none') expect(all).toEqual(tickets(...names))
  })
})

describe('other kinds', () => {
  it('are found beside tickets, each with its result_type', async () => {
    expect(await found('zebra')).toEqual(
      [`organization ${ids.organization}`, `ticket ${ids.parcel}`, `user ${desk.customer.id}`].sort(),
    )
    expect(await found('type:user zebrafink')).toEqual([`user ${desk.customer.id}`])
    expect(await found('type:user role:end-user')).toEqual([`user ${desk.customer.id}`])
    expect(await found(`email:${desk.customer.email}`)).toEqual([`user ${desk.customer.id}`])
    expect(await found('type:user organization:zebra')).toEqual([`user ${desk.customer.id}`])
    expect(await found('role:agent is_verified:true')).toEqual([`user ${desk.agent.id}`])
    expect(await found('type:organization tags:gold')).toEqual([`organization ${ids.organization}`])
    expect(await found('type:group second')).toEqual([`group ${ids.group}`])
    expect(await found('type:group type:organization -name:support')).toEqual(
      [`group ${ids.group}`, `organization ${ids.organization}`].sort(),
    )
  })
  it('come in one order, in both paging styles', async () => {
    const all = (await search('created>1day', '&sort_by=created_at&sort_order=asc')).body
    expect(all.count).toBe(all.results.length)
    expect(all.facets).toBeNull()
    const times = all.results.map((one: { created_at: string }) => one.created_at)
    expect(times).toEqual(times.toSorted())
    const walked: unknown[] = []
    let page = (await search('created>1day', '&sort=created_at&page[size]=2')).body
    for (let step = 0; step < 20; step++) {
      walked.push(...page.results.map((one: { id: number }) => one.id))
      if (!page.links.next) break
      page = (await desk.call(desk.agent, `GET ${new URL(page.links.next).pathname}${new URL(page.links.next).search}`))
        .body
    }
    expect(walked).toEqual(all.results.map((one: { id: number }) => one.id))
  })
  it('are ordered as the search says', async () => {
    const down = (await search('type:ticket order_by:created sort:desc')).body.results.map(
      (one: { id: number }) => one.id,
    )
    const up = (await search('type:ticket order_by:created sort:asc')).body.results.map((one: { id: number }) => one.id)
    expect(up).toEqual(down.toReversed())
    const by_priority = (await search('type:ticket priority:* order_by:priority sort:asc')).body.results
    expect(by_priority.map((one: { priority: string }) => one.priority)).toEqual(['low', 'high'])
  })
})

describe('what no search can be', () => {
  it.each([
    ['colour:blue', 'colour is not a field'],
    ['statsu:open', 'did you mean status?'],
    ['status:opened', 'status takes new, open'],
    ['created:soon', 'created takes a date'],
    ['id:many', 'whole number'],
    ['has_attachment:perhaps', 'true or false'],
    ['tags>a', 'has no order'],
    ['type:thing', 'type takes'],
    ['type:user status:open', 'status is not a field of user'],
    ['role:agent status:open', 'no kind of record'],
    ['sort:sideways', 'asc or desc'],
    ['type:ticket order_by:colour', 'sort by'],
  ])('%s is answered by a sentence', async (query, reason) => {
    const answer = await search(query)
    expect([answer.status, answer.body.error]).toEqual([422, 'invalid'])
    expect(answer.body.description).toContain(reason)
    expect((await get(`search/count?query=${encodeURIComponent(query)}`)).status).toBe(
      query.includes('order_by') ? 200 : 422,
    )
  })
  it('finds nothing when nothing is asked', async () => {
    expect(await found('')).toEqual([])
    expect(await found('-parcel')).toEqual([])
    expect(await found('"colour:blue"')).toEqual([])
  })
})

describe('counts, exports, facets and snippets', () => {
  it('agree with the search', async () => {
    expect((await get('search/count?query=type:ticket%20parcel')).body).toEqual({ count: 2 })
    const facets = (await search('type:ticket', '&facets=true')).body.facets
    expect(facets.status).toEqual({ new: 2, open: 1, solved: 1 })
    expect(facets.priority).toEqual({ high: 1, low: 1, none: 2 })
  })
  it('export walks one kind from the oldest on, and its cursor is no other', async () => {
    const path = (size: number) => `search/export?query=parcel&filter[type]=ticket&page[size]=${size}`
    const first = (await get(path(1))).body
    expect([first.results.length, first.meta.has_more, first.count, first.facets]).toEqual([1, true, undefined, null])
    const second = (
      await desk.call(desk.agent, `GET ${new URL(first.links.next).pathname}${new URL(first.links.next).search}`)
    ).body
    expect([...first.results, ...second.results].map((one: { id: number }) => one.id)).toEqual([
      ids.parcel,
      ids.invoice,
    ])
    expect([second.meta.has_more, second.links.next]).toEqual([false, null])
    const stale = Buffer.from(JSON.stringify([Date.now() - 3_700_000, 'x'])).toString('base64url')
    for (const after of [stale, 'nonsense']) expect((await get(`${path(1)}&page[after]=${after}`)).status).toBe(422)
    expect((await get(path(1_001))).status).toBe(400)
    expect((await get('search/export?query=parcel')).status).toBe(400)
  })
  it('snippets are escaped, marked, and of what the reader may see', async () => {
    const [one] = (await search('charged', '&include=highlights')).body.results
    expect(one.highlights).toEqual([
      {
        field: 'comment',
        comment_id: expect.any(Number),
        public: true,
        html: 'You <mark>charged</mark> &lt;b&gt;twice&lt;/b&gt; for the parcel',
      },
    ])
    const [note] = (await search('zirkon', '&include=highlights')).body.results
    expect(note.highlights[0]).toMatchObject({ public: false, html: 'secret <mark>zirkon</mark> inside' })
  })
  it('tickets bring their people along', async () => {
    const { body } = await search('type:ticket blue', '&include=tickets(users,organizations)')
    expect(body.users.map((one: { id: number }) => one.id)).toContain(desk.customer.id)
  })
  it('are for staff only', async () => {
    for (const path of [
      'search?query=parcel',
      'search/count?query=parcel',
      'search/export?query=parcel&filter[type]=ticket',
    ])
      expect((await get(path, desk.customer)).status).toBe(403)
  })
})

describe('fields that an account made', () => {
  it('of tickets, people and organisations are searched by their values', async () => {
    const own = await newAccount()
    const field = async (path: string, name: string, one: object) => {
      const answer = await own.call(own.admin, `POST /api/v2/${path}`, { [name]: one })
      expect(answer.status, answer.text).toBe(201)
      return answer.body[name].id
    }
    const plan = await field('ticket_fields', 'ticket_field', {
      type: 'tagger',
      title: 'Plan',
      custom_field_options: [{ name: 'Gold plan', value: 'plan_gold' }],
    })
    const amount = await field('ticket_fields', 'ticket_field', { type: 'integer', title: 'Amount' })
    const words = await field('ticket_fields', 'ticket_field', { type: 'text', title: 'Serial' })
    await field('user_fields', 'user_field', { type: 'integer', title: 'Visits', key: 'visits' })
    await own.call(own.agent, `PUT /api/v2/users/${own.customer.id}`, {
      user: { user_fields: { visits: 7 }, notes: 'allergic to nuts', phone: '+49 30 123456' },
    })
    const { body } = await own.call(own.agent, 'POST /api/v2/tickets', {
      ticket: {
        subject: 'A',
        comment: { body: 'b' },
        custom_fields: [
          { id: plan, value: 'plan_gold' },
          { id: amount, value: 42 },
          { id: words, value: 'SN-1 xy' },
        ],
      },
    })
    const ticket = [`ticket ${body.ticket.id}`]
    const user = [`user ${own.customer.id}`]
    const cases: [string, string[]][] = [
      [`custom_field_${plan}:plan_gold`, ticket],
      [`custom_field_${plan}:"Gold plan"`, ticket],
      [`custom_field_${plan}:plan*`, ticket],
      [`custom_field_${plan}:none`, []],
      [`custom_field_${amount}>41`, ticket],
      [`custom_field_${amount}>42`, []],
      [`-custom_field_${amount}:42`, []],
      [`custom_field_${words}:"sn-1 XY"`, ticket],
      [`custom_field_${words}:sn`, []],
      ['fieldvalue:plan_gold', ticket],
      ['fieldvalue:"sn-1 xy"', ticket],
      ['fieldvalue:silver', []],
      ['visits:7', user],
      ['visits>=8', []],
      ['type:user notes:nuts', user],
      ['phone:123456', user],
      ['satisfaction:unoffered', ticket],
      ['brand:* -form:7', ticket],
    ]
    for (const [query, expected] of cases) {
      const answer = await own.call(own.agent, `GET /api/v2/search?query=${encodeURIComponent(query)}`)
      expect([
        query,
        answer.status,
        answer.body.results?.map((one: { result_type: string; id: number }) => `${one.result_type} ${one.id}`),
      ]).toEqual([query, 200, expected])
    }
    expect((await own.call(own.agent, 'GET /api/v2/search?query=custom_field_12:x')).status).toBe(422)
    expect((await own.call(own.agent, `GET /api/v2/search?query=custom_field_${plan}%3E1`)).status).toBe(422)
  })
})
