// Views through the API: the ones a desk begins with, making and changing them, what they list, and who sees which.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'

let desk: TestAccount
let ids: { first: number; second: number; third: number }
let group_id: number

const STATUS = { field: 'status', operator: 'less_than', value: 'solved' }
const make = async (view: object, as = desk.admin) => await desk.call(as, 'POST /api/v2/views', { view })
const made = async (view: object, as = desk.admin) => {
  const answer = await make({ title: 'A view', all: [STATUS], ...view }, as)
  expect(answer.status, answer.text).toBe(201)
  return answer.body.view
}
const listed = async (view_id: number, more = '', as = desk.agent): Promise<number[]> => {
  const answer = await desk.call(as, `GET /api/v2/views/${view_id}/tickets${more}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.tickets.map((ticket: { id: number }) => ticket.id)
}

beforeAll(async () => {
  desk = await newAccount()
  const { agent, admin, customer, call } = desk
  const ticket = async (one: object) =>
    (
      await call(agent, 'POST /api/v2/tickets', {
        ticket: { subject: 'T', comment: { body: 'The lost crocodile' }, ...one },
      })
    ).body.ticket.id
  group_id = (await call(admin, 'POST /api/v2/groups', { group: { name: 'Elsewhere' } })).body.group.id
  ids = {
    first: await ticket({ priority: 'low', tags: ['red'], requester_id: customer.id }),
    second: await ticket({ priority: 'urgent', assignee_id: agent.id, comment: { body: 'Something else' } }),
    third: await ticket({ priority: 'low', type: 'task', group_id }),
  }
})

describe('a desk begins with views', () => {
  it('that are named in its language and list what they say', async () => {
    const { views } = (await desk.call(desk.agent, 'GET /api/v2/views')).body
    expect(views.map((view: { title: string }) => view.title)).toEqual(
      expect.arrayContaining([
        'Your unsolved tickets',
        'Unassigned tickets',
        'All unsolved tickets',
        'Recently solved tickets',
      ]),
    )
    expect(await listed(1)).toEqual([ids.second])
    expect((await listed(2)).sort()).toEqual([ids.first, ids.third].sort())
    expect((await listed(3)).length).toBe(3)
    expect(await listed(4)).toHaveLength(3)
    expect(await listed(5)).toEqual([])
    expect(await listed(6)).toEqual([])
  })
  it('that an admin may rename, and an agent may not', async () => {
    const other = await newAccount()
    expect((await other.call(other.agent, 'PUT /api/v2/views/3', { view: { title: 'Mine now' } })).status).toBe(403)
    expect((await other.call(other.admin, 'PUT /api/v2/views/3', { view: { position: 9 } })).body.view).toMatchObject({
      title: 'All unsolved tickets',
      position: 9,
      default: true,
    })
    expect(
      (await other.call(other.admin, 'PUT /api/v2/views/3', { view: { title: 'Everything' } })).body.view.title,
    ).toBe('Everything')
    expect((await other.call(other.admin, 'DELETE /api/v2/views/3')).status).toBe(204)
    expect((await other.call(other.admin, 'GET /api/v2/views/3')).status).toBe(404)
  })
})

describe('a view', () => {
  it('is made with conditions at the top or nested, and shown with every key', async () => {
    const flat = await made({
      title: 'Flat',
      output: { columns: ['subject', 'status'], sort_by: 'priority', sort_order: 'desc', group_by: 'status' },
    })
    expect(flat).toMatchObject({
      title: 'Flat',
      raw_title: 'Flat',
      active: true,
      default: false,
      restriction: null,
      query: null,
      conditions: { all: [STATUS], any: [] },
      execution: {
        group_by: 'status',
        sort_by: 'priority',
        sort_order: 'desc',
        group: { id: 'status', order: 'desc' },
        columns: [{ id: 'subject', title: 'Subject', sortable: false }, { id: 'status' }],
      },
    })
    const nested = await desk.call(desk.admin, `PUT /api/v2/views/${flat.id}`, {
      view: { conditions: { all: [STATUS], any: [{ field: 'priority', operator: 'is', value: 'low' }] } },
    })
    expect(nested.body.view.conditions.any).toHaveLength(1)
    expect(nested.body.view.title).toBe('Flat')
    expect((await listed(flat.id)).sort()).toEqual([ids.first, ids.third].sort())
  })
  it('lists in its order, in groups, in both paging styles', async () => {
    const { id } = await made({
      output: {
        columns: ['nice_id'],
        group_by: 'priority',
        group_order: 'desc',
        sort_by: 'nice_id',
        sort_order: 'asc',
      },
    })
    const expected = [ids.second, ids.first, ids.third]
    expect(await listed(id)).toEqual(expected)
    expect([...(await listed(id, '?per_page=2')), ...(await listed(id, '?per_page=2&page=2'))]).toEqual(expected)
    const walked: number[] = []
    for (let path = `/api/v2/views/${id}/tickets?page[size]=1`; path; ) {
      const { body } = await desk.call(desk.agent, `GET ${path}`)
      walked.push(body.tickets[0].id)
      path = body.links.next ? new URL(body.links.next).pathname + new URL(body.links.next).search : ''
    }
    expect(walked).toEqual(expected)
    expect(await listed(id, '?sort_by=id&sort_order=desc&group_by=')).toEqual([ids.third, ids.second, ids.first])
  })
  it('is executed as rows of its columns', async () => {
    const { id } = await made({
      output: { columns: ['subject', 'requester', 'priority', 'assigned'], group_by: 'priority', sort_by: 'nice_id' },
    })
    const { body } = await desk.call(desk.agent, `GET /api/v2/views/${id}/execute`)
    expect(body.columns.map((column: { id: string }) => column.id)).toEqual([
      'subject',
      'requester',
      'priority',
      'assigned',
    ])
    expect(body.rows[0]).toMatchObject({
      ticket_id: ids.second,
      subject: 'T',
      priority: 'urgent',
      group_value: 'urgent',
      ticket: { id: ids.second },
    })
    expect(body.rows[0].assigned).toMatch(/Z$/)
    expect(body.view.id).toBe(id)
    expect(body.users.length).toBeGreaterThan(0)
  })
  it('is previewed and counted without being saved', async () => {
    const view = {
      all: [STATUS, { field: 'current_tags', operator: 'includes', value: 'red blue' }],
      output: { columns: ['subject'] },
    }
    const rows = await desk.call(desk.agent, 'POST /api/v2/views/preview', { view })
    expect([rows.status, rows.body.rows.map((row: { ticket_id: number }) => row.ticket_id)]).toEqual([200, [ids.first]])
    expect((await desk.call(desk.agent, 'POST /api/v2/views/preview/count', { view })).body.view_count.value).toBe(1)
  })
  it('may search, and look for words of the description', async () => {
    const searching = await made({ query: 'crocodile -priority:low', all: [] })
    expect(await listed(searching.id)).toEqual([])
    const wide = await made({ query: 'crocodile' })
    expect((await listed(wide.id)).sort()).toEqual([ids.first, ids.third].sort())
    const words = await made({
      all: [STATUS, { field: 'description_includes_word', operator: 'includes', value: 'something zebra' }],
    })
    expect(await listed(words.id)).toEqual([ids.second])
  })
  it('is counted, at most ten seconds old, alone and with others', async () => {
    const { id } = await made({})
    const { view_count } = (await desk.call(desk.agent, `GET /api/v2/views/${id}/count`)).body
    expect(view_count).toMatchObject({ view_id: id, value: 3, pretty: '3', fresh: true, active: true })
    const many = (await desk.call(desk.agent, `GET /api/v2/views/count_many?ids=${id},1,999999`)).body.view_counts
    expect(many.map((one: { view_id: number; value: number }) => [one.view_id, one.value])).toEqual([
      [1, 1],
      [id, 3],
    ])
    // What one reader counted is not what another is told.
    expect((await desk.call(desk.admin, 'GET /api/v2/views/1/count')).body.view_count.value).toBe(0)
  })
  it('is exported as CSV in which no text is a formula', async () => {
    const { id } = await made({
      output: { columns: ['nice_id', 'subject', 'requester'], sort_by: 'nice_id', sort_order: 'asc' },
    })
    await desk.call(desk.agent, `PUT /api/v2/tickets/${ids.first}`, { ticket: { subject: '=1+1, "quoted"' } })
    const { content_url } = (await desk.call(desk.agent, `GET /api/v2/views/${id}/export`)).body.export
    const csv = await desk.call(desk.agent, `GET ${new URL(content_url).pathname}`)
    expect(csv.text.split('\r\n').slice(0, 2)).toEqual([
      '\ufeffID,Subject,Requester',
      `${ids.first},"'=1+1, ""quoted""",A end-user`,
    ])
    await desk.call(desk.agent, `PUT /api/v2/tickets/${ids.first}`, { ticket: { subject: 'T' } })
  })
  it('is found, moved and deleted with others', async () => {
    const [one, two] = [await made({ title: 'Walrus one' }), await made({ title: 'Walrus two' })]
    expect((await desk.call(desk.agent, 'GET /api/v2/views/search?query=walrus')).body.views).toHaveLength(2)
    const moved = await desk.call(desk.admin, 'PUT /api/v2/views/update_many', {
      views: [
        { id: one.id, position: 77 },
        { id: two.id, active: false },
      ],
    })
    expect(moved.body.views.map((view: { position: number; active: boolean }) => [view.position, view.active])).toEqual(
      [
        [77, true],
        [two.position, false],
      ],
    )
    const active = (await desk.call(desk.agent, 'GET /api/v2/views/active')).body.views.map(
      (view: { id: number }) => view.id,
    )
    expect([active.includes(one.id), active.includes(two.id)]).toEqual([true, false])
    expect((await desk.call(desk.admin, `DELETE /api/v2/views/destroy_many?ids=${one.id},${two.id}`)).status).toBe(204)
    expect((await desk.call(desk.agent, 'GET /api/v2/views/search?query=walrus')).body.views).toEqual([])
  })
})

describe('restrictions', () => {
  it('keep personal views to their owner and group views to the members, and admins see all shared ones', async () => {
    const personal = await made({ restriction: { type: 'User', id: desk.agent.id } }, desk.agent)
    const grouped = await made({ restriction: { type: 'Group', id: group_id } })
    expect(grouped.restriction).toEqual({ type: 'Group', id: group_id, ids: [group_id] })
    const status = async (as: typeof desk.agent, id: number) =>
      await Promise.all(
        ['', '/tickets', '/execute', '/count', '/export', '/rows.csv'].map(
          async (path) => (await desk.call(as, `GET /api/v2/views/${id}${path}`)).status,
        ),
      )
    expect(new Set(await status(desk.agent, personal.id))).toEqual(new Set([200]))
    expect(new Set(await status(desk.admin, personal.id))).toEqual(new Set([404]))
    expect(new Set(await status(desk.agent, grouped.id))).toEqual(new Set([404]))
    expect(new Set(await status(desk.admin, grouped.id))).toEqual(new Set([200]))
    await desk.call(desk.admin, 'POST /api/v2/group_memberships', {
      group_membership: { user_id: desk.agent.id, group_id },
    })
    expect(new Set(await status(desk.agent, grouped.id))).toEqual(new Set([200]))
    expect((await desk.call(desk.agent, `DELETE /api/v2/views/${grouped.id}`)).status).toBe(403)
    expect(
      (await desk.call(desk.agent, `GET /api/v2/views/count_many?ids=${personal.id}`)).body.view_counts,
    ).toHaveLength(1)
    expect((await desk.call(desk.admin, `GET /api/v2/views/count_many?ids=${personal.id}`)).body.view_counts).toEqual(
      [],
    )
  })
  it('agents share nothing, and nobody makes a view for somebody else', async () => {
    expect((await make({ title: 'Shared', all: [STATUS] }, desk.agent)).status).toBe(403)
    expect(
      (await make({ title: 'Theirs', all: [STATUS], restriction: { type: 'User', id: desk.agent.id } })).status,
    ).toBe(422)
    const own = await made({ restriction: { type: 'User', id: desk.agent.id } }, desk.agent)
    expect((await desk.call(desk.agent, `PUT /api/v2/views/${own.id}`, { view: { restriction: null } })).status).toBe(
      403,
    )
    expect((await desk.call(desk.customer, 'GET /api/v2/views')).status).toBe(403)
  })
})

describe('what no view can be', () => {
  it.each<[string, object]>([
    ['without a title', { title: ' ', all: [STATUS] }],
    ['without a narrowing condition', { title: 'x', all: [{ field: 'priority', operator: 'is', value: 'low' }] }],
    ['with nothing', { title: 'x' }],
    ['with an unknown field', { title: 'x', all: [STATUS, { field: 'colour', operator: 'is', value: 'red' }] }],
    ['with an unknown operator', { title: 'x', all: [{ field: 'status', operator: 'resembles', value: 'open' }] }],
    ['with an unknown value', { title: 'x', all: [{ field: 'status', operator: 'is', value: "open' or '1'='1" }] }],
    ['about a change', { title: 'x', all: [STATUS, { field: 'priority', operator: 'changed', value: '' }] }],
    [
      'about the text of a comment',
      { title: 'x', all: [STATUS, { field: 'comment_includes_word', operator: 'includes', value: 'a' }] },
    ],
    ['sorted by a sealed text', { title: 'x', all: [STATUS], output: { columns: ['subject'], sort_by: 'subject' } }],
    ['with an unknown column', { title: 'x', all: [STATUS], output: { columns: ['colour'] } }],
    ['for an unknown group', { title: 'x', all: [STATUS], restriction: { type: 'Group', id: 12345 } }],
    ['with a search nobody understands', { title: 'x', all: [STATUS], query: 'colour:red' }],
    ['with half a character in its search', { title: 'x', all: [STATUS], query: 'status:\ud800' }],
  ])('%s', async (_what, view) => {
    expect((await make(view)).status).toBe(422)
    const preview = await desk.call(desk.admin, 'POST /api/v2/views/preview', { view })
    expect(preview.status < 500).toBe(true)
  })
})

it('definitions name the fields, operators and values of conditions', async () => {
  const { definitions } = (await desk.call(desk.agent, 'GET /api/v2/views/definitions')).body
  const status = definitions.conditions_all.find((one: { subject: string }) => one.subject === 'status')
  expect(status.operators.map((one: { value: string }) => one.value)).toContain('less_than')
  expect(status.values).toContainEqual({ value: 'open', title: 'open', enabled: true })
})
