// One's own factors and the fresh proof, through the API as the page calls it.
import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { addApp, ageProof, codeOf, makeCodes, sessionOf } from '../../../tests/support/factors.ts'

test('an app counts only once it showed the right code, and then the person has a second factor', async () => {
  const account = await newAccount()
  const { api } = await sessionOf(account, account.agent)
  const begun = await api('POST /api/v2/users/me/factors', { factor: { kind: 'totp', name: '  My\nphone ' } })
  expect([begun.status, begun.headers['cache-control'], begun.body.factor.name]).toEqual([201, 'no-store', 'My phone'])
  expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Test%20desk:/)
  expect(begun.body.qr_svg).toMatch(/^<svg /)
  const path = `PUT /api/v2/users/me/factors/${begun.body.factor.id}/confirm`
  expect((await api(path, { code: '000000' })).status).toBe(422)
  const me = async () => (await api('GET /api/v2/users/me')).body.user.two_factor_auth_enabled
  expect(await me()).toBe(false)
  expect((await api(path, { code: codeOf(begun.body.seed) })).body.factor.is_confirmed).toBe(true)
  expect(await me()).toBe(true)
  const listed = await api('GET /api/v2/users/me/factors')
  expect(listed.body.factors).toHaveLength(1)
  expect(listed.text).not.toContain(begun.body.seed)
  const seen = await account.call(account.admin, `GET /api/v2/users/${account.agent.id}`)
  expect(seen.body.user.two_factor_auth_enabled).toBe(true)
  await api(`DELETE /api/v2/users/me/factors/${begun.body.factor.id}`)
  expect(await me()).toBe(false)
})

test('somebody has several apps, named, and those of others are not there', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.agent)
  await addApp(account, session, 'Phone')
  await addApp(account, session, 'Tablet')
  const { factors } = (await session.api('GET /api/v2/users/me/factors')).body
  expect(factors.map((factor: { name: string }) => factor.name)).toEqual(['Phone', 'Tablet'])
  const other = await sessionOf(account, account.customer)
  const id = factors[0].id
  const named = { factor: { name: 'Mine' } }
  expect((await other.api(`PUT /api/v2/users/me/factors/${id}`, named)).status).toBe(404)
  expect((await other.api(`DELETE /api/v2/users/me/factors/${id}`)).status).toBe(404)
  expect((await session.api(`PUT /api/v2/users/me/factors/${id}`, { factor: { name: ' \u0000 ' } })).status).toBe(422)
  expect((await session.api(`PUT /api/v2/users/me/factors/${id}`, named)).body.factor.name).toBe('Mine')
})

test('recovery codes work once they are confirmed, each once, and the old ones until then', async () => {
  const account = await newAccount()
  const { api, person } = await sessionOf(account, account.agent)
  const { recovery_codes: first } = (await api('POST /api/v2/users/me/recovery_codes')).body
  expect(new Set(first).size).toBe(10)
  expect(first[0]).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/)
  const prove = async (answer: string) =>
    (await api('POST /api/v2/users/me/step_up', { step_up: { method: 'recovery_code', answer } })).status
  expect(await prove(first[0])).toBe(422)
  const confirm = 'PUT /api/v2/users/me/recovery_codes/confirm'
  expect((await api(confirm, { code: 'aaaa-bbbb' })).status).toBe(422)
  expect((await api(confirm, { code: first[3] })).body.recovery_codes_left).toBe(10)
  await ageProof(account, person, 11)
  expect(await prove(first[3].toUpperCase().replaceAll('-', ' '))).toBe(200)
  expect(await prove(first[3])).toBe(422)
  const { recovery_codes: second } = (await api('POST /api/v2/users/me/recovery_codes')).body
  expect(await prove(first[4])).toBe(200)
  await api(confirm, { code: second[0] })
  expect(await prove(first[5])).toBe(422)
  expect(await prove(second[0])).toBe(200)
  expect((await api('GET /api/v2/users/me/factors')).body.recovery_codes_left).toBe(9)
})

test('a dangerous act asks for a proof that is fresh, which password, app and recovery code give', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.admin)
  const { api, person } = session
  const seed = await addApp(account, session)
  const [code] = await makeCodes(session)
  const act = () => api('PUT /api/v2/factor_requirements/agent', { factor_requirement: { provider_counts: true } })
  expect((await act()).status).toBe(200)
  for (const [method, answer] of [
    ['password', 'a quiet lake at dawn'],
    ['totp', codeOf(seed)],
    ['recovery_code', code],
  ]) {
    await ageProof(account, person, 11)
    const refused = await act()
    expect([refused.status, refused.body.code]).toEqual([403, 'step_up_required'])
    expect((await api('GET /api/v2/users/me/step_up')).body.step_up).toEqual({
      proved_until: null,
      methods: ['password', 'totp', 'recovery_code'],
    })
    const wrong = await api('POST /api/v2/users/me/step_up', { step_up: { method, answer: 'wrong' } })
    expect([wrong.status, (await act()).status]).toEqual([422, 403])
    expect((await api('POST /api/v2/users/me/step_up', { step_up: { method, answer } })).status).toBe(200)
    expect((await act()).status).toBe(200)
  }
})

test('what somebody did with their factors is on record, without any secret', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.agent)
  const seed = await addApp(account, session)
  const [code] = await makeCodes(session)
  await session.api('POST /api/v2/users/me/step_up', { step_up: { method: 'recovery_code', answer: code } })
  await session.api('POST /api/v2/users/me/step_up', { step_up: { method: 'totp', answer: '123456' } })
  const id = (await session.api('GET /api/v2/users/me/factors')).body.factors[0].id
  await session.api(`DELETE /api/v2/users/me/factors/${id}`)
  const logs = await account.call(account.admin, 'GET /api/v2/audit_logs?page[size]=100')
  for (const type of ['factor.added', 'factor.removed', 'factor.used', 'factor.failed', 'recovery_codes.made'])
    expect(logs.text, type).toContain(type)
  expect(logs.text).not.toContain(seed)
  expect(logs.text).not.toContain(code)
})

test('tokens have no factors and prove nothing; one without the scope security is refused dangerous acts', async () => {
  const account = await newAccount()
  for (const route of [
    'GET /api/v2/users/me/factors',
    'POST /api/v2/users/me/recovery_codes',
    'GET /api/v2/users/me/step_up',
    'POST /api/v2/users/me/passkeys/options',
  ])
    expect((await account.call(account.admin, route, route.startsWith('POST') ? {} : undefined)).status, route).toBe(
      403,
    )
  const { api } = await sessionOf(account, account.admin)
  for (const scopes of [null, ['read', 'write']]) {
    const made = await api('POST /api/v2/api_tokens', { api_token: { description: 'x', scopes } })
    const person = { ...account.admin, authorization: `Bearer ${made.body.api_token.full_token}` }
    const write = { factor_requirement: { is_required: false } }
    const answer = await account.call(person, 'PUT /api/v2/factor_requirements/agent', write)
    expect([answer.status, answer.body.code]).toEqual([403, 'missing_scope'])
  }
})
