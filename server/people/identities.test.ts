import { expect, test } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'

test('addresses and numbers are added, changed, proven, made primary and removed', async () => {
  const { call, agent, customer } = await newAccount()
  const base = `/api/v2/users/${customer.id}/identities`
  const add = (identity: object) => call(agent, `POST ${base}`, { identity })
  const phone = await add({ type: 'phone_number', value: '+49 (30) 123-456' })
  expect(phone.status).toBe(201)
  expect(phone.body.identity).toMatchObject({
    type: 'phone_number',
    value: '+49 (30) 123-456',
    primary: false,
    verified: false,
    verification_method: 'none',
    verified_at: null,
  })
  expect((await add({ type: 'phone_number', value: '+4930123456' })).body.details.value[0].error).toBe('DuplicateValue')
  expect((await add({ type: 'phone_number', value: 'call me' })).status).toBe(422)
  expect((await add({ type: 'twitter', value: 'Handle' })).status).toBe(201)
  expect((await add({ type: 'pigeon', value: 'x' })).status).toBe(422)
  const { identity } = (await add({ type: 'email', value: `second.${customer.email}` })).body
  expect((await call(agent, `PUT ${base}/${identity.id}/verify`)).body.identity).toMatchObject({ verified: true })
  const moved = await call(agent, `PUT ${base}/${identity.id}`, { identity: { value: `third.${customer.email}` } })
  expect(moved.body.identity).toMatchObject({ value: `third.${customer.email}`, verified: false })
  expect((await call(agent, `PUT ${base}/${identity.id}`, { identity: { value: agent.email } })).status).toBe(422)
  await call(agent, `PUT ${base}/${identity.id}/make_primary`)
  expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user).toMatchObject({
    email: `third.${customer.email}`,
    verified: false,
  })
  expect((await call(agent, `DELETE ${base}/${identity.id}`)).status).toBe(422)
  expect((await call(agent, `DELETE ${base}/${phone.body.identity.id}`)).status).toBe(204)
  const listed = await call(agent, `GET /api/v2/users/${customer.id}?include=identities,abilities,open_ticket_count`)
  expect(listed.body.identities).toHaveLength(3)
  expect(listed.body.abilities).toMatchObject([{ user_id: customer.id, can_edit: true, can_edit_password: false }])
})

test('nobody adds an address to themself, nor an agent to an admin', async () => {
  const { call, agent, admin, customer } = await newAccount()
  const identity = { type: 'email', value: `stranger.${customer.email}` }
  for (const kind of ['users', 'end_users']) {
    expect((await call(customer, `POST /api/v2/${kind}/${customer.id}/identities`, { identity })).status).toBe(403)
    expect((await call(agent, `POST /api/v2/${kind}/${admin.id}/identities`, { identity })).status).toBe(403)
  }
  expect((await call(agent, `POST /api/v2/end_users/${customer.id}/identities`, { identity })).status).toBe(201)
})

test('a new person comes with identities, an organisation by name and values of fields', async () => {
  const { call, admin, agent } = await newAccount()
  const field = await call(admin, 'POST /api/v2/user_fields', {
    user_field: { key: 'plan', type: 'text', title: 'Plan' },
  })
  expect(field.status).toBe(201)
  const boss = await call(admin, 'POST /api/v2/user_fields', {
    user_field: { key: 'boss', type: 'checkbox', title: 'Boss', tag: 'is_boss' },
  })
  expect(boss.status).toBe(201)
  const created = await call(agent, 'POST /api/v2/users', {
    user: {
      name: 'Ada',
      identities: [
        { type: 'email', value: 'ada@fields.example' },
        { type: 'phone_number', value: '12345' },
      ],
      user_fields: { plan: 'Gold', boss: true },
      tags: 'one two',
    },
  })
  expect(created.body.user).toMatchObject({
    email: 'ada@fields.example',
    user_fields: { plan: 'Gold', boss: true },
    tags: ['is_boss', 'one', 'two'],
  })
  const { id } = created.body.user
  const changed = await call(agent, `PUT /api/v2/users/${id}`, { user: { user_fields: { boss: false } } })
  expect(changed.body.user).toMatchObject({ user_fields: { plan: 'Gold', boss: false }, tags: ['one', 'two'] })
  const unknown = await call(agent, `PUT /api/v2/users/${id}`, { user: { user_fields: { nothing: 1 } } })
  expect(unknown.status).toBe(422)
})

test('odd values are declined or made whole, and never a fault', async () => {
  const { call, agent, customer } = await newAccount()
  const odd = [null, '', '\ud800', 'a\u0000b', 'x'.repeat(70_000), [], ['x'], {}, 1e300, -1, true]
  const fields = ['name', 'email', 'external_id', 'phone', 'notes', 'tags', 'organization_id', 'user_fields', 'locale']
  for (const field of [...fields, 'identities', 'organization', 'default_group_id', 'time_zone']) {
    for (const value of odd) {
      const shown = `${field}: ${JSON.stringify(value)?.slice(0, 40)}`
      const put = await call(agent, `PUT /api/v2/users/${customer.id}`, { user: { [field]: value } })
      expect([200, 422, 403], shown).toContain(put.status)
      const post = await call(agent, 'POST /api/v2/users', { user: { name: 'Odd', [field]: value } })
      expect([201, 422, 403], shown).toContain(post.status)
    }
  }
  for (const field of ['name', 'details', 'external_id', 'domain_names', 'tags', 'group_id', 'organization_fields']) {
    for (const value of odd) {
      const body = { organization: { name: `Odd ${Math.random()}`, [field]: value } }
      expect([201, 422], `${field} ${value}`).toContain((await call(agent, 'POST /api/v2/organizations', body)).status)
    }
  }
  const whole = await call(agent, 'POST /api/v2/users', { user: { name: 'Half \ud800', external_id: '\udfff' } })
  expect(whole.body.user).toMatchObject({ name: 'Half \ufffd', external_id: '\ufffd' })
})
