import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'

test('a deleted person is listed, and erased only by an admin; the tickets stay', async () => {
  const { call, admin, agent, customer, runJobs } = await newAccount()
  await call(agent, `PUT /api/v2/users/${customer.id}`, {
    user: { notes: 'secret note', phone: '+49 30 123456', tags: ['vip'], external_id: 'x' },
  })
  const { request } = (
    await call(customer, 'POST /api/v2/requests', { request: { subject: 'Stays', comment: { body: 'Stays too' } } })
  ).body
  expect((await call(admin, `DELETE /api/v2/deleted_users/${customer.id}`)).status).toBe(404)
  expect((await call(admin, 'GET /api/v2/deleted_users')).body.count).toBe(0)
  await call(agent, `DELETE /api/v2/users/${customer.id}`)
  const listed = (await call(agent, 'GET /api/v2/deleted_users')).body.deleted_users
  expect(listed).toMatchObject([{ id: customer.id, name: 'A end-user', active: false, email: null }])
  expect(listed[0]).not.toHaveProperty('notes')
  expect((await call(agent, 'GET /api/v2/deleted_users/count')).body.count.value).toBe(1)
  expect((await call(agent, `PUT /api/v2/users/${customer.id}`, { user: { name: 'Back' } })).status).toBe(404)
  expect((await call(agent, `DELETE /api/v2/deleted_users/${customer.id}`)).status).toBe(403)
  const erased = await call(admin, `DELETE /api/v2/deleted_users/${customer.id}`)
  expect(erased.status).toBe(200)
  expect(erased.body.deleted_user).toMatchObject({ name: 'Permanently deleted user', phone: null, email: null })
  await runJobs()
  const { user } = (await call(agent, `GET /api/v2/users/${customer.id}`)).body
  expect(user).toMatchObject({ notes: null, tags: [], external_id: null, name: 'Permanently deleted user' })
  const { ticket } = (await call(agent, `GET /api/v2/tickets/${request.id}`)).body
  expect(ticket).toMatchObject({ subject: 'Stays', requester_id: customer.id, via: { source: { from: {} } } })
})

test('no row of an erased person holds what was known about them', async () => {
  const { call, admin, agent, customer, work, runJobs } = await newAccount()
  await call(agent, `PUT /api/v2/users/${customer.id}`, { user: { name: 'Zaffre Umbrage', notes: 'Zaffre' } })
  await call(agent, `DELETE /api/v2/users/${customer.id}`)
  await call(admin, `DELETE /api/v2/deleted_users/${customer.id}`)
  await runJobs()
  await work(async ({ db, sealing, account_id }) => {
    const row = await db.one<{ sealed: Buffer }>(
      sql`select sealed from users where account_id = ${account_id} and id = ${customer.id}`,
    )
    expect(JSON.stringify(sealing.open(`users/${customer.id}/sealed`, row.sealed))).not.toContain('Zaffre')
    for (const table of ['user_identities', 'user_tags', 'user_field_values', 'organization_memberships']) {
      const { count } = await db.one<{ count: number }>(
        sql`select count(*) as count from ${sql.table(table)} where account_id = ${account_id} and user_id = ${customer.id}`,
      )
      expect(count, table).toBe(0)
    }
    const texts = await db.all<{ type: string }>(
      sql`select type from events where account_id = ${account_id} and subject_type = 'user' and subject_id = ${customer.id} and sealed is not null`,
    )
    expect(texts).toEqual([])
  })
})
