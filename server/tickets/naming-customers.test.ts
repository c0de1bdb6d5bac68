// Naming a new address on a ticket adds a customer, so it takes the right to add customers.
import { beforeAll, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { newId } from '../platform/ids.ts'
import { AGENT_RIGHTS, type Configuration } from '../platform/rights.ts'

let desk: TestAccount
let reader: Person

async function agentWith(configuration: Partial<Configuration>): Promise<Person> {
  const role = await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
    custom_role: { name: `Role ${newId()}`, configuration: { ...AGENT_RIGHTS, ...configuration } },
  })
  const person = await desk.addPerson('agent')
  await desk.call(desk.admin, `PUT /api/v2/users/${person.id}`, {
    user: { custom_role_id: role.body.custom_role.id },
  })
  return person
}

beforeAll(async () => {
  desk = await newAccount()
  reader = await agentWith({ end_user_profile_access: 'readonly' })
})

const stranger = () => `stranger-${newId()}@people.example`
const ticket = (as: Person, more: object) =>
  desk.call(as, 'POST /api/v2/tickets', { ticket: { subject: 'S', comment: { body: 'B' }, ...more } })

test('who may not add customers names only those who are known, and hears why', async () => {
  const { body } = await ticket(reader, { requester: { email: desk.customer.email } })
  expect(body.ticket.requester_id).toBe(desk.customer.id)
  const attempts = [
    () => ticket(reader, { requester: { email: stranger(), name: 'New' } }),
    () => ticket(reader, { requester: { name: 'New' } }),
    () => ticket(reader, { email_ccs: [{ user_email: stranger() }] }),
    () => ticket(reader, { collaborators: [stranger()] }),
    () => desk.call(reader, `PUT /api/v2/tickets/${body.ticket.id}`, { ticket: { requester: { email: stranger() } } }),
    () =>
      desk.call(reader, `PUT /api/v2/tickets/${body.ticket.id}`, {
        ticket: { email_ccs: [{ user_email: stranger() }] },
      }),
    () =>
      desk.call(reader, `POST /api/v2/tickets/${body.ticket.id}/replies`, {
        reply: { body: 'B', email_ccs: [{ user_email: stranger() }] },
      }),
    () =>
      desk.call(reader, 'POST /api/v2/requests', {
        request: { subject: 'S', comment: { body: 'B' }, requester: { email: stranger(), name: 'New' } },
      }),
  ]
  const count = async () => (await desk.call(desk.admin, 'GET /api/v2/users/count?role=end-user')).body.count.value
  const before = await count()
  for (const [index, attempt] of attempts.entries()) {
    const { status, text } = await attempt()
    expect([index, status]).toEqual([index, 403])
    if (index !== 1) expect(text).toContain('Your role does not let you add customers')
  }
  expect(await count()).toBe(before)
  expect((await ticket(reader, { requester: { email: 'no address' } })).status).toBe(422)
})

test('who may add customers adds them by naming them; a customer still copies whom they like', async () => {
  expect((await ticket(desk.agent, { requester: { email: stranger(), name: 'New' } })).status).toBe(201)
  const asked = await desk.call(desk.customer, 'POST /api/v2/requests', {
    request: { subject: 'S', comment: { body: 'B' } },
  })
  const copied = await desk.call(desk.customer, `PUT /api/v2/requests/${asked.body.request.id}`, {
    request: { email_ccs: [{ user_email: stranger() }] },
  })
  expect(copied.status).toBe(200)
})

test('who adds customers within their organisations names new people of these', async () => {
  const person = await agentWith({ end_user_profile_access: 'edit-within-org' })
  const { body } = await desk.call(desk.admin, 'POST /api/v2/organizations', {
    organization: { name: 'Acme', domain_names: ['acme.example'] },
  })
  await desk.call(desk.admin, 'POST /api/v2/organization_memberships', {
    organization_membership: { user_id: person.id, organization_id: body.organization.id },
  })
  expect((await ticket(person, { requester: { email: `x${newId()}@acme.example` } })).status).toBe(201)
  expect((await ticket(person, { requester: { email: stranger() } })).status).toBe(403)
})
