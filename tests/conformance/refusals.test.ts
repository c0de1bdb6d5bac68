// What is declined, and how: status and shape are what clients branch on. Who may not come in at all is in
// refusals-of-credentials.test.ts, single values in refusals-of-values.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { sql } from '../../server/platform/db.ts'
import type { Person } from '../support/desk.ts'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'
import { expectInvalid } from './invalid.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

describe('the API declines', () => {
  let desk: Fixture
  let agent: Person
  const call = (route: string, body?: unknown, headers?: Record<string, string>) =>
    desk.call(agent, route, body, headers)

  beforeAll(async () => {
    desk = await newFixture()
    agent = desk.agent
  })

  async function newTicket(): Promise<{ id: number; version: number; updated_at: string }> {
    const { body } = await call('POST /api/v2/tickets', { ticket: { subject: 'a', comment: { body: 'b' } } })
    return body.ticket
  }

  it('unknown ids and ids that are none', async () => {
    const paths = ['tickets', 'users', 'organizations', 'groups', 'group_memberships', 'attachments', 'requests']
    for (const path of paths) {
      for (const id of ['999999', '0', '-1', 'abc', '1.5', '99999999999999999999', '%00']) {
        const answer = await call(`GET /api/v2/${path}/${id}.json`)
        expect([answer.status, answer.body?.error, answer.body?.description], `${path}/${id}`).toEqual([
          404,
          'RecordNotFound',
          'Not found',
        ])
      }
    }
  })

  it('unknown ids wherever a path names one, also in lists of what it has', async () => {
    const routes = ALL_ENDPOINTS.filter((one) => /^GET \/api\/v2\/.*\{\w+\}/.test(one.route))
    expect(routes.length).toBeGreaterThan(80)
    for (const one of routes) {
      const as = one.allow.includes('admin') ? desk.admin : one.allow.includes('agent') ? agent : desk.customer
      const answer = await desk.call(as, one.route.replaceAll(/\{\w+\}/g, '999999'))
      const error = one.failures === 'list' ? answer.body?.errors?.[0]?.code : answer.body?.error
      expect([answer.status, error], `${one.route}: ${answer.text.slice(0, 200)}`).toEqual([404, 'RecordNotFound'])
    }
  })

  it('unknown routes and methods', async () => {
    for (const route of [
      'GET /api/v2/nothing.json',
      'PATCH /api/v2/tickets',
      'DELETE /api/v2/tickets',
      'GET /api/v1/tickets',
    ]) {
      const answer = await call(route)
      expect([answer.status, answer.body?.error, answer.body?.description], route).toEqual([
        404,
        'InvalidEndpoint',
        'Not found',
      ])
    }
  })

  it('malformed JSON', async () => {
    for (const text of ['{', '{"ticket":', 'null x', '{"__proto__": {"a": 1}}']) {
      const answer = await call('POST /api/v2/tickets', text, JSON_TYPE)
      expect([answer.status, answer.body?.code], text).toEqual([400, 'bad_request'])
    }
  })

  it('more than 100 ids', async () => {
    const ids = Array.from({ length: 101 }, (_, position) => 1_000_000_000_000_000 + position).join(',')
    for (const path of [
      'tickets/show_many?ids',
      'users/show_many?ids',
      'organizations/show_many?ids',
      'users/show_many?external_ids',
    ]) {
      const answer = await call(`GET /api/v2/${path}=${ids}`)
      expect([answer.status, answer.body?.error, answer.body?.max_count], path).toEqual([400, 'TooManyValues', 100])
      expect(answer.body.description).toContain('cannot specify more than 100 values')
    }
  })

  it('more than 100 records or ids in each request for many', async () => {
    const ids = Array.from({ length: 101 }, (_, position) => 1_000_000_000_000_000 + position)
    // Texts of dynamic content take 50 languages, and are named by their placeholder.
    const routes = ALL_ENDPOINTS.filter((one) => /_many$/.test(one.route) && !/dynamic_content/.test(one.route))
    expect(routes.length).toBeGreaterThan(30)
    for (const one of routes) {
      const is_bodied = typeof one.body === 'object' && !one.route.startsWith('DELETE')
      const noun = one.route.split('/').at(-2) ?? ''
      const body = is_bodied ? { [noun]: ids.map((id) => ({ id })) } : undefined
      const answer = await desk.call(desk.admin, fillRoute(`${one.route}${body ? '' : `?ids=${ids}`}`, desk.ids), body)
      expect([answer.status, answer.body?.error, answer.body?.max_count], `${one.route}: ${answer.text}`).toEqual([
        400,
        'TooManyValues',
        100,
      ])
    }
  })

  it('paging parameters that mean nothing', async () => {
    for (const query of [
      'page=0',
      'page=x',
      'per_page=-1',
      'page[size]=x',
      'page[after]=x',
      'sort=x',
      'sort_order=x',
    ]) {
      const { status, body } = await call(`GET /api/v2/tickets.json?${query}`)
      expect(status, query).toBe(400)
      expect(body.errors, query).toEqual([
        { code: 'InvalidPaginationParameter', title: 'Invalid pagination parameter', detail: expect.any(String) },
      ])
    }
    // Clients of the search know this sentence.
    const search = await call('GET /api/v2/search.json?query=a&page=x')
    expect([search.status, search.body.errors[0].detail]).toEqual([400, 'page must be an integer'])
  })

  it('one more job while thirty wait, until they are done', async () => {
    const start = () =>
      call(`PUT /api/v2/tickets/update_many?ids=${desk.ids.ticket_id}`, { ticket: { additional_tags: ['bulk'] } })
    for (let started = 0; started < 30; started++) expect((await start()).body.job_status?.status).toBe('queued')
    const { status, body, headers } = await start()
    expect([status, body.error, typeof body.description]).toEqual([429, 'TooManyJobs', 'string'])
    expect(headers['retry-after']).toMatch(/^[1-9]\d*$/)
    await desk.runJobs()
    expect((await start()).status).toBe(200)
  })

  it('an update of what was changed meanwhile, when asked to be safe', async () => {
    const { id, updated_at } = await newTicket()
    await desk.work(async ({ db }) => {
      await db.run(sql`update tickets set updated_at = updated_at + interval '5 seconds' where id = ${id}`)
    })
    const safe = (updated_stamp?: string) =>
      call(`PUT /api/v2/tickets/${id}`, { ticket: { priority: 'low', safe_update: true, updated_stamp } })
    for (const stamp of [updated_at, 'yesterday']) {
      const stale = await safe(stamp)
      expect([stale.status, stale.body.error], stamp).toEqual([409, 'UpdateConflict'])
      expect(stale.body.description).toMatch(/^Safe Update prevented the update due to outdated ticket data/)
    }
    expectInvalid(await safe(), 'updated_stamp', 'BlankValue')
    const { body } = await call(`GET /api/v2/tickets/${id}`)
    expect(body.ticket.priority).toBeNull()
    expect((await safe(body.ticket.updated_at)).status).toBe(200)
  })

  it('an update whose If-Match names an older state', async () => {
    const { id } = await newTicket()
    const shown = await call(`GET /api/v2/tickets/${id}.json`)
    const change = (if_match: string) =>
      call(`PUT /api/v2/tickets/${id}`, { ticket: { tags: [`t${if_match.length}`] } }, { 'if-match': if_match })
    const tag = String(shown.headers.etag)
    expect((await change('"never"')).status).toBe(409)
    expect((await change(`"other", ${tag}`)).status).toBe(200)
    for (const old of [tag, `"${shown.body.ticket.version}"`]) {
      const stale = await change(old)
      expect([stale.status, stale.body.error], old).toEqual([409, 'UpdateConflict'])
    }
    const now = await call(`GET /api/v2/tickets/${id}`)
    expect((await change(`"${now.body.ticket.version}"`)).status).toBe(200)
    expect((await change('*')).status).toBe(200)
  })

  it('the same Idempotency-Key with another body, and repeats with the same one', async () => {
    const post = (subject: string, key: string) =>
      call('POST /api/v2/tickets', { ticket: { subject, comment: { body: 'b' } } }, { 'idempotency-key': key })
    const first = await post('one', 'key-1')
    expect([first.status, first.headers['x-idempotency-lookup']]).toEqual([201, 'miss'])
    const again = await post('one', 'key-1')
    expect([again.status, again.headers['x-idempotency-lookup']]).toEqual([201, 'hit'])
    expect(again.body.ticket.id).toBe(first.body.ticket.id)
    expect(again.headers.location).toBe(first.headers.location)
    const other = await post('two', 'key-1')
    expect([other.status, other.body.error]).toEqual([400, 'IdempotentRequestError'])
    const at_once = await Promise.all(Array.from({ length: 8 }, () => post('three', 'key-2')))
    expect(new Set(at_once.map((answer) => answer.body.ticket.id)).size).toBe(1)
  })

  it('any change of a closed ticket', async () => {
    const { id } = await newTicket()
    await call(`PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
    for (const change of [{ status: 'open' }, { comment: { body: 'more' } }, { priority: 'low' }]) {
      const answer = await call(`PUT /api/v2/tickets/${id}`, { ticket: change })
      expectInvalid(answer, 'status', 'InvalidValue')
      expect(answer.body.details.status[0].description).toBe('Status: closed prevents ticket update')
    }
  })

  it('a change of a closed ticket in bulk, by its number, and what its requester adds', async () => {
    const { body: asked } = await desk.call(desk.customer, 'POST /api/v2/requests', {
      request: { subject: 'a', comment: { body: 'b' } },
    })
    const { id } = asked.request
    await call(`PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
    const started = await call('PUT /api/v2/tickets/update_many', { tickets: [{ id, priority: 'low' }] })
    await desk.runJobs()
    const { body } = await call(`GET /api/v2/job_statuses/${started.body.job_status.id}`)
    expect(body.job_status.results).toMatchObject([{ index: 0, id, success: false, error: 'RecordInvalid' }])
    const more = await desk.call(desk.customer, `PUT /api/v2/requests/${id}`, {
      request: { comment: { body: 'more' } },
    })
    expectInvalid(more, 'status', 'InvalidValue')
  })

  it('ids of fields that there are not', async () => {
    const custom_fields = [{ id: 999_999, value: 'x' }]
    expectInvalid(
      await call('POST /api/v2/tickets', { ticket: { comment: { body: 'b' }, custom_fields } }),
      'base',
      'RecordNotFound',
    )
    expectInvalid(
      await call(`PUT /api/v2/tickets/${desk.ids.ticket_id}`, { ticket: { custom_fields } }),
      'base',
      'RecordNotFound',
    )
    const asked = { request: { subject: 'a', comment: { body: 'b' }, custom_fields } }
    expectInvalid(await desk.call(desk.customer, 'POST /api/v2/requests', asked), 'base', 'RecordNotFound')
    const as_admin = (route: string, body: object) => desk.call(desk.admin, route, body)
    const person = { user: { name: 'n', user_fields: { nothing: 'x' } } }
    expectInvalid(await as_admin('POST /api/v2/users', person), 'base', 'RecordNotFound')
    const firm = { organization: { name: 'Fields', organization_fields: { nothing: 'x' } } }
    expectInvalid(await as_admin('POST /api/v2/organizations', firm), 'base', 'RecordNotFound')
    const form = { ticket_form: { name: 'Fields', ticket_field_ids: [999_999] } }
    expectInvalid(await as_admin('POST /api/v2/ticket_forms', form), 'ticket_field_ids', 'RecordNotFound')
    const all = [{ field: 'custom_fields_999999', operator: 'is', value: 'x' }]
    const actions = [{ field: 'custom_fields_999999', value: 'x' }]
    const known = [{ field: 'status', operator: 'is', value: 'open' }]
    expectInvalid(
      await as_admin('POST /api/v2/triggers', {
        trigger: { title: 'T', all, actions: [{ field: 'status', value: 'open' }] },
      }),
      'conditions',
      'InvalidValue',
    )
    expectInvalid(
      await as_admin('POST /api/v2/triggers', { trigger: { title: 'T', all: known, actions } }),
      'actions',
      'RecordNotFound',
    )
    expectInvalid(
      await as_admin('POST /api/v2/macros', { macro: { title: 'M', actions } }),
      'actions',
      'RecordNotFound',
    )
    expectInvalid(
      await as_admin('POST /api/v2/views', { view: { title: 'V', all: [...known, ...all] } }),
      'conditions',
      'InvalidValue',
    )
  })

  it('a rule that can never end', async () => {
    const since = { field: 'OPEN', operator: 'greater_than', value: '24' }
    const automation = (all: object[], actions: object[]) =>
      desk.call(desk.admin, 'POST /api/v2/automations', { automation: { title: 'A', all, actions } })
    const mail = { field: 'notification_user', value: ['requester_id', 'Still open', 'We are on it'] }
    const tag = { field: 'current_tags', value: 'told' }
    for (const [all, actions] of [
      [[since], [mail]],
      [[since], [tag]],
      [[since, { field: 'current_tags', operator: 'includes', value: 'told' }], [tag]],
      [[{ field: 'status', operator: 'is', value: 'open' }], [{ field: 'status', value: 'solved' }]],
    ] as const) {
      expectInvalid(await automation([...all], [...actions]), 'base', 'InvalidValue')
    }
    const ends = await automation(
      [since, { field: 'current_tags', operator: 'not_includes', value: 'told' }],
      [mail, tag],
    )
    expect(ends.status, ends.text).toBe(201)
  })

  it('nothing of two triggers that undo each other, but lets each act once', async () => {
    const flip = (from: string, to: string) => ({
      trigger: {
        title: `${from} becomes ${to}`,
        all: [
          { field: 'priority', operator: 'is', value: from },
          { field: 'current_tags', operator: 'includes', value: 'flip' },
        ],
        actions: [{ field: 'priority', value: to }],
      },
    })
    const made = []
    for (const body of [flip('low', 'high'), flip('high', 'low')])
      made.push(await desk.call(desk.admin, 'POST /api/v2/triggers', body))
    expect(made.map((answer) => answer.status)).toEqual([201, 201])
    const { status, body } = await call('POST /api/v2/tickets', {
      ticket: { comment: { body: 'b' }, priority: 'low', tags: ['flip'] },
    })
    expect([status, body.ticket?.priority]).toEqual([201, 'low'])
    for (const { body: one } of made) await desk.call(desk.admin, `DELETE /api/v2/triggers/${one.trigger.id}`)
  })

  it('values that are too long', async () => {
    const comment = { body: 'b' }
    const long = 'x'.repeat(300_000)
    const tickets: [string, Record<string, unknown>][] = [
      ['subject', { subject: long, comment }],
      ['external_id', { external_id: long, comment }],
      ['tags', { tags: ['x'.repeat(300)], comment }],
    ]
    for (const [field, record] of tickets) {
      const answer = await call('POST /api/v2/tickets', { ticket: record })
      expect(answer.status, field).toBe(422)
      expect(Object.keys(answer.body.details).join(), answer.text).toContain(field)
    }
    expectInvalid(await call('POST /api/v2/users', { user: { name: long } }), 'name', 'ValueTooLong')
    expectInvalid(await call('POST /api/v2/organizations', { organization: { name: long } }), 'name', 'ValueTooLong')
    const body = await call('POST /api/v2/tickets', { ticket: { comment: { body: 'x'.repeat(1_100_000) } } })
    expect(body.status).toBe(413)
    expect((await call(`GET /api/v2/search?query=${'x'.repeat(2_000)}`)).status).toBe(400)
  })
})
