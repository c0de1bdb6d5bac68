// What an admin sees and does about the ways in of one person.
import { beforeEach, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { ageProof, sessionOf } from '../../../tests/support/factors.ts'
import { browser, givePassword, PASSWORD } from '../../../tests/support/form-browser.ts'
import { sql } from '../../platform/db.ts'

let desk: TestAccount

beforeEach(async () => {
  desk = await newAccount()
})

const security = async (of: Person, as = desk.admin) =>
  (await desk.call(as, `GET /api/v2/users/${of.id}/security`)).body.security

const events = async (type: string) =>
  await desk.work((work) =>
    work.db.all<{ data: Record<string, unknown>; actor_id: number | null }>(
      sql`select data from events where account_id = ${work.account_id} and type = ${type} order by event_id`,
    ),
  )

test('an admin sees how somebody may sign in and what else lets them in; nobody else does', async () => {
  await givePassword(desk, desk.agent)
  expect(await security(desk.agent)).toMatchObject({
    user_id: desk.agent.id,
    is_service_account: false,
    suspended: false,
    password: { is_allowed: true, is_set: true, is_new_required: false },
    magic_link: { is_allowed: false },
    passkeys: { is_allowed: true, count: 0 },
    api_token_count: 1,
    oauth_grant_count: 0,
    lock_outs: [],
  })
  for (const person of [desk.agent, desk.customer])
    expect((await desk.call(person, `GET /api/v2/users/${desk.agent.id}/security`)).status).toBe(403)
  // An admin oversees nobody above them.
  expect((await desk.call(desk.admin, `GET /api/v2/users/${desk.owner.id}/security`)).status).toBe(403)
  expect((await desk.call(desk.owner, `GET /api/v2/users/${desk.admin.id}/security`)).status).toBe(200)
  expect((await desk.call(desk.admin, 'GET /api/v2/users/999/security')).status).toBe(404)
})

test('a link to choose a password goes to the person alone, a few times an hour, and is recorded', async () => {
  const send = () => desk.call(desk.admin, `POST /api/v2/users/${desk.agent.id}/password/reset_link`)
  await desk.call(desk.admin, 'POST /api/v2/recipient_addresses', {
    recipient_address: { email: `support@${desk.host}`, name: 'Support' },
  })
  const sent = await send()
  expect([sent.status, sent.text]).toEqual([200, '{}'])
  expect(await events('link.requested')).toMatchObject([{ data: { purpose: 'password_reset' } }])
  await desk.runJobs()
  const mailed = await desk.work((work) =>
    work.db.all<{ id: number }>(
      sql`select id from mail_deliveries where account_id = ${work.account_id} and user_id = ${desk.agent.id}`,
    ),
  )
  expect(mailed).toHaveLength(1)
  for (let more = 1; more < 4; more++) expect((await send()).status).toBe(200)
  expect((await send()).status).toBe(429)
  for (const [as, of, status] of [
    [desk.admin, desk.admin, 422],
    [desk.admin, desk.owner, 403],
    [desk.agent, desk.customer, 403],
  ] as const)
    expect((await desk.call(as, `POST /api/v2/users/${of.id}/password/reset_link`)).status).toBe(status)
  await desk.call(desk.admin, 'PUT /api/v2/sign_in_policies/end_user', {
    sign_in_policy: { password_enabled: false, magic_link_enabled: true },
  })
  expect((await desk.call(desk.admin, `POST /api/v2/users/${desk.customer.id}/password/reset_link`)).status).toBe(422)
})

test('a new password that is asked for is chosen before anything else, and is another one', async () => {
  const { browser: one } = await sessionOf(desk, desk.agent)
  const asked = await desk.call(desk.admin, `POST /api/v2/users/${desk.agent.id}/password/require_new`)
  expect(asked.status).toBe(200)
  expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(null)
  expect((await security(desk.agent)).password.is_new_required).toBe(true)
  const again = browser(desk)
  const form = { email: desk.agent.email, password: PASSWORD }
  const step = await again.ask('POST', '/sign-in', form)
  expect([step.statusCode, step.headers.location]).toEqual([303, '/sign-in/new-password'])
  expect((await again.ask('GET', '/api/v2/users/me')).json().user.id).toBe(null)
  expect((await again.ask('POST', '/sign-in/new-password', { password: PASSWORD })).statusCode).toBe(422)
  expect((await again.ask('POST', '/sign-in/new-password', { password: 'another lake at dusk' })).statusCode).toBe(303)
  expect((await again.ask('GET', '/api/v2/users/me')).json().user.id).toBe(desk.agent.id)
  expect((await security(desk.agent)).password.is_new_required).toBe(false)
  expect(await events('user.new_password_required')).toHaveLength(1)
})

test('nobody asks themself, whoever is above them, or whom no password lets in', async () => {
  await givePassword(desk, desk.admin)
  const requireNew = async (as: Person, of: { id: number }) =>
    (await desk.call(as, `POST /api/v2/users/${of.id}/password/require_new`)).status
  expect(await requireNew(desk.admin, desk.admin)).toBe(422)
  expect(await requireNew(desk.admin, desk.owner)).toBe(403)
  expect(await requireNew(desk.agent, desk.customer)).toBe(403)
  expect(await requireNew(desk.admin, desk.customer)).toBe(422)
  const page = await sessionOf(desk, desk.admin)
  const program = await page.api('POST /api/v2/service_accounts', {
    service_account: { name: 'Nightly', purpose: 'x', role: 'agent' },
  })
  expect(program.status).toBe(201)
  expect(
    (await desk.call(desk.admin, `GET /api/v2/users/${program.body.service_account.id}/security`)).body.security,
  ).toMatchObject({
    is_service_account: true,
  })
  expect([403, 422]).toContain(await requireNew(desk.admin, program.body.service_account))
})

test('all tokens of somebody are revoked at once', async () => {
  expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).status).toBe(200)
  const route = `DELETE /api/v2/users/${desk.agent.id}/api_tokens`
  expect((await desk.call(desk.agent, route)).status).toBe(403)
  expect((await desk.call(desk.admin, `DELETE /api/v2/users/${desk.owner.id}/api_tokens`)).status).toBe(403)
  expect((await desk.call(desk.admin, route)).status).toBe(204)
  expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).status).toBe(401)
  expect((await security(desk.agent)).api_token_count).toBe(0)
  expect(await events('user.tokens_revoked')).toMatchObject([{ data: { tokens: 1, with_suspension: false } }])
})

const suspend = (as: Person, of: Person, suspension: object = {}) =>
  desk.call(as, `POST /api/v2/users/${of.id}/suspension`, { suspension })
const letIn = (of: Person) => desk.call(desk.admin, `PUT /api/v2/users/${of.id}`, { user: { suspended: false } })

test('whoever is suspended comes in by nothing, and of the team no token comes back', async () => {
  const { browser: one } = await sessionOf(desk, desk.agent)
  expect((await suspend(desk.admin, desk.agent)).body).toEqual({
    suspension: { user_id: desk.agent.id, suspended: true },
  })
  expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(null)
  expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).status).toBe(401)
  await letIn(desk.agent)
  expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).status).toBe(401)
  expect(
    (await browser(desk).ask('POST', '/sign-in', { email: desk.agent.email, password: PASSWORD })).statusCode,
  ).toBe(303)
  expect(await events('user.tokens_revoked')).toMatchObject([{ data: { tokens: 1, with_suspension: true } }])
})

test('the tokens of a customer, and of whom one says so, sleep until they are let in again', async () => {
  for (const [person, suspension] of [
    [desk.customer, {}],
    [desk.agent, { revoke_tokens: false }],
  ] as const) {
    expect((await suspend(desk.admin, person, suspension)).status).toBe(200)
    expect((await desk.call(person, 'GET /api/v2/users/me')).status).toBe(401)
    await letIn(person)
    expect((await desk.call(person, 'GET /api/v2/users/me')).status).toBe(200)
  }
  expect((await suspend(desk.agent, desk.customer, { revoke_tokens: true })).status).toBe(200)
  await letIn(desk.customer)
  expect((await desk.call(desk.customer, 'GET /api/v2/users/me')).status).toBe(401)
})

test('nobody suspends themself, the last owner, or whom they may not; not even whoever is suspended already', async () => {
  const other = await desk.addPerson('admin')
  expect((await suspend(desk.admin, desk.admin)).status).toBe(403)
  expect((await suspend(desk.admin, desk.owner)).status).toBe(403)
  expect((await suspend(desk.agent, desk.admin)).status).toBe(403)
  expect((await suspend(desk.customer, desk.agent)).status).toBe(403)
  expect((await suspend(desk.admin, other, { revoke_tokens: false })).status).toBe(200)
  expect((await suspend(desk.agent, other)).status).toBe(403)
  await letIn(other)
  expect((await desk.call(other, 'GET /api/v2/users/me')).status).toBe(200)
  for (const bad of [null, { revoke_tokens: 'yes' }])
    expect((await desk.call(desk.admin, `POST /api/v2/users/${other.id}/suspension`, { suspension: bad })).status).toBe(
      422,
    )
})

test('a fresh proof is asked for about the team and one’s own other sessions, not about customers', async () => {
  const admin = await sessionOf(desk, desk.admin)
  await givePassword(desk, desk.agent)
  for (let times = 0; times < 2; times++)
    await browser(desk).ask('POST', '/sign-in', { email: desk.agent.email, password: PASSWORD })
  const [session] = (await admin.api(`GET /api/v2/users/${desk.agent.id}/sessions`)).body.sessions
  const [device] = (await admin.api(`GET /api/v2/users/${desk.agent.id}/devices`)).body.devices
  await ageProof(desk, desk.admin, 11)
  for (const route of [
    `DELETE /api/v2/users/${desk.agent.id}/sessions/${session.id}`,
    `DELETE /api/v2/users/${desk.agent.id}/sessions`,
    `DELETE /api/v2/users/${desk.agent.id}/devices/${device.id}`,
  ])
    expect((await admin.api(route)).body.code).toBe('step_up_required')
  const suspension = { suspension: {} }
  expect((await admin.api(`POST /api/v2/users/${desk.agent.id}/suspension`, suspension)).body.code).toBe(
    'step_up_required',
  )
  expect((await admin.api(`POST /api/v2/users/${desk.customer.id}/suspension`, suspension)).status).toBe(200)
  const own = await sessionOf(desk, desk.agent)
  await ageProof(desk, desk.agent, 11)
  expect((await own.api(`DELETE /api/v2/users/${desk.agent.id}/sessions`)).body.code).toBe('step_up_required')
})
