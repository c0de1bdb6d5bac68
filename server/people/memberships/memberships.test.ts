import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'

async function twoOrganizations() {
  const account = await newAccount()
  const { call, agent } = account
  const create = async (name: string) =>
    (await call(agent, 'POST /api/v2/organizations', { organization: { name } })).body.organization.id as number
  return { ...account, first: await create('First'), second: await create('Second') }
}

test('a person is in several organisations, and one of them is the default', async () => {
  const { call, agent, customer, first, second } = await twoOrganizations()
  const join = (organization_id: number, rest = {}) =>
    call(agent, 'POST /api/v2/organization_memberships', {
      organization_membership: { user_id: customer.id, organization_id, ...rest },
    })
  const created = await join(first)
  expect(created.status).toBe(201)
  expect(created.headers.location).toContain('/api/v2/organization_memberships/')
  expect(created.body.organization_membership).toMatchObject({
    user_id: customer.id,
    organization_id: first,
    organization_name: 'First',
    default: true,
    view_tickets: false,
  })
  expect((await join(first)).body.details.user_id[0].error).toBe('DuplicateValue')
  expect((await join(999)).body.details.organization_id[0].error).toBe('RecordNotFound')
  const other = (await join(second)).body.organization_membership
  expect(other.default).toBe(false)
  const userNow = async () => (await call(agent, `GET /api/v2/users/${customer.id}`)).body.user
  expect((await userNow()).organization_id).toBe(first)
  const listed = await call(agent, `GET /api/v2/users/${customer.id}/organization_memberships?include=organizations`)
  expect(listed.body.organization_memberships).toHaveLength(2)
  expect(listed.body.organizations.map((row: { id: number }) => row.id)).toEqual([first, second])
  const changed = await call(
    agent,
    `PUT /api/v2/users/${customer.id}/organization_memberships/${other.id}/make_default`,
  )
  expect(changed.body.organization_memberships.map((row: { default: boolean }) => row.default)).toEqual([false, true])
  expect((await userNow()).organization_id).toBe(second)
  expect((await call(agent, `GET /api/v2/organizations/${first}/users`)).body.count).toBe(1)
  // Without their default one, the oldest that is left takes its place.
  expect((await call(agent, `DELETE /api/v2/organization_memberships/${other.id}`)).status).toBe(204)
  expect((await userNow()).organization_id).toBe(first)
  expect((await call(agent, `GET /api/v2/users/${customer.id}/organizations`)).body.count).toBe(1)
})

test('organization_id on a person and the memberships say the same', async () => {
  const { call, agent, customer, first, second } = await twoOrganizations()
  const write = (user: object) => call(agent, `PUT /api/v2/users/${customer.id}`, { user })
  const memberships = async () =>
    (await call(agent, `GET /api/v2/users/${customer.id}/organization_memberships`)).body.organization_memberships.map(
      (row: { organization_id: number; default: boolean }) => [row.organization_id, row.default],
    )
  await write({ organization_id: first })
  expect(await memberships()).toEqual([[first, true]])
  await write({ organization_id: second })
  expect(await memberships()).toEqual([[second, true]])
  await write({ organization: { name: 'FIRST' } })
  expect(await memberships()).toEqual([[first, true]])
  await write({ organization_id: null })
  expect(await memberships()).toEqual([])
  const fresh = await call(agent, 'POST /api/v2/users', { user: { name: 'New', organization: { name: 'Unheard of' } } })
  expect(fresh.body.user.organization_id).toBeTypeOf('number')
})

test('when an organisation goes, its members fall back to their next one', async () => {
  const { call, admin, agent, customer, first, second } = await twoOrganizations()
  for (const organization_id of [first, second])
    await call(agent, 'POST /api/v2/organization_memberships', {
      organization_membership: { user_id: customer.id, organization_id },
    })
  await call(admin, `DELETE /api/v2/organizations/${first}`)
  expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user.organization_id).toBe(second)
  await call(admin, `DELETE /api/v2/organizations/${second}`)
  expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user.organization_id).toBe(null)
})

test('an agent does not put admins into organisations, and a customer nobody', async () => {
  const { call, admin, agent, customer, first } = await twoOrganizations()
  const body = (user_id: number) => ({ organization_membership: { user_id, organization_id: first } })
  expect((await call(agent, 'POST /api/v2/organization_memberships', body(admin.id))).status).toBe(403)
  expect((await call(customer, 'POST /api/v2/organization_memberships', body(customer.id))).status).toBe(403)
})

test('a merged organisation is gone and the winner has its members, domains, tags and tickets', async () => {
  const { call, admin, agent, customer, first, second } = await twoOrganizations()
  await call(agent, `PUT /api/v2/organizations/${first}`, {
    organization: { domain_names: ['first.example'], tags: ['gold'] },
  })
  await call(agent, `PUT /api/v2/users/${customer.id}`, { user: { organization_id: first } })
  const { ticket } = (
    await call(agent, 'POST /api/v2/tickets', {
      ticket: { subject: 'x', comment: { body: 'x' }, requester_id: customer.id },
    })
  ).body
  expect(ticket.organization_id).toBe(first)
  const merge = (as: typeof admin, winner_id: number) =>
    call(as, `POST /api/v2/organizations/${first}/merge`, { organization_merge: { winner_id } })
  expect((await merge(agent, second)).status).toBe(403)
  expect((await merge(admin, first)).status).toBe(422)
  const merged = await merge(admin, second)
  expect(merged.body.organization_merge).toMatchObject({ loser_id: first, winner_id: second, status: 'complete' })
  expect(
    (await call(admin, `GET /api/v2/organization_merges/${merged.body.organization_merge.id}`)).body.organization_merge,
  ).toEqual(merged.body.organization_merge)
  expect((await call(admin, `GET /api/v2/organizations/${second}/merges`)).body.count).toBe(1)
  expect((await call(agent, `GET /api/v2/organizations/${first}`)).status).toBe(404)
  expect((await call(agent, `GET /api/v2/organizations/${second}`)).body.organization).toMatchObject({
    domain_names: ['first.example'],
    tags: ['gold'],
  })
  expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user.organization_id).toBe(second)
  expect((await call(agent, `GET /api/v2/tickets/${ticket.id}`)).body.ticket.organization_id).toBe(second)
  expect((await call(agent, `GET /api/v2/organizations/${second}/related`)).body.organization_related).toEqual({
    tickets_count: 1,
    users_count: 1,
  })
})
