// Requests: what customers list, search and fill in, and that each sees only what they take part in.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'

const ask = async (desk: TestAccount, request: object, as = desk.customer) =>
  await desk.call(as, 'POST /api/v2/requests', { request: { subject: 'Help', comment: { body: 'words' }, ...request } })
const idsOf = (list: { id: number }[]) => list.map((one) => one.id)

test('a customer lists, searches and narrows their own requests, and those they are copied on', async () => {
  const desk = await newAccount()
  const other = await desk.addPerson('end-user')
  const { id } = (await ask(desk, { subject: 'A celadon vase' })).body.request
  const copied = (await ask(desk, { subject: 'A celadon cup' }, other)).body.request.id
  const hidden = (await ask(desk, { subject: 'A celadon bowl' }, other)).body.request.id
  await desk.call(desk.agent, `PUT /api/v2/tickets/${copied}`, {
    ticket: { email_ccs: [{ user_id: desk.customer.id }] },
  })
  const list = async (path: string, as = desk.customer) => {
    const { status, body } = await desk.call(as, `GET /api/v2/${path}`)
    expect([path, status]).toEqual([path, 200])
    return idsOf(body.requests)
  }
  expect(await list('requests')).toEqual([id, copied])
  expect(await list('requests/ccd')).toEqual([copied])
  expect(await list('requests/search?query=celadon')).toEqual([id, copied])
  expect(await list('requests/search?query=celadon&cc_id=true')).toEqual([copied])
  expect(await list('requests/search?query=vase&status=hold,pending')).toEqual([])
  expect(await list('requests?status=new')).toEqual([id, copied])
  expect(await list(`users/${desk.customer.id}/requests`)).toEqual([id])
  expect(await list(`users/${other.id}/requests`, desk.agent)).toEqual([copied, hidden])
  expect((await desk.call(desk.customer, `GET /api/v2/users/${other.id}/requests`)).status).toBe(404)
  expect((await desk.call(desk.customer, 'GET /api/v2/requests?status=asleep')).status).toBe(400)
})

test('an internal note is found by no customer’s search', async () => {
  const desk = await newAccount()
  const { id } = (await ask(desk, {})).body.request
  await desk.call(desk.agent, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'vermilion' } })
  expect((await desk.call(desk.customer, 'GET /api/v2/requests/search?query=vermilion')).body.requests).toEqual([])
})

test('customers fill in the fields that are theirs, and no other', async () => {
  const desk = await newAccount()
  const newField = async (is_theirs: boolean) =>
    (
      await desk.call(desk.admin, 'POST /api/v2/ticket_fields', {
        ticket_field: { type: 'text', title: 'F', visible_in_portal: is_theirs, editable_in_portal: is_theirs },
      })
    ).body.ticket_field.id
  const [own, ours] = [await newField(true), await newField(false)]
  const { status, body } = await ask(desk, { custom_fields: [{ id: own, value: 'mine' }] })
  expect([status, body.request.custom_fields]).toEqual([201, [{ id: own, value: 'mine' }]])
  for (const id of [ours, 999]) expect((await ask(desk, { custom_fields: [{ id, value: 'x' }] })).status).toBe(422)
})

test('a customer follows up their closed request, and nobody else’s', async () => {
  const desk = await newAccount()
  const { id } = (await ask(desk, {})).body.request
  await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
  const followed = await ask(desk, { via_followup_source_id: id })
  expect([followed.status, followed.body.request.followup_source_id]).toEqual([201, id])
  const other = await desk.addPerson('end-user')
  expect((await ask(desk, { via_followup_source_id: id }, other)).status).toBe(422)
})

test('an organisation shares its requests with its members as far as it says, and answering apart', async () => {
  const desk = await newAccount()
  const mate = await desk.addPerson('end-user')
  const outsider = await desk.addPerson('end-user')
  const { organization } = (
    await desk.call(desk.admin, 'POST /api/v2/organizations', { organization: { name: 'Works' } })
  ).body
  const join = async (user_id: number) =>
    (
      await desk.call(desk.admin, 'POST /api/v2/organization_memberships', {
        organization_membership: { user_id, organization_id: organization.id },
      })
    ).body.organization_membership
  await join(desk.customer.id)
  const membership = await join(mate.id)
  const { id } = (await ask(desk, { subject: 'A vermilion door' })).body.request
  await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { comment: { body: 'INTERNAL', public: false } } })
  const internal = (
    await desk.call(desk.agent, 'POST /api/v2/tickets', {
      ticket: { requester_id: desk.customer.id, comment: { body: 'between us', public: false } },
    })
  ).body.ticket.id
  const share = (write: object) =>
    desk.call(desk.admin, `PUT /api/v2/organizations/${organization.id}`, { organization: write })
  const statusOf = async (as = mate, path = `requests/${id}`) => (await desk.call(as, `GET /api/v2/${path}`)).status
  const ofOrganization = async (as = mate) =>
    idsOf((await desk.call(as, `GET /api/v2/organizations/${organization.id}/requests`)).body.requests ?? [])
  expect([await statusOf(), await ofOrganization()]).toEqual([404, []])

  await share({ shared_tickets: true })
  expect([await statusOf(), await ofOrganization()]).toEqual([200, [id]])
  expect([await statusOf(mate, `requests/${internal}`), await statusOf(outsider)]).toEqual([404, 404])
  const shown = await desk.call(mate, `GET /api/v2/requests/${id}/comments`)
  expect(shown.status).toBe(200)
  expect(shown.text).not.toContain('INTERNAL')
  expect((await desk.call(mate, 'GET /api/v2/requests/search?query=internal')).body.requests).toEqual([])
  // What the organisation shares is not the caller's own.
  for (const path of ['requests', 'requests/open', 'requests/search?query=vermilion', 'requests/ccd'])
    expect((await desk.call(mate, `GET /api/v2/${path}`)).body.requests).toEqual([])
  const found = `requests/search?query=vermilion&organization_id=${organization.id}`
  expect(idsOf((await desk.call(mate, `GET /api/v2/${found}`)).body.requests)).toEqual([id])
  expect((await desk.call(outsider, `GET /api/v2/${found}`)).body.requests).toEqual([])
  expect((await desk.call(outsider, `GET /api/v2/organizations/${organization.id}/requests`)).status).toBe(404)
  const answer = (as = mate) =>
    desk.call(as, `PUT /api/v2/requests/${id}`, { request: { comment: { body: 'Me too' } } })
  expect((await answer()).status).toBe(403)
  expect((await desk.call(mate, `PUT /api/v2/requests/${id}`, { request: { solved: true } })).status).toBe(422)

  await share({ shared_comments: true })
  expect((await answer()).status).toBe(200)
  expect((await answer(outsider)).status).toBe(404)

  await share({ shared_tickets: false, shared_comments: false })
  expect(await statusOf()).toBe(404)
  await desk.call(desk.admin, `DELETE /api/v2/organization_memberships/${membership.id}`)
  await desk.call(desk.admin, 'POST /api/v2/organization_memberships', {
    organization_membership: { user_id: mate.id, organization_id: organization.id, view_tickets: true },
  })
  expect([await statusOf(), (await answer()).status]).toEqual([200, 403])
  await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, {
    ticket: { status: 'closed', assignee_id: desk.agent.id },
  })
  expect((await ask(desk, { via_followup_source_id: id }, mate)).status).toBe(422)
})

test('what customers must fill in, they must; staff who ask for them need not', async () => {
  const desk = await newAccount()
  const shown = { visible_in_portal: true, editable_in_portal: true }
  const { ticket_field } = (
    await desk.call(desk.admin, 'POST /api/v2/ticket_fields', {
      ticket_field: { type: 'text', title: 'Order', title_in_portal: 'Your order', ...shown, required_in_portal: true },
    })
  ).body
  const refused = await ask(desk, {})
  expect([refused.status, refused.body.details.base[0]]).toMatchObject([
    422,
    { description: 'Your order: is required', ticket_field_id: ticket_field.id },
  ])
  expect((await ask(desk, { custom_fields: [{ id: ticket_field.id, value: '7' }] })).status).toBe(201)
  expect((await ask(desk, {}, desk.agent)).status).toBe(201)
  expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).body.tickets).toHaveLength(2)
})
