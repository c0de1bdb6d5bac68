// Counts beside lists, and the second path of identities.
import { expect, test } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'

test('what is around people, groups and organisations is counted for staff', async () => {
  const { call, admin, agent, customer } = await newAccount()
  const group = (await call(admin, 'GET /api/v2/groups')).body.groups[0].id
  const organization = (await call(admin, 'POST /api/v2/organizations', { organization: { name: 'Org' } })).body
    .organization.id
  await call(admin, 'POST /api/v2/organization_memberships', {
    organization_membership: { user_id: customer.id, organization_id: organization },
  })
  await call(agent, 'POST /api/v2/tickets', {
    ticket: {
      subject: 'x',
      comment: { body: 'y' },
      requester_id: customer.id,
      assignee_id: agent.id,
      email_ccs: [{ user_id: admin.id }],
    },
  })
  const expected: [string, number][] = [
    [`users/${agent.id}/groups`, 1],
    [`users/${customer.id}/organizations`, 1],
    [`groups/${group}/users`, 3],
    [`organizations/${organization}/users`, 1],
    [`organizations/${organization}/tickets`, 1],
    [`users/${agent.id}/tickets/assigned`, 1],
    [`users/${admin.id}/tickets/ccd`, 1],
    [`users/${customer.id}/tickets/ccd`, 0],
  ]
  for (const [path, value] of expected) {
    const counted = await call(agent, `GET /api/v2/${path}/count`)
    expect([path, counted.status, counted.body.count?.value]).toEqual([path, 200, value])
    expect((await call(customer, `GET /api/v2/${path}/count`)).status).toBe(403)
    expect((await call(agent, `GET /api/v2/${path.replace(/\d+/, '999')}/count`)).status).toBe(404)
  }
  const own = await call(agent, `GET /api/v2/end_users/${customer.id}/identities`)
  expect(own.body.identities).toHaveLength(1)
})
