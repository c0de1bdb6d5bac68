// `manage_team_members: off`: who is on the team is not listed, found or opened; whom one works with still has a name.
import { beforeAll, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { AGENT_RIGHTS, type Configuration } from '../platform/rights.ts'

let desk: TestAccount
let off: Person
let readonly: Person

async function agentWith(name: string, configuration: Partial<Configuration>): Promise<Person> {
  const role = await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
    custom_role: { name, configuration: { ...AGENT_RIGHTS, ...configuration } },
  })
  const person = await desk.addPerson('agent')
  await desk.call(desk.admin, `PUT /api/v2/users/${person.id}`, {
    user: { custom_role_id: role.body.custom_role.id },
  })
  return person
}

beforeAll(async () => {
  desk = await newAccount()
  off = await agentWith('Off', { manage_team_members: 'off' })
  readonly = await agentWith('Readonly', { manage_team_members: 'readonly' })
})

test('lists of the team are refused, with the reason, to whose role says off; to others they are shown', async () => {
  const { body } = await desk.call(desk.admin, 'GET /api/v2/groups')
  const group_id = body.groups[0].id
  for (const route of [
    'GET /api/v2/users?role=agent',
    'GET /api/v2/users?role[]=agent&role[]=admin',
    'GET /api/v2/users/count?role=admin',
    'GET /api/v2/users?permission_set=1',
    `GET /api/v2/groups/${group_id}/users`,
    `GET /api/v2/groups/${group_id}/users/count`,
    `GET /api/v2/groups/${group_id}/memberships`,
    `GET /api/v2/groups/${group_id}/memberships/assignable`,
    'GET /api/v2/group_memberships',
    'GET /api/v2/group_memberships/assignable',
    `GET /api/v2/users/${desk.agent.id}/group_memberships`,
    `GET /api/v2/users/${desk.agent.id}`,
    `GET /api/v2/users/${desk.agent.id}/identities`,
  ]) {
    const refused = await desk.call(off, route)
    expect([route, refused.status]).toEqual([route, 403])
    expect(refused.text).toContain('Your role does not show who is on the team')
    expect([route, (await desk.call(readonly, route)).status]).toEqual([route, 200])
  }
})

test('lists and searches of people name customers and oneself', async () => {
  const ids = async (as: Person, route: string) =>
    (await desk.call(as, route)).body.users.map((user: { id: number }) => user.id).toSorted()
  const both = [off.id, desk.customer.id].toSorted()
  expect(await ids(off, 'GET /api/v2/users')).toEqual(both)
  expect((await desk.call(off, 'GET /api/v2/users/count')).body.count.value).toBe(2)
  expect(await ids(off, `GET /api/v2/users/show_many?ids=${desk.agent.id},${off.id},${desk.customer.id}`)).toEqual(both)
  expect(await ids(off, `GET /api/v2/users/search?query=${desk.agent.email}`)).toEqual([])
  expect(await ids(off, `GET /api/v2/users/search?query=${desk.customer.email}`)).toEqual([desk.customer.id])
  expect(await ids(off, 'GET /api/v2/users/autocomplete?name=agent')).not.toContain(desk.agent.id)
  expect(await ids(readonly, 'GET /api/v2/users')).toContain(desk.agent.id)
  const found = await desk.call(off, `GET /api/v2/search?query=type:user ${desk.agent.email}`)
  expect(found.text).not.toContain(desk.agent.email)
  expect((await desk.call(off, `GET /api/v2/users/${off.id}`)).status).toBe(200)
  expect((await desk.call(off, `GET /api/v2/users/${off.id}/group_memberships`)).status).toBe(200)
})

test('tickets still say who has them', async () => {
  const { body } = await desk.call(desk.admin, 'POST /api/v2/tickets', {
    ticket: { subject: 'S', comment: { body: 'B' }, requester_id: desk.customer.id, assignee_id: desk.agent.id },
  })
  const shown = await desk.call(off, `GET /api/v2/tickets/${body.ticket.id}?include=users`)
  expect(shown.body.users.map((user: { id: number }) => user.id)).toContain(desk.agent.id)
})
