// What is asked of roles of the desk's own, what a requirement means before it is saved, and the guard in front of it.
import { expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../../tests/support/desk.ts'
import { addApp, sessionOf } from '../../../../tests/support/factors.ts'
import { browser, givePassword, PASSWORD } from '../../../../tests/support/form-browser.ts'

async function withRole(account: TestAccount): Promise<Person & { role_id: number }> {
  const { custom_role } = (
    await account.call(account.admin, 'POST /api/v2/custom_roles', { custom_role: { name: 'Second line' } })
  ).body
  const person = await account.addPerson('agent')
  await account.call(account.admin, `PUT /api/v2/users/${person.id}`, { user: { custom_role_id: custom_role.id } })
  return { ...person, role_id: custom_role.id }
}

const put = (account: TestAccount, role: string | number, factor_requirement: object) =>
  account.call(account.admin, `PUT /api/v2/factor_requirements/${role}`, { factor_requirement })

async function listed({ call, admin }: TestAccount, id: number | null, role = 'agent') {
  const { factor_requirements } = (await call(admin, 'GET /api/v2/factor_requirements')).body
  return factor_requirements.find(
    (one: { custom_role_id: number | null; role: string }) => one.custom_role_id === id && one.role === role,
  )
}

const signsIn = async (account: TestAccount, person: Person) => {
  await givePassword(account, person)
  const answer = await browser(account).ask('POST', '/sign-in', { email: person.email, password: PASSWORD })
  return answer.headers.location
}

test('a role of the desk’s own follows agents until it has a requirement of its own, and may follow again', async () => {
  const account = await newAccount()
  const person = await withRole(account)
  expect(await listed(account, person.role_id)).toMatchObject({
    name: 'Second line',
    follows_agents: true,
    is_required: false,
    people: { total: 1, enrolled: 0, exempt: 0 },
  })
  expect((await listed(account, null)).people.total).toBe(2)
  expect((await put(account, 'agent', { is_required: true })).status).toBe(200)
  expect(await listed(account, person.role_id)).toMatchObject({ follows_agents: true, is_required: true })
  expect(await signsIn(account, person)).toBe('/sign-in/set-up')
  expect((await account.call(person, 'GET /api/v2/users/me')).body.code).toBe('second_factor_required')

  const own = await put(account, person.role_id, { is_required: false })
  expect(own.body.factor_requirement).toMatchObject({ follows_agents: false, is_required: false, name: 'Second line' })
  expect((await listed(account, null)).people.total).toBe(1)
  expect(await signsIn(account, person)).toBe('/agent')
  expect((await account.call(person, 'GET /api/v2/users/me')).status).toBe(200)
  expect(await signsIn(account, account.agent)).toBe('/sign-in/set-up')

  const again = await put(account, person.role_id, { follows_agents: true })
  expect(again.body.factor_requirement).toMatchObject({ follows_agents: true, is_required: true })
  expect(await signsIn(account, person)).toBe('/sign-in/set-up')
})

test('a requirement of one role of the desk’s own leaves other agents alone, and goes with the role', async () => {
  const account = await newAccount()
  const person = await withRole(account)
  expect((await put(account, person.role_id, { is_required: true })).status).toBe(200)
  expect(await signsIn(account, account.agent)).toBe('/agent')
  expect(await signsIn(account, person)).toBe('/sign-in/set-up')
  const progress = async (role: string | number) =>
    (await account.call(account.admin, `GET /api/v2/factor_progress?role=${role}`)).body.people.map(
      (one: { user_id: number }) => one.user_id,
    )
  expect([await progress(person.role_id), await progress('agent')]).toEqual([[person.id], [account.agent.id]])
  await account.call(account.admin, `PUT /api/v2/users/${person.id}`, { user: { custom_role_id: null } })
  expect((await account.call(account.admin, `DELETE /api/v2/custom_roles/${person.role_id}`)).status).toBe(204)
  expect(await listed(account, person.role_id)).toBeUndefined()
  expect(await signsIn(account, person)).toBe('/agent')
  expect((await put(account, person.role_id, { is_required: true })).status).toBe(404)
  expect((await account.call(account.admin, 'GET /api/v2/factor_progress?role=999')).status).toBe(404)
})

test('only admins ask, of roles that are there, and system roles follow nobody', async () => {
  const account = await newAccount()
  const write = { factor_requirement: { is_required: true } }
  for (const who of [account.agent, account.customer])
    for (const route of ['PUT /api/v2/factor_requirements/1', 'POST /api/v2/factor_requirements/1/preview'])
      expect((await account.call(who, route, write)).status).toBe(403)
  expect((await put(account, 'admin', { follows_agents: true })).status).toBe(422)
  for (const role of ['nobody', '0', '-1', '1.5', '9'.repeat(30)])
    expect((await put(account, role, {})).status).toBe(404)
  for (const bad of [{ is_required: null }, { required_from: 'x' }, { frequency: 1 }, { follows_agents: 'yes' }])
    expect((await put(account, 1, bad)).status, JSON.stringify(bad)).toBe(422)
})

test('the preview says who has no factor, who is signed out, and what it means for oneself; nothing changes', async () => {
  const account = await newAccount()
  await addApp(account, await sessionOf(account, account.owner))
  const own = await sessionOf(account, account.admin)
  const other = await account.addPerson('admin')
  const ask = async (write: object) =>
    (await own.api('POST /api/v2/factor_requirements/admin/preview', { factor_requirement: write })).body
      .factor_requirement_preview
  expect(await ask({ is_required: true })).toEqual({
    people_count: 2,
    must_enrol_count: 2,
    signed_out_count: 1,
    required_from: null,
    you: { must_enrol: true, is_signed_out: true },
  })
  const required_from = new Date(Date.now() + 86_400_000).toISOString()
  expect(await ask({ is_required: true, required_from })).toMatchObject({
    must_enrol_count: 2,
    signed_out_count: 0,
    you: { must_enrol: true, is_signed_out: false },
  })
  await addApp(account, await sessionOf(account, other))
  expect(await ask({ is_required: true })).toMatchObject({ must_enrol_count: 1 })
  expect((await listed(account, null, 'admin')).is_required).toBe(false)
})

test.each(['admin', 'owner'])('none is asked of %ss at once while no admin and no owner has one', async (role) => {
  const account = await newAccount()
  const refused = await put(account, role, { is_required: true })
  expect([refused.status, Object.keys(refused.body.details)]).toEqual([422, ['required_from']])
  expect((await listed(account, null, role)).is_required).toBe(false)
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  expect((await put(account, role, { is_required: true, required_from: tomorrow })).status).toBe(200)
  expect((await put(account, role, { required_from: null })).status).toBe(422)
  // One of the other role, who is asked for nothing yet.
  const enrolled = role === 'admin' ? account.owner : account.admin
  await addApp(account, await sessionOf(account, enrolled))
  expect((await put(account, role, { required_from: null })).status).toBe(200)
})
