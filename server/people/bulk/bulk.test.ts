import { expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'

/** Asks for a bulk job, runs it and returns its results. */
async function results({ call, runJobs }: TestAccount, as: Person, route: string, body?: unknown) {
  const started = await call(as, route, body)
  expect(started.status, started.text).toBe(200)
  expect(started.body.job_status.status).toBe('queued')
  await runJobs()
  const { job_status } = (await call(as, `GET /api/v2/job_statuses/${started.body.job_status.id}`)).body
  return job_status.results
}

test('people are created, changed both ways and deleted in jobs, each reported', async () => {
  const account = await newAccount()
  const { call, agent } = account
  const created = await results(account, agent, 'POST /api/v2/users/create_many', {
    users: [
      { name: 'One', external_id: 'one' },
      { email: 'no address', name: 'Two' },
      { name: 'Three', external_id: 'three' },
    ],
  })
  expect(created).toMatchObject([{ index: 0, action: 'create' }, { index: 1, error: 'RecordInvalid' }, { index: 2 }])
  const [one, , three] = created
  await results(account, agent, `PUT /api/v2/users/update_many?ids=${one.id},${three.id}`, { user: { tags: ['all'] } })
  await results(account, agent, 'PUT /api/v2/users/update_many', {
    users: [
      { id: one.id, notes: 'first' },
      { external_id: 'three', notes: 'third' },
    ],
  })
  await results(account, agent, 'PUT /api/v2/users/update_many?external_ids=one', { user: { details: 'd' } })
  const shown = await call(agent, 'GET /api/v2/users/show_many?external_ids=one,three,four')
  expect(shown.body.users).toMatchObject([
    { notes: 'first', tags: ['all'], details: 'd' },
    { notes: 'third', tags: ['all'], details: null },
  ])
  const upserted = await results(account, agent, 'POST /api/v2/users/create_or_update_many', {
    users: [
      { name: 'Uno', external_id: 'one' },
      { name: 'Four', external_id: 'four' },
    ],
  })
  expect(upserted.map((row: { action: string }) => row.action)).toEqual(['update', 'create'])
  const removed = await results(account, agent, 'DELETE /api/v2/users/destroy_many', {
    ids: [one.id, account.admin.id],
  })
  expect(removed).toMatchObject([{ id: one.id, action: 'delete' }, { error: 'Forbidden' }])
  expect((await call(agent, `GET /api/v2/users/${one.id}`)).body.user.active).toBe(false)
})

test('a bulk request without records, with more than 100 or with none named is refused', async () => {
  const { call, agent, customer } = await newAccount()
  const users = Array.from({ length: 101 }, (_, index) => ({ name: `P ${index}` }))
  const many = await call(agent, 'POST /api/v2/users/create_many', { users })
  expect([many.status, many.body.error]).toEqual([400, 'TooManyValues'])
  expect((await call(agent, 'POST /api/v2/users/create_many', { users: [] })).status).toBe(400)
  expect((await call(agent, 'PUT /api/v2/users/update_many', {})).status).toBe(400)
  expect((await call(agent, 'PUT /api/v2/users/update_many?ids=1', {})).status).toBe(400)
  expect((await call(agent, 'DELETE /api/v2/users/destroy_many')).status).toBe(400)
  expect((await call(agent, 'DELETE /api/v2/users/destroy_many', { ids: ['x'] })).status).toBe(422)
  const ids = Array.from({ length: 101 }, (_, index) => index + 1)
  expect((await call(agent, 'DELETE /api/v2/users/destroy_many', { ids })).status).toBe(400)
  expect((await call(customer, 'POST /api/v2/users/create_many', { users: [{ name: 'x' }] })).status).toBe(403)
})

test('organisations, group memberships and organisation memberships go in jobs too', async () => {
  const account = await newAccount()
  const { call, admin, agent, customer } = account
  const [first, second] = await results(account, agent, 'POST /api/v2/organizations/create_many', {
    organizations: [{ name: 'One', external_id: 'o1' }, { name: 'Two' }, { name: 'ONE' }],
  })
  await results(account, agent, 'PUT /api/v2/organizations/update_many', {
    organizations: [{ id: first.id, notes: 'n' }],
  })
  await results(account, agent, 'PUT /api/v2/organizations/update_many?external_ids=o1', {
    organization: { tags: ['t'] },
  })
  const [joined] = await results(account, agent, 'POST /api/v2/organization_memberships/create_many', {
    organization_memberships: [{ user_id: customer.id, organization_id: first.id }],
  })
  const again = await call(agent, 'POST /api/v2/organizations/create_or_update', {
    organization: { external_id: 'o1', details: 'd' },
  })
  expect([again.status, again.body.organization]).toMatchObject([200, { id: first.id, notes: 'n', tags: ['t'] }])
  expect((await call(agent, 'GET /api/v2/organizations/count')).body.count.value).toBe(2)
  await results(account, agent, 'DELETE /api/v2/organization_memberships/destroy_many', { ids: [joined.id] })
  expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user.organization_id).toBe(null)
  await results(account, admin, 'DELETE /api/v2/organizations/destroy_many', { ids: `${first.id},${second.id}` })
  expect((await call(agent, 'GET /api/v2/organizations')).body.count).toBe(0)
  const { group } = (await call(admin, 'POST /api/v2/groups', { group: { name: 'Night' } })).body
  const [night] = await results(account, admin, 'POST /api/v2/group_memberships/create_many', {
    group_memberships: [{ user_id: agent.id, group_id: group.id }],
  })
  const own = `/api/v2/users/${agent.id}/group_memberships`
  const changed = await call(agent, `PUT ${own}/${night.id}/make_default`)
  expect(
    changed.body.group_memberships.map((row: { group_id: number; default: boolean }) => [row.group_id, row.default]),
  ).toContainEqual([group.id, true])
  expect((await call(agent, 'GET /api/v2/users/me')).body.user.default_group_id).toBe(group.id)
  await results(account, admin, 'DELETE /api/v2/group_memberships/destroy_many', { ids: [night.id] })
  expect((await call(agent, `GET ${own}`)).body.group_memberships).toMatchObject([{ default: true }])
})
