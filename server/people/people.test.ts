import { describe, expect, test } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'
import { systemWork } from '../platform/platform.ts'
import { findOrCreateRequester } from './index.ts'

const newEmail = () => `p${Math.random().toString(36).slice(2)}@people.example`

describe('people', () => {
  test('a person is created, found by address, changed and shown in the shape clients know', async () => {
    const { call, agent, host } = await newAccount()
    const email = newEmail()
    const created = await call(agent, 'POST /api/v2/users.json', {
      user: { name: 'Ada', email: email.toUpperCase(), tags: ['Big Customer', 'vip'] },
    })
    expect(created.status).toBe(201)
    const { user } = created.body
    expect(created.headers.location).toBe(`http://${host}/api/v2/users/${user.id}.json`)
    expect(user).toMatchObject({
      name: 'Ada',
      role: 'end-user',
      is_owner: false,
      active: true,
      verified: false,
      tags: ['big_customer', 'vip'],
      organization_id: null,
    })
    expect(
      (await call(agent, `GET /api/v2/users/search?query=${encodeURIComponent(email)}`)).body.users.map(
        (one: { id: number }) => one.id,
      ),
    ).toEqual([user.id])
    const changed = await call(agent, `PUT /api/v2/users/${user.id}`, {
      user: { notes: 'likes tea', external_id: 'x-1', time_zone: 'Europe/Berlin' },
    })
    expect(changed.body.user).toMatchObject({
      notes: 'likes tea',
      external_id: 'x-1',
      iana_time_zone: 'Europe/Berlin',
      name: 'Ada',
    })
    expect((await call(agent, 'GET /api/v2/users/search?external_id=x-1')).body.count).toBe(1)
  })

  test('an address belongs to one person, however it is written', async () => {
    const { call, agent } = await newAccount()
    const email = newEmail()
    await call(agent, 'POST /api/v2/users', { user: { name: 'First', email } })
    const second = await call(agent, 'POST /api/v2/users', { user: { name: 'Second', email: email.toUpperCase() } })
    expect(second.status).toBe(422)
    expect(second.body.details.email[0].error).toBe('DuplicateValue')
    for (const bad of ['no address', 'a@b\r\nBcc: c@d.example', '"a b"@example.org']) {
      expect(
        (await call(agent, 'POST /api/v2/users', { user: { name: 'Third', email: bad } })).body.details.email[0].error,
      ).toBe('InvalidFormat')
    }
  })

  test('a list comes in both paging styles and by role', async () => {
    const { call, admin, addPerson } = await newAccount()
    for (let i = 0; i < 3; i++) await addPerson('end-user')
    const first = await call(admin, 'GET /api/v2/users?role=end-user&per_page=3')
    expect(first.body).toMatchObject({ count: 4, previous_page: null })
    const next = new URL(first.body.next_page)
    expect((await call(admin, `GET ${next.pathname}${next.search}`)).body.users).toHaveLength(1)
    const cursor = await call(admin, 'GET /api/v2/users?role[]=admin&role[]=agent&page[size]=2')
    expect(cursor.body.meta.has_more).toBe(true)
    const after = new URL(cursor.body.links.next)
    const rest = await call(admin, `GET ${after.pathname}${after.search}`)
    expect([...cursor.body.users, ...rest.body.users].map((user: { role: string }) => user.role).sort()).toEqual([
      'admin',
      'admin',
      'agent',
    ])
  })

  test('an end user sees only themself, and nothing that staff wrote', async () => {
    const { call, agent, customer, addPerson } = await newAccount()
    const other = await addPerson('end-user')
    await call(agent, `PUT /api/v2/users/${customer.id}`, {
      user: { notes: 'difficult', tags: ['difficult'], details: 'secret' },
    })
    const own = await call(customer, `GET /api/v2/users/${customer.id}`)
    expect(own.body.user).toMatchObject({
      id: customer.id,
      email: customer.email,
      notes: null,
      details: null,
      tags: [],
    })
    expect((await call(customer, `GET /api/v2/users/${other.id}`)).status).toBe(404)
    expect((await call(customer, `GET /api/v2/users/${agent.id}`)).status).toBe(404)
    expect((await call(customer, `GET /api/v2/users/${other.id}/identities`)).status).toBe(404)
    expect((await call(customer, `PUT /api/v2/users/${other.id}`, { user: { name: 'x' } })).status).toBe(404)
    expect((await call(customer, 'GET /api/v2/users')).status).toBe(403)
    const renamed = await call(customer, `PUT /api/v2/users/${customer.id}`, { user: { name: 'Myself' } })
    expect(renamed.body.user.name).toBe('Myself')
    for (const forbidden of [
      { role: 'admin' },
      { is_owner: true },
      { notes: 'x' },
      { verified: false },
      { email: newEmail() },
      { organization_id: 1 },
    ]) {
      expect([403, 422], JSON.stringify(forbidden)).toContain(
        (await call(customer, `PUT /api/v2/users/${customer.id}`, { user: forbidden })).status,
      )
    }
    expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user).toMatchObject({
      role: 'end-user',
      notes: 'difficult',
    })
  })

  test('nobody of another account is there at all', async () => {
    const { call, customer } = await newAccount()
    const elsewhere = await newAccount()
    expect((await elsewhere.call(elsewhere.owner, `GET /api/v2/users/${customer.id}`)).status).toBe(404)
    expect((await elsewhere.call(elsewhere.owner, `GET /api/v2/users/search?query=${customer.email}`)).body.count).toBe(
      0,
    )
    expect((await elsewhere.call(elsewhere.owner, `DELETE /api/v2/users/${customer.id}`)).status).toBe(404)
    expect((await call(customer, `GET /api/v2/users/${customer.id}`)).status).toBe(200)
  })

  test('users/me without credentials is an anonymous user, and with wrong ones a 401', async () => {
    const { call, admin } = await newAccount()
    const nobody = await call(null, 'GET /api/v2/users/me.json')
    expect(nobody.status).toBe(200)
    expect(nobody.headers['x-auth-status']).toBe('anonymous')
    expect(nobody.body.user).toMatchObject({ id: null, name: 'Anonymous user', email: 'invalid@example.com' })
    const wrong = await call(null, 'GET /api/v2/users/me', undefined, {
      authorization: 'Bearer custos_wrongwrongwrongwrongwrong',
    })
    expect(wrong.status).toBe(401)
    expect(wrong.body.error).toBe("Couldn't authenticate you")
    const me = await call(admin, 'GET /api/v2/users/me')
    expect(me.body.user).toMatchObject({ id: admin.id, role: 'admin', is_owner: false })
    expect(me.body.user).not.toHaveProperty('authenticity_token')
  })

  test('an owner shows as admin, and a round trip through the API leaves them an owner', async () => {
    const { call, owner } = await newAccount()
    const { user } = (await call(owner, `GET /api/v2/users/${owner.id}`)).body
    expect(user).toMatchObject({ role: 'admin', is_owner: true })
    const { body } = await call(owner, `PUT /api/v2/users/${owner.id}`, { user: { role: user.role, name: 'Renamed' } })
    expect(body.user).toMatchObject({ is_owner: true, name: 'Renamed' })
  })

  test('the last owner stays, and two owners cannot demote each other at once', async () => {
    const { call, owner, admin, agent } = await newAccount()
    expect(
      (await call(owner, `PUT /api/v2/users/${owner.id}`, { user: { is_owner: false, role: 'admin' } })).status,
    ).toBe(422)
    expect((await call(owner, `DELETE /api/v2/users/${owner.id}`)).status).toBe(403)
    expect((await call(admin, `PUT /api/v2/users/${owner.id}`, { user: { suspended: true } })).status).toBe(403)
    expect((await call(owner, `PUT /api/v2/users/${admin.id}`, { user: { is_owner: true } })).body.user.is_owner).toBe(
      true,
    )
    const both = await Promise.all([
      call(owner, `PUT /api/v2/users/${admin.id}`, { user: { is_owner: false, role: 'agent' } }),
      call(admin, `PUT /api/v2/users/${owner.id}`, { user: { is_owner: false, role: 'agent' } }),
    ])
    expect(both.map((answer) => answer.status).sort()).not.toEqual([200, 200])
    const owners = (await call(agent, 'GET /api/v2/users?role=admin')).body.users.filter(
      (user: { is_owner: boolean }) => user.is_owner,
    )
    expect(owners.length).toBeGreaterThanOrEqual(1)
  })

  test('an agent cannot raise themself or edit the team', async () => {
    const { call, agent, admin } = await newAccount()
    expect((await call(agent, `PUT /api/v2/users/${agent.id}`, { user: { role: 'admin' } })).status).toBe(403)
    expect((await call(agent, `PUT /api/v2/users/${admin.id}`, { user: { name: 'x' } })).status).toBe(403)
    expect(
      (
        await call(agent, `POST /api/v2/users/${admin.id}/identities`, {
          identity: { type: 'email', value: newEmail() },
        })
      ).status,
    ).toBe(403)
    expect(
      (await call(agent, 'POST /api/v2/users', { user: { name: 'New', email: newEmail(), role: 'agent' } })).status,
    ).toBe(403)
    expect(
      (await call(admin, 'POST /api/v2/users', { user: { name: 'New', email: newEmail(), is_owner: true } })).status,
    ).toBe(403)
    expect(
      (await call(agent, `PUT /api/v2/users/${agent.id}`, { user: { signature: 'Kind regards' } })).body.user.signature,
    ).toBe('Kind regards')
  })

  test('whoever is suspended or deleted is nobody from then on', async () => {
    const { call, admin, addPerson } = await newAccount()
    const leaving = await addPerson('agent')
    await call(admin, `PUT /api/v2/users/${leaving.id}`, { user: { suspended: true } })
    expect((await call(leaving, 'GET /api/v2/users/me')).status).toBe(401)
    await call(admin, `PUT /api/v2/users/${leaving.id}`, { user: { suspended: false } })
    expect((await call(leaving, 'GET /api/v2/users/me')).status).toBe(200)
    const deleted = await call(admin, `DELETE /api/v2/users/${leaving.id}`)
    expect(deleted.body.user).toMatchObject({ active: false, email: null })
    expect((await call(leaving, 'GET /api/v2/users/me')).status).toBe(401)
    expect((await call(admin, 'POST /api/v2/users', { user: { name: 'Heir', email: leaving.email } })).status).toBe(201)
  })

  test('one person comes of many mails from one address at once', async () => {
    const { account_id, desk } = await newAccount()
    const email = newEmail()
    const found = await Promise.all(
      Array.from({ length: 8 }, () =>
        systemWork(desk, account_id, 'test', 'staff', (work) => findOrCreateRequester(work, { email, name: 'Ada' })),
      ),
    )
    expect(new Set(found.map((user) => user.id)).size).toBe(1)
  })

  test('names, addresses and notes are in no table as they were written', async () => {
    const { call, agent, work } = await newAccount()
    const email = newEmail()
    const { user } = (
      await call(agent, 'POST /api/v2/users', {
        user: { name: 'Canaria Vogel', email, notes: 'canary-note', phone: '+49301234567' },
      })
    ).body
    await call(agent, `PUT /api/v2/users/${user.id}`, { user: { name: 'Canaria Fink' } })
    const stored = await work(({ db }) =>
      db.all(sql<{ row: string }>`
      select u::text as row from users u union all select i::text from user_identities i union all select e::text from events e`),
    )
    const text = stored.map(({ row }) => row).join('\n')
    expect(text).toContain(String(user.id))
    for (const word of ['Canaria', 'Fink', email, 'canary-note', '49301234567']) {
      expect(text, word).not.toContain(word)
      expect(text, word).not.toContain(Buffer.from(word).toString('hex'))
    }
  })
})

describe('organisations and groups', () => {
  test('people join the organisation of their domain', async () => {
    const { call, agent } = await newAccount()
    const created = await call(agent, 'POST /api/v2/organizations', {
      organization: { name: 'Northwind', domain_names: ['NorthWind.example'], tags: ['Gold'] },
    })
    expect(created.status).toBe(201)
    const { organization } = created.body
    expect(organization).toMatchObject({
      name: 'Northwind',
      domain_names: ['northwind.example'],
      tags: ['gold'],
      notes: null,
      organization_fields: {},
    })
    const { user } = (await call(agent, 'POST /api/v2/users', { user: { name: 'Bo', email: 'bo@northwind.example' } }))
      .body
    expect(user.organization_id).toBe(organization.id)
    expect(
      (await call(agent, 'POST /api/v2/organizations', { organization: { name: ' northwind ' } })).body.details.name[0]
        .error,
    ).toBe('DuplicateValue')
    const shown = await call(agent, `GET /api/v2/users/${user.id}?include=organizations`)
    expect(shown.body.organizations.map((one: { id: number }) => one.id)).toEqual([organization.id])
  })

  test('a member reads their organisation without what staff keep about it; others find nothing', async () => {
    const { call, agent, admin, customer, addPerson } = await newAccount()
    const { organization } = (
      await call(agent, 'POST /api/v2/organizations', { organization: { name: 'Acme', notes: 'slow payer' } })
    ).body
    await call(agent, `PUT /api/v2/users/${customer.id}`, { user: { organization_id: organization.id } })
    expect((await call(customer, `GET /api/v2/organizations/${organization.id}`)).body.organization).toMatchObject({
      name: 'Acme',
      notes: null,
    })
    expect((await call(await addPerson('end-user'), `GET /api/v2/organizations/${organization.id}`)).status).toBe(404)
    expect((await call(admin, `DELETE /api/v2/organizations/${organization.id}`)).status).toBe(204)
    expect((await call(agent, `GET /api/v2/users/${customer.id}`)).body.user.organization_id).toBeNull()
    expect((await call(agent, 'POST /api/v2/organizations', { organization: { name: 'Acme' } })).status).toBe(201)
  })

  test('groups are made by admins, and one of them is always the default', async () => {
    const { call, agent, admin } = await newAccount()
    expect((await call(agent, 'POST /api/v2/groups', { group: { name: 'Billing' } })).status).toBe(403)
    const { group } = (await call(admin, 'POST /api/v2/groups', { group: { name: 'Billing' } })).body
    expect(group).toMatchObject({ name: 'Billing', description: '', default: false, deleted: false, is_public: true })
    expect((await call(admin, 'POST /api/v2/groups', { group: { name: 'billing' } })).status).toBe(422)
    const first = (await call(agent, 'GET /api/v2/groups')).body.groups.find((one: { default: boolean }) => one.default)
    expect((await call(admin, `DELETE /api/v2/groups/${first.id}`)).status).toBe(422)
    await call(admin, `PUT /api/v2/groups/${group.id}`, { group: { default: true } })
    expect((await call(admin, `DELETE /api/v2/groups/${first.id}`)).status).toBe(204)
    expect(
      (await call(agent, 'GET /api/v2/groups/assignable')).body.groups.map((one: { name: string }) => one.name),
    ).toEqual(['Billing'])
  })

  test('agents are members of groups, end users never', async () => {
    const { call, agent, admin, customer } = await newAccount()
    const { group } = (await call(admin, 'POST /api/v2/groups', { group: { name: 'Night' } })).body
    const joined = await call(admin, 'POST /api/v2/group_memberships', {
      group_membership: { user_id: agent.id, group_id: group.id },
    })
    expect(joined.status).toBe(201)
    expect(
      (
        await call(admin, 'POST /api/v2/group_memberships', {
          group_membership: { user_id: agent.id, group_id: group.id },
        })
      ).status,
    ).toBe(422)
    expect(
      (
        await call(admin, 'POST /api/v2/group_memberships', {
          group_membership: { user_id: customer.id, group_id: group.id },
        })
      ).status,
    ).toBe(422)
    expect((await call(agent, `GET /api/v2/users/${agent.id}/groups`)).body.count).toBe(2)
    expect(
      (await call(agent, `GET /api/v2/groups/${group.id}/users`)).body.users.map((user: { id: number }) => user.id),
    ).toEqual([agent.id])
    expect((await call(admin, `DELETE /api/v2/group_memberships/${joined.body.group_membership.id}`)).status).toBe(204)
    expect(
      (await call(agent, `GET /api/v2/group_memberships?page[size]=10`)).body.group_memberships.every(
        (row: { group_id: number }) => row.group_id !== group.id,
      ),
    ).toBe(true)
  })
})
