// An operator comes in by an owner's consent, for as long as it lasts, and never as an admin.
import { beforeEach, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { ageProof, sessionOf } from '../../../tests/support/factors.ts'
import { sql } from '../../platform/db.ts'
import { createToken } from '../tokens/actions.ts'
import { admitOperator } from './actions.ts'

let desk: TestAccount

beforeEach(async () => {
  desk = await newAccount()
})

const consent = (as: Person, more: object = {}) =>
  desk.call(as, 'POST /api/v2/support_consents', { support_consent: { hours: 2, purpose: 'Slow views', ...more } })

/** An operator who is in, with a token. */
async function operator(): Promise<Person> {
  const email = 'op@operator.example'
  return await desk.work(async (work) => {
    await admitOperator(work, { name: 'Op', email })
    const { id } = await work.db.one<{ id: number }>(
      sql`select id from users where account_id = ${work.account_id} and support_consent_id is not null`,
    )
    const { full_token } = await createToken(work, id, 'op')
    return { id, email, authorization: `Bearer ${full_token}` }
  })
}

test('nobody comes in without a consent, and only owners give one', async () => {
  await expect(desk.work((work) => admitOperator(work, { name: 'Op', email: 'op@operator.example' }))).rejects.toThrow(
    'No owner of this desk consents',
  )
  for (const person of [desk.admin, desk.agent, desk.customer]) expect((await consent(person)).status).toBe(403)
  for (const bad of [
    { hours: 0 },
    { hours: 1_000 },
    { hours: 'x' },
    { purpose: '' },
    { level: 'admin' },
    { purpose: '\u0000' },
  ])
    expect([bad, (await consent(desk.owner, bad)).status]).toEqual([bad, 422])
  expect((await consent(desk.owner)).status).toBe(201)
})

test('an operator reads, is named in the record, and is shut out the moment the consent is taken back', async () => {
  const { body } = await consent(desk.owner)
  const op = await operator()
  const me = await desk.call(op, 'GET /api/v2/users/me')
  expect(me.body.user).toMatchObject({ role: 'agent', role_type: 1, access_ends_at: body.support_consent.expires_at })
  expect((await desk.call(op, 'GET /api/v2/tickets')).status).toBe(200)
  expect((await desk.call(op, 'GET /api/v2/audit_logs')).status).toBe(403)
  expect((await desk.call(desk.admin, `DELETE /api/v2/support_consents/${body.support_consent.id}`)).status).toBe(204)
  expect((await desk.call(op, 'GET /api/v2/tickets')).status).toBe(401)
  // Not even an admin who lets them go on by mistake brings them back.
  await desk.call(desk.admin, `PUT /api/v2/users/${op.id}`, { user: { suspended: false } })
  expect((await desk.call(op, 'GET /api/v2/tickets')).status).toBe(401)
  const told = await desk.work((work) =>
    work.db.all<{ type: string }>(
      sql`select type from events where account_id = ${work.account_id} and subject_type = 'support_consent' order by event_id`,
    ),
  )
  expect(told.map((one) => one.type)).toEqual([
    'support_consent.granted',
    'support_consent.used',
    'support_consent.revoked',
  ])
})

test('when the time is over, nothing of an operator’s credentials works, and no other operator comes in', async () => {
  await consent(desk.owner, { level: 'agent' })
  const op = await operator()
  expect((await desk.call(op, 'GET /api/v2/tickets')).status).toBe(200)
  await desk.work(async (work) => {
    const over = new Date(work.now.getTime() - 1_000)
    await work.db.run(
      sql`update users set access_ends_at = ${over} where account_id = ${work.account_id} and id = ${op.id}`,
    )
    await work.db.run(sql`update support_consents set expires_at = ${over} where account_id = ${work.account_id}`)
  })
  expect((await desk.call(op, 'GET /api/v2/tickets')).status).toBe(401)
  await expect(
    desk.work((work) => admitOperator(work, { name: 'Two', email: 'two@operator.example' })),
  ).rejects.toThrow()
})

test('the team hears who may be in and until when, admins who came in by which consent', async () => {
  const told = async (as: Person) => (await desk.call(as, 'GET /api/v2/support_access')).body.support_access.operators
  const listed = async () => (await desk.call(desk.admin, 'GET /api/v2/support_consents')).body.support_consents
  expect(await told(desk.agent)).toEqual([])
  expect((await desk.call(desk.customer, 'GET /api/v2/support_access')).status).toBe(403)
  const { body } = await consent(desk.owner)
  expect(await listed()).toMatchObject([{ purpose: 'Slow views', is_valid: true, operators: [] }])
  const op = await operator()
  const entry = { user_id: op.id, name: 'Op' }
  expect(await told(desk.agent)).toEqual([{ ...entry, ends_at: body.support_consent.expires_at }])
  expect(await listed()).toMatchObject([{ operators: [entry] }])
  expect((await desk.call(desk.agent, 'GET /api/v2/support_consents')).status).toBe(403)
  await desk.call(desk.admin, `DELETE /api/v2/support_consents/${body.support_consent.id}`)
  expect(await told(desk.agent)).toEqual([])
  expect(await listed()).toMatchObject([{ is_valid: false, operators: [entry] }])
})

test('a consent asks its owner who they are; taking it back asks nobody', async () => {
  const page = await sessionOf(desk, desk.owner)
  const given = await page.api('POST /api/v2/support_consents', { support_consent: { hours: 1, purpose: 'Views' } })
  expect(given.status).toBe(201)
  await ageProof(desk, desk.owner, 11)
  const again = await page.api('POST /api/v2/support_consents', { support_consent: { hours: 1, purpose: 'Views' } })
  expect(again.body.code).toBe('step_up_required')
  const { id } = given.body.support_consent
  expect((await page.api(`DELETE /api/v2/support_consents/${id}`)).status).toBe(204)
})
