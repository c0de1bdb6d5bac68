// What is declined, and how: status and shape are what clients branch on.
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import type { Answer, Person } from '../support/desk.ts'
import { type Fixture, newFixture } from '../support/fixture.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

describe('the API declines', () => {
  let desk: Fixture
  let agent: Person
  let ticket: string
  const call = (route: string, body?: unknown, headers?: Record<string, string>) =>
    desk.call(agent, route, body, headers)

  beforeAll(async () => {
    desk = await newFixture()
    agent = desk.agent
    ticket = `/api/v2/tickets/${desk.ids.ticket_id}`
  })

  async function newTicket(): Promise<{ id: number; version: number; updated_at: string }> {
    const { body } = await call('POST /api/v2/tickets', { ticket: { subject: 'a', comment: { body: 'b' } } })
    return body.ticket
  }

  /** `{error, description, details: {field: [{description, error}]}}` */
  function expectInvalid(answer: Answer, field: string, error: string) {
    expect(answer.status, answer.text).toBe(422)
    expect(answer.body).toMatchObject({
      error: 'RecordInvalid',
      description: 'Record validation errors',
      code: 'invalid',
    })
    expect(Object.keys(answer.body.details), answer.text).toContain(field)
    expect(answer.body.details[field][0]).toEqual({ description: expect.any(String), error })
    expect(answer.body.request_id).toBe(answer.headers['x-request-id'])
  }

  it('wrong credentials, whatever is wrong with them, also on users/me', async () => {
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
    const right = Buffer.from(agent.authorization.slice(6), 'base64').toString()
    const token = right.slice(right.indexOf(':') + 1)
    for (const authorization of [
      basic(`${agent.email}/token:wrong`),
      basic(`${desk.admin.email}/token:${token}`),
      basic(`${agent.email}:${token}`),
      'Bearer wrong',
      'Basic !!!',
      'Digest x',
      '',
    ]) {
      for (const path of ['/api/v2/tickets.json', '/api/v2/users/me.json']) {
        const answer = await desk.call({ ...agent, authorization }, `GET ${path}`)
        expect([answer.status, answer.body?.error], `${authorization} on ${path}`).toEqual([
          401,
          "Couldn't authenticate you",
        ])
      }
    }
  })

  it('no credentials, but says on users/me that nobody is calling', async () => {
    const answer = await desk.call(null, 'GET /api/v2/tickets.json')
    expect([answer.status, answer.body.error]).toEqual([401, "Couldn't authenticate you"])
    const me = await desk.call(null, 'GET /api/v2/users/me.json')
    expect(me.status).toBe(200)
    expect(me.body.user).toMatchObject({ id: null, name: 'Anonymous user', email: 'invalid@example.com' })
  })

  it('what a role may not, as an object with title and message', async () => {
    const answer = await desk.call(desk.customer, 'GET /api/v2/tickets.json')
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({ title: 'Forbidden', message: expect.any(String) })
  })

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

  it('bodies of another form than asked for', async () => {
    for (const text of ['[]', '"text"', '1', 'null', '{}', '', '{"ticket": 5}', '{"ticket": []}', '{"ticket": null}']) {
      const answer = await call('POST /api/v2/tickets', text, JSON_TYPE)
      expect([answer.status, answer.body?.error], `${text}: ${answer.text}`).toEqual([422, 'RecordInvalid'])
    }
  })

  it('another content type', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'nonsense',
    ]) {
      const answer = await call('POST /api/v2/tickets', 'ticket[subject]=a', { 'content-type': type })
      expect([answer.status, answer.body?.error], type).toEqual([415, 'UnsupportedMediaType'])
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

  it('but leaves out of show_many what is not there', async () => {
    const { body } = await call(`GET /api/v2/tickets/show_many?ids=${desk.ids.ticket_id},999999,,abc`)
    expect(body.tickets).toHaveLength(1)
    expect(body).toMatchObject({ count: 1, next_page: null, previous_page: null })
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

  it('characters that no database keeps', async () => {
    const nul = '\u0000'
    const answers = [
      await call('GET /api/v2/tickets?external_id=%00'),
      await call('GET /api/v2/search?query=external_id:a%00b'),
      await call('GET /api/v2/search?query=%00'),
      await call('GET /api/v2/users/search?query=a%00@people.example'),
      await call('POST /api/v2/tickets', { ticket: { subject: nul, comment: { body: nul }, external_id: nul } }),
      await call('POST /api/v2/tickets', { ticket: { comment: { body: 'a' }, tags: [`a${nul}`] } }),
      await call('POST /api/v2/users', { user: { name: nul, external_id: nul } }),
      await desk.call(desk.admin, 'POST /api/v2/groups', { group: { name: `a${nul}` } }),
    ]
    for (const answer of answers) expect(answer.status, answer.text).toBeLessThan(500)
  })

  it('a ticket without a comment, and a comment without words', async () => {
    expectInvalid(await call('POST /api/v2/tickets', { ticket: { subject: 'a' } }), 'base', 'BlankValue')
    const blank = await call('POST /api/v2/tickets', { ticket: { comment: { body: ' ' } } })
    expectInvalid(blank, 'comment', 'BlankValue')
    expectInvalid(await call(`PUT ${ticket}`, { ticket: { comment: {} } }), 'comment', 'BlankValue')
  })

  it('what is no choice of a field', async () => {
    expectInvalid(await call(`PUT ${ticket}`, { ticket: { status: 'asleep' } }), 'status', 'InvalidValue')
    expectInvalid(await call(`PUT ${ticket}`, { ticket: { priority: 5 } }), 'priority', 'InvalidValue')
    expectInvalid(await call(`PUT ${ticket}`, { ticket: { due_at: 'soon' } }), 'due_at', 'InvalidFormat')
    const other = { ticket: { assignee_id: desk.customer.id } }
    expectInvalid(await call(`PUT ${ticket}`, other), 'assignee_id', 'InvalidValue')
    for (const field of ['group_id', 'organization_id']) {
      const unknown = await call(`PUT ${ticket}`, { ticket: { [field]: 999_999 } })
      expectInvalid(unknown, field, 'RecordNotFound')
      const created = await call('POST /api/v2/tickets', { ticket: { comment: { body: 'b' }, [field]: 999_999 } })
      expectInvalid(created, field, 'RecordNotFound')
    }
    for (const field of ['assignee_id', 'requester_id']) {
      const unknown = await call(`PUT ${ticket}`, { ticket: { [field]: 999_999 } })
      expectInvalid(unknown, field, 'RecordNotFound')
    }
  })

  it('addresses that are none or taken', async () => {
    for (const email of ['x', 'a@', '@b', 'a b@c.example', 'a@b@c'])
      expectInvalid(await call('POST /api/v2/users', { user: { name: 'n', email } }), 'email', 'InvalidFormat')
    const taken = await call('POST /api/v2/users', { user: { name: 'n', email: desk.customer.email.toUpperCase() } })
    expectInvalid(taken, 'email', 'DuplicateValue')
    expect(taken.body.details.email[0].description).toMatch(/^Email: .* is already being used by another user$/)
    const requester = { ticket: { comment: { body: 'b' }, requester: { email: 'none' } } }
    expectInvalid(await call('POST /api/v2/tickets', requester), 'email', 'InvalidFormat')
    expectInvalid(await call('POST /api/v2/users', { user: { email: 'a@people.example' } }), 'name', 'BlankValue')
  })

  it('an upload that is too large, however it is announced', async () => {
    const { max_upload_mb } = desk.desk.config
    const route = 'POST /api/v2/uploads?filename=a'
    const type = { 'content-type': 'application/octet-stream' }
    const said = await call(route, Buffer.from('x'), {
      ...type,
      'content-length': String(max_upload_mb * 1024 * 1024 + 1),
    })
    expect([said.status, said.body?.error]).toEqual([413, 'AttachmentTooLarge'])
    expect(said.body.description).toContain(String(max_upload_mb))
  })

  it('an upload token that is unknown, expired, used or somebody else’s', async () => {
    const upload = async (as: Person) =>
      (await desk.call(as, 'POST /api/v2/uploads?filename=a', 'x', { 'content-type': 'text/plain' })).body.upload.token
    const attach = (token: string) => call(`PUT ${ticket}`, { ticket: { comment: { body: 'b', uploads: [token] } } })
    const expired = await upload(agent)
    await desk.work(async ({ db, account_id }) => {
      await db.run(sql`update uploads set expires_at = created_at where account_id = ${account_id}`)
    })
    const used = await upload(agent)
    expect((await attach(used)).status).toBe(200)
    for (const token of ['unknown', expired, used, await upload(desk.admin)])
      expectInvalid(await attach(token), 'uploads', 'RecordNotFound')
    const joined = await call(`POST /api/v2/uploads?filename=b&token=${expired}`, 'x', { 'content-type': 'text/plain' })
    expectInvalid(joined, 'token', 'RecordNotFound')
  })
})
