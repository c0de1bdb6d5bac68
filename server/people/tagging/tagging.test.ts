import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'

test('tags are set, added and taken away without touching the others', async () => {
  const { call, agent, admin, customer } = await newAccount()
  const { organization } = (await call(agent, 'POST /api/v2/organizations', { organization: { name: 'Tagged' } })).body
  for (const path of [`/api/v2/users/${customer.id}/tags`, `/api/v2/organizations/${organization.id}/tags`]) {
    const set = await call(agent, `POST ${path}`, { tags: ['B', 'a'] })
    expect([set.status, set.body.tags]).toEqual([201, ['a', 'b']])
    expect((await call(agent, `PUT ${path}`, { tags: 'c, a' })).body.tags).toEqual(['a', 'b', 'c'])
    expect((await call(agent, `DELETE ${path}`, { tags: ['b'] })).body.tags).toEqual(['a', 'c'])
    expect((await call(agent, `DELETE ${path}?tags=a`)).body.tags).toEqual(['c'])
    expect((await call(agent, `GET ${path}`)).body.tags).toEqual(['c'])
    expect((await call(customer, `PUT ${path}`, { tags: ['x'] })).status).toBe(403)
    expect((await call(agent, `PUT ${path}`, { tags: 5 })).status).toBe(422)
  }
  expect((await call(agent, `PUT /api/v2/users/${admin.id}/tags`, { tags: ['x'] })).status).toBe(403)
})

test('a customer subscribes to an organisation they are in, and sees their own subscriptions only', async () => {
  const { call, agent, customer, addPerson } = await newAccount()
  const other = await addPerson('end-user')
  const { organization } = (await call(agent, 'POST /api/v2/organizations', { organization: { name: 'Heard of' } }))
    .body
  const subscribe = (as: typeof agent, user_id: number) =>
    call(as, 'POST /api/v2/organization_subscriptions', {
      organization_subscription: { user_id, organization_id: organization.id },
    })
  expect((await subscribe(customer, customer.id)).status).toBe(403)
  await call(agent, `PUT /api/v2/users/${customer.id}`, { user: { organization_id: organization.id } })
  const own = await subscribe(customer, customer.id)
  expect(own.status).toBe(201)
  expect((await subscribe(customer, customer.id)).body).toEqual(own.body)
  expect((await subscribe(customer, other.id)).status).toBe(403)
  const { organization_subscription: others } = (await subscribe(agent, other.id)).body
  expect((await call(customer, 'GET /api/v2/organization_subscriptions')).body.count).toBe(1)
  expect((await call(agent, `GET /api/v2/organizations/${organization.id}/subscriptions`)).body.count).toBe(2)
  expect((await call(customer, `DELETE /api/v2/organization_subscriptions/${others.id}`)).status).toBe(404)
  const path = `/api/v2/organization_subscriptions/${own.body.organization_subscription.id}`
  expect((await call(customer, `DELETE ${path}`)).status).toBe(204)
  expect((await call(customer, `GET ${path}`)).status).toBe(404)
})
