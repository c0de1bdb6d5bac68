// Values that are declined, each on its field.
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import type { Person } from '../support/desk.ts'
import { type Fixture, newFixture } from '../support/fixture.ts'
import { expectInvalid } from './invalid.ts'

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

  it('but leaves out of show_many what is not there', async () => {
    const { body } = await call(`GET /api/v2/tickets/show_many?ids=${desk.ids.ticket_id},999999,,abc`)
    expect(body.tickets).toHaveLength(1)
    expect(body).toMatchObject({ count: 1, next_page: null, previous_page: null })
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
