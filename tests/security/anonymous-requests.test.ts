// Requests of people who are not signed in. Anybody can write anybody's address into one, as often as they like.
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'

const ASK = 'POST /api/v2/requests'
const STRANGER = { name: 'Ada Stranger', email: 'ada@stranger.example' }

const ask = (desk: TestAccount, request: object, from = '203.0.113.7') =>
  desk.app
    .inject({
      method: 'POST',
      url: '/api/v2/requests.json',
      headers: { host: desk.host, 'content-type': 'application/json' },
      remoteAddress: from,
      payload: JSON.stringify({
        request: { subject: 'Help', comment: { body: 'It broke' }, requester: STRANGER, ...request },
      }),
    })
    .then((answer) => ({ status: answer.statusCode, body: answer.json(), headers: answer.headers }))

const ticketsOf = async (desk: TestAccount) => (await desk.call(desk.agent, 'GET /api/v2/tickets')).body.tickets

test('a stranger asks, and staff find the request under the number that was answered', async () => {
  const desk = await newAccount()
  const answer = await ask(desk, { priority: 'high' })
  expect([answer.status, answer.body.request.status]).toEqual([201, 'new'])
  const { id, url } = answer.body.request
  expect(answer.headers.location).toBe(url)
  await desk.runJobs()
  const { ticket } = (await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).body
  expect(ticket).toMatchObject({ subject: 'Help', priority: 'high', via: { channel: 'api' } })
  const { user } = (await desk.call(desk.agent, `GET /api/v2/users/${ticket.requester_id}`)).body
  expect(user).toMatchObject({ ...STRANGER, role: 'end-user', verified: false })
  const { comments } = (await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)).body
  expect(comments).toMatchObject([{ public: true, sender: { authenticated: false, from: STRANGER.email } }])
})

test('attack 41: the answer is the same for the address of a stranger, a customer, an agent, somebody suspended and the desk', async () => {
  const desk = await newAccount()
  await desk.call(desk.admin, 'POST /api/v2/recipient_addresses', {
    recipient_address: { email: `support@${desk.host}`, name: 'Support' },
  })
  const banned = await desk.addPerson('end-user')
  await desk.call(desk.agent, `PUT /api/v2/users/${banned.id}`, { user: { suspended: true } })
  const addresses = [STRANGER.email, desk.customer.email, desk.agent.email, banned.email, `support@${desk.host}`]
  const answers = []
  for (const email of addresses) answers.push(await ask(desk, { requester: { name: 'X', email } }))
  const shapes = answers.map(({ status, body: { request } }) => ({
    status,
    request: { ...request, id: 0, url: '', created_at: '', updated_at: '' },
  }))
  for (const shape of shapes) expect(shape).toEqual(shapes[0])
  for (const { body } of answers) {
    expect(body.request).toMatchObject({ requester_id: null, organization_id: null, assignee_id: null })
    expect(JSON.stringify(body)).not.toContain('A end-user')
  }
  const numbers = answers.map(({ body }) => body.request.id)
  expect(new Set(numbers).size).toBe(5)
  await desk.runJobs()
  expect((await ticketsOf(desk)).map((one: { id: number }) => one.id)).toEqual(numbers.slice(0, 2))
  const kept = (await desk.call(desk.agent, 'GET /api/v2/suspended_tickets?sort_by=id')).body.suspended_tickets
  expect(kept.map((one: { cause: string }) => one.cause)).toEqual([
    'unverified_staff',
    'suspended_sender',
    'own_address',
  ])
  // Recovered, it is the ticket whose number was promised.
  const recovered = await desk.call(desk.agent, `PUT /api/v2/suspended_tickets/${kept[1].id}/recover`)
  expect([recovered.status, recovered.body.ticket[0].id]).toEqual([200, numbers[3]])
  const both = `${kept[0].id},999`
  const many = await desk.call(desk.agent, `PUT /api/v2/suspended_tickets/recover_many?ids=${both}`)
  expect(many.body.tickets.map((one: { id: number }) => one.id)).toEqual([numbers[2]])
})

test('a request without a requester, or with half of one, is refused in Zendesk’s shape', async () => {
  const desk = await newAccount()
  const refused = async (requester: unknown) => {
    const { status, body } = await ask(desk, { requester })
    expect(status).toBe(422)
    expect(body).toMatchObject({ error: 'RecordInvalid', description: 'Record validation errors' })
    return Object.keys(body.details)
  }
  expect(await refused(undefined)).toEqual(['requester'])
  expect(await refused({ email: STRANGER.email })).toEqual(['name'])
  expect(await refused({ name: ' ', email: ' ' })).toEqual(['name', 'email'])
  for (const email of ['no address', 'a(&email=victim&)@evil', 'a@b.example\r\nBcc: c@d.example'])
    expect(await refused({ name: 'X', email }), email).toEqual(['email'])
  for (const requester of [7, 'x', [], { name: 7, email: [] }, { name: 'x'.repeat(300), email: 'a@b.example' }])
    expect((await ask(desk, { requester })).status).toBe(422)
  expect((await ask(desk, { comment: { body: ' ' } })).status).toBe(422)
  expect((await ask(desk, { comment: {} })).status).toBe(422)
  await desk.runJobs()
  expect(await ticketsOf(desk)).toEqual([])
})

test('attacks 1, 46 and 52: nobody is copied, no role, ticket or file is named, and a note stays impossible', async () => {
  const desk = await newAccount()
  const { id: closed } = (
    await desk.call(desk.customer, ASK, { request: { subject: 'Old', comment: { body: 'secret' } } })
  ).body.request
  await desk.call(desk.agent, `PUT /api/v2/tickets/${closed}`, { ticket: { status: 'closed' } })
  expect((await ask(desk, { via_followup_source_id: closed })).status).toBe(422)
  expect((await ask(desk, { comment: { body: 'x', uploads: ['a'] } })).status).toBe(422)
  expect(
    (await desk.call(null, 'POST /api/v2/uploads?filename=a.txt', 'x', { 'content-type': 'text/plain' })).status,
  ).toBe(401)
  const { id } = (
    await ask(desk, {
      requester: { ...STRANGER, role: 'admin', verified: true, organization_id: 1 },
      email_ccs: [{ user_email: desk.customer.email, action: 'put' }],
      collaborators: [desk.customer.email],
      additional_collaborators: [desk.customer.id],
      comment: { body: 'x', public: false, author_id: desk.agent.id },
      assignee_id: desk.agent.id,
      tags: ['vip'],
      status: 'solved',
    })
  ).body.request
  await desk.runJobs()
  const { ticket } = (await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).body
  expect(ticket).toMatchObject({ email_cc_ids: [], collaborator_ids: [], assignee_id: null, tags: [], status: 'new' })
  const { user } = (await desk.call(desk.agent, `GET /api/v2/users/${ticket.requester_id}`)).body
  expect(user).toMatchObject({ role: 'end-user', verified: false, organization_id: null })
  const { comments } = (await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)).body
  expect(comments).toMatchObject([{ public: true, author_id: user.id }])
})

test('attack 12: no rule mails a customer because somebody wrote their address down, proven or not', async () => {
  const desk = await newAccount()
  await desk.call(desk.admin, 'POST /api/v2/recipient_addresses', {
    recipient_address: { email: `support@${desk.host}`, name: 'Support' },
  })
  await desk.call(desk.admin, 'POST /api/v2/triggers', {
    trigger: {
      title: 'Tell them',
      conditions: { all: [{ field: 'update_type', operator: 'is', value: 'Create' }] },
      actions: [{ field: 'notification_user', value: ['requester_id', '{{ticket.title}}', '{{ticket.description}}'] }],
    },
  })
  for (const email of [desk.customer.email, STRANGER.email]) await ask(desk, { requester: { name: 'X', email } })
  await desk.runJobs()
  expect(await ticketsOf(desk)).toHaveLength(2)
  const mails = await desk.work((work) =>
    work.db.all<{ id: number }>(sql`select id from mail_deliveries where account_id = ${work.account_id}`),
  )
  expect(mails).toEqual([])
})

test('one place cannot send without end, and a header does not make it another place (attack 67)', async () => {
  const desk = await newAccount()
  const statuses = []
  for (let round = 0; round < 32; round++) statuses.push((await ask(desk, {})).status)
  expect(statuses.slice(28)).toEqual([201, 201, 429, 429])
  const forged = await desk.app.inject({
    method: 'POST',
    url: '/api/v2/requests',
    headers: { host: desk.host, 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.1' },
    remoteAddress: '203.0.113.7',
    payload: JSON.stringify({ request: { subject: 'x', comment: { body: 'x' }, requester: STRANGER } }),
  })
  expect([forged.statusCode, forged.headers['retry-after'] === undefined]).toEqual([429, false])
  expect((await ask(desk, {}, '198.51.100.1')).status).toBe(201)
})

test('an admin switches it off, wrong credentials are never taken for none, and customers are not touched by either', async () => {
  const desk = await newAccount()
  const wrong = await desk.call(null, ASK, { request: {} }, { authorization: 'Bearer nonsense' })
  expect(wrong.status).toBe(401)
  const set = (as: typeof desk.admin) =>
    desk.call(as, 'PUT /api/v2/account/settings', { settings: { requests: { anybody_can_submit: false } } })
  expect((await set(desk.agent)).status).toBe(403)
  expect((await set(desk.admin)).body.settings.requests).toEqual({ anybody_can_submit: false })
  expect((await ask(desk, {})).status).toBe(401)
  const own = await desk.call(desk.customer, ASK, { request: { subject: 'Mine', comment: { body: 'x' } } })
  expect([own.status, own.body.request.requester_id]).toEqual([201, desk.customer.id])
})
