// Whoever gives rights proves who they are; programs make plain agents, and more only with the scope `security`.
import { beforeAll, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { ageProof, type Session, sessionOf } from '../../tests/support/factors.ts'
import { createToken } from '../access/index.ts'
import { newId } from '../platform/ids.ts'
import { AGENT_RIGHTS } from '../platform/rights.ts'

let desk: TestAccount
let page: Session
let program: Person
let keeper_role: number

beforeAll(async () => {
  desk = await newAccount()
  const role = await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
    custom_role: { name: 'Keeper', configuration: { ...AGENT_RIGHTS, manage_triggers: true } },
  })
  keeper_role = role.body.custom_role.id
  page = await sessionOf(desk, desk.owner)
  await ageProof(desk, desk.owner, 11)
  const { full_token } = await desk.work((work) => createToken(work, desk.owner.id, 'plain'))
  program = { ...desk.owner, authorization: `Bearer ${full_token}` }
})

const person = (more: object) => ({ user: { name: 'New', email: `new-${newId()}@people.example`, ...more } })

test('a page that was left open makes nobody an agent, admin, owner or holder of a role', async () => {
  for (const more of [{ role: 'agent' }, { role: 'admin' }, { is_owner: true }, { custom_role_id: 1 }])
    for (const route of [
      'POST /api/v2/users',
      'POST /api/v2/users/create_or_update',
      `PUT /api/v2/users/${desk.customer.id}`,
    ]) {
      const body = route.startsWith('PUT') ? { user: more } : person(more)
      const { status, body: answer } = await page.api(route, body)
      expect([route, more, status, answer.code]).toEqual([route, more, 403, 'step_up_required'])
    }
  for (const more of [{ custom_role_id: keeper_role }, { role: 'admin' }])
    expect((await page.api(`PUT /api/v2/users/${desk.agent.id}`, { user: more })).body.code).toBe('step_up_required')
  expect((await page.api('PUT /api/v2/users/update_many?ids=1', { user: { role: 'agent' } })).body.code).toBe(
    'step_up_required',
  )
  expect(
    (await page.api('POST /api/v2/users/create_many', { users: [person({ role: 'admin' }).user] })).body.code,
  ).toBe('step_up_required')
})

test('it goes on adding customers, and taking rights away', async () => {
  expect((await page.api('POST /api/v2/users', person({}))).status).toBe(201)
  const agent = await desk.addPerson('agent')
  expect((await page.api(`PUT /api/v2/users/${agent.id}`, { user: { ticket_restriction: 'assigned' } })).status).toBe(
    200,
  )
  expect((await page.api(`PUT /api/v2/users/${agent.id}`, { user: { ticket_restriction: null } })).body.code).toBe(
    'step_up_required',
  )
  expect((await page.api(`PUT /api/v2/users/${agent.id}`, { user: { role: 'end-user' } })).status).toBe(200)
})

test('it neither suspends nor deletes anybody of the team, and lowers no admin; nor does a token that was not made for it', async () => {
  const admin = await desk.addPerson('admin')
  const agent = await desk.addPerson('agent')
  for (const user of [{ suspended: true }, { role: 'agent' }, { role: 'end-user' }]) {
    const route = `PUT /api/v2/users/${admin.id}`
    expect([user, (await page.api(route, { user })).body.code]).toEqual([user, 'step_up_required'])
    expect([user, (await desk.call(program, route, { user })).body.code]).toEqual([user, 'missing_scope'])
  }
  expect((await page.api(`DELETE /api/v2/users/${admin.id}`)).body.code).toBe('step_up_required')
  expect((await desk.call(program, `DELETE /api/v2/users/${admin.id}`)).body.code).toBe('missing_scope')
  expect((await page.api(`PUT /api/v2/users/${agent.id}`, { user: { suspended: true } })).body.code).toBe(
    'step_up_required',
  )
  expect((await page.api(`DELETE /api/v2/users/${agent.id}`)).body.code).toBe('step_up_required')
  // Programs that keep the team go on with agents; with customers everybody does.
  expect((await desk.call(program, `PUT /api/v2/users/${agent.id}`, { user: { suspended: true } })).status).toBe(200)
  expect((await desk.call(program, `DELETE /api/v2/users/${agent.id}`)).status).toBe(200)
  expect((await page.api(`PUT /api/v2/users/${desk.customer.id}`, { user: { suspended: true } })).status).toBe(200)
  // A job that was asked for so does it no more than the page itself.
  const asked = await page.api(`DELETE /api/v2/users/destroy_many?ids=${admin.id}`)
  expect(asked.status).toBe(200)
  await desk.runJobs()
  const { user } = (await desk.call(desk.owner, `GET /api/v2/users/${admin.id}`)).body
  expect([user.active, user.suspended, user.role]).toEqual([true, false, 'admin'])
})

test('a token makes agents, and nobody who may do more unless it was made for that', async () => {
  const made = await desk.call(program, 'POST /api/v2/users', person({ role: 'agent' }))
  expect(made.status).toBe(201)
  const light = await desk.call(program, 'POST /api/v2/users', person({ role: 'agent', custom_role_id: 1 }))
  expect(light.status).toBe(201)
  for (const more of [{ role: 'admin' }, { is_owner: true }, { role: 'agent', custom_role_id: keeper_role }]) {
    const refused = await desk.call(program, 'POST /api/v2/users', person(more))
    expect([refused.status, refused.body.code]).toEqual([403, 'missing_scope'])
    expect((await desk.call(program, `PUT /api/v2/users/${made.body.user.id}`, { user: more })).status).toBe(403)
    expect((await desk.call(program, 'POST /api/v2/users/create_many', { users: [person(more).user] })).status).toBe(
      403,
    )
    expect((await desk.call(desk.owner, 'POST /api/v2/users', person(more))).status).toBe(201)
  }
})

test('what was asked for with a proof is done by the job that follows', async () => {
  const { email } = person({}).user
  const asked = await desk.call(desk.owner, 'POST /api/v2/users/create_many', {
    users: [{ name: 'Bulk', email, role: 'admin' }],
  })
  expect(asked.status).toBe(200)
  await desk.runJobs()
  const found = await desk.call(desk.owner, `GET /api/v2/users/search?query=${email}`)
  expect(found.body.users).toMatchObject([{ role: 'admin' }])
})

test('a job that was asked for without a proof gives nobody of the team another address', async () => {
  const email = `mine-${newId()}@people.example`
  const route = `PUT /api/v2/users/update_many?ids=${desk.agent.id},${desk.customer.id}`
  for (const ask of [page.api, (asked: string, body: unknown) => desk.call(program, asked, body)]) {
    expect((await ask(route, { user: { email } })).status).toBe(200)
    await desk.runJobs()
    const { identities } = (await desk.call(desk.owner, `GET /api/v2/users/${desk.agent.id}/identities`)).body
    expect(identities.map((one: { value: string }) => one.value)).toEqual([desk.agent.email])
  }
  const proved = await desk.call(desk.owner, `PUT /api/v2/users/update_many?ids=${desk.agent.id}`, {
    user: { email: `a.${email}` },
  })
  expect(proved.status).toBe(200)
  await desk.runJobs()
  expect((await desk.call(desk.owner, `GET /api/v2/users/${desk.agent.id}/identities`)).text).toContain(`a.${email}`)
})
