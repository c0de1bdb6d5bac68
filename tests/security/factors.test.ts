// The attacks on the second step and on re-authentication (lines 42 and 43 of the threat model), and lies of authenticators.
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { type Lie, newAuthenticator } from '../support/authenticator.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { addApp, ageProof, codeOf, forgetSteps, makeCodes, sessionOf } from '../support/factors.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'

const STEP = '/sign-in/second-factor'

async function withApp() {
  const account = await newAccount()
  const session = await sessionOf(account, account.agent)
  const seed = await addApp(account, session)
  return { account, session, seed }
}

async function firstStep(account: TestAccount, one = browser(account)) {
  await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
  return one
}

const wrongCode = (seed: string) => String((Number(codeOf(seed)) + 1) % 1_000_000).padStart(6, '0')

test('attack 42: a hundred guesses at once are a hundred guesses, and then the right code does not help', async () => {
  const { account, seed } = await withApp()
  const one = await firstStep(account)
  const guess = (answer: string) => one.ask('POST', STEP, { method: 'totp', answer })
  const answers = await Promise.all(Array.from({ length: 100 }, () => guess(wrongCode(seed))))
  const checked = answers.filter((answer) => answer.statusCode === 422)
  expect(checked.length).toBeLessThanOrEqual(10)
  expect(answers.every((answer) => [303, 410, 422, 429].includes(answer.statusCode))).toBe(true)
  const right = await guess(codeOf(seed))
  expect(right.headers.location).not.toBe('/agent')
  expect((await one.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
})

test('attack 42: starting over with the password gives no more guesses, and the owner in their own browser still has theirs', async () => {
  const { account, session, seed } = await withApp()
  let checked = 0
  for (let round = 0; round < 3; round++) {
    const one = await firstStep(account)
    for (let n = 0; n < 9; n++)
      if ((await one.ask('POST', STEP, { method: 'totp', answer: wrongCode(seed) })).statusCode === 422) checked++
  }
  expect(checked).toBe(10)
  const stranger = await firstStep(account)
  expect((await stranger.ask('POST', STEP, { method: 'totp', answer: codeOf(seed) })).statusCode).toBe(429)
  const own = await firstStep(account, session.browser)
  expect((await own.ask('POST', STEP, { method: 'totp', answer: codeOf(seed) })).headers.location).toBe('/agent')
})

test('attack 42: a code works once, also of two that arrive together, and an older one not after a newer', async () => {
  const { account, seed } = await withApp()
  const [one, two] = [await firstStep(account), await firstStep(account)]
  const code = codeOf(seed)
  const both = await Promise.all([one, two].map((each) => each.ask('POST', STEP, { method: 'totp', answer: code })))
  expect(both.filter((answer) => answer.headers.location === '/agent')).toHaveLength(1)
  const third = await firstStep(account)
  for (const steps of [0, -1])
    expect((await third.ask('POST', STEP, { method: 'totp', answer: codeOf(seed, steps) })).statusCode).toBe(422)
})

test('attack 42: a clock may be one step off and no more', async () => {
  const { account, seed } = await withApp()
  for (const [steps, status] of [
    [-3, 422],
    [3, 422],
    [-1, 303],
    [1, 303],
  ] as const) {
    await forgetSteps(account)
    const one = await firstStep(account)
    const answer = await one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed, steps) })
    expect([steps, answer.statusCode]).toEqual([steps, status])
  }
})

test('attack 42: of two uses of a recovery code at once one counts', async () => {
  const { account, session } = await withApp()
  const [code = ''] = await makeCodes(session)
  const browsers = await Promise.all(Array.from({ length: 5 }, () => firstStep(account)))
  const answers = await Promise.all(
    browsers.map((one) => one.ask('POST', STEP, { method: 'recovery_code', answer: code })),
  )
  expect(answers.filter((answer) => answer.headers.location === '/agent')).toHaveLength(1)
})

test('attack 42: with the password alone nobody adds a factor, takes codes, or skips the step', async () => {
  const { account } = await withApp()
  const one = await firstStep(account)
  for (const [method, path] of [
    ['GET', '/sign-in/set-up'],
    ['POST', '/sign-in/set-up/app'],
    ['GET', '/sign-in/set-up/passkey'],
    ['POST', '/sign-in/set-up/later'],
    ['POST', '/sign-in/set-up/codes'],
    ['POST', '/sign-in/set-up/finish'],
  ] as const) {
    const answer = await one.ask(method, path)
    expect(answer.headers.location ?? answer.statusCode, path).toMatch(/^\/sign-in\/(second-factor|set-up)$/)
    expect(answer.cookies.some((cookie) => /custos$/.test(cookie.name))).toBe(false)
  }
  expect((await one.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
  const factors = await account.work((work) =>
    work.db.all<{ id: number }>(sql`select id from factors where account_id = ${work.account_id}::bigint`),
  )
  expect(factors).toHaveLength(1)
})

test('attack 42: the step belongs to one sign-in of one person: nobody else’s code, no cookie of another', async () => {
  const { account, session } = await withApp()
  const other = await sessionOf(account, account.admin)
  const others_seed = await addApp(account, other)
  const [others_code = ''] = await makeCodes(other)
  const one = await firstStep(account)
  expect((await one.ask('POST', STEP, { method: 'totp', answer: codeOf(others_seed) })).statusCode).toBe(422)
  expect((await one.ask('POST', STEP, { method: 'recovery_code', answer: others_code })).statusCode).toBe(422)
  expect((await browser(account).ask('POST', STEP, { method: 'totp', answer: '123456' })).headers.location).toBe(
    '/sign-in',
  )
  const foreign = await one.ask('POST', STEP, { method: 'totp', answer: '1' }, { 'sec-fetch-site': 'cross-site' })
  expect(foreign.statusCode).toBe(403)
  expect(session.person.id).toBe(account.agent.id)
})

test('attack 42: odd answers are wrong answers, never faults', async () => {
  const { account } = await withApp()
  const odd = [
    '',
    '\u0000',
    '١٢٣٤٥٦',
    '1e5',
    '12345',
    '1234567',
    '-1',
    'null',
    '{}',
    '[]',
    'x'.repeat(99_000),
    '\ud800',
  ]
  for (const method of ['totp', 'passkey', 'recovery_code', 'sms', 'nothing']) {
    await account.work((work) => work.db.run(sql`delete from attempts where account_id = ${work.account_id}::bigint`))
    const one = await firstStep(account)
    for (const answer of odd.slice(0, 9)) {
      const given = await one.ask('POST', STEP, { method, answer })
      expect([method, answer.slice(0, 10), given.statusCode]).toEqual([method, answer.slice(0, 10), 422])
    }
  }
})

test('attack 43: what asks for a fresh proof asks in the API, not only on the page', async () => {
  const account = await newAccount()
  const { api, person } = await sessionOf(account, account.admin)
  await ageProof(account, person, 11)
  for (const [route, body] of [
    ['PUT /api/v2/factor_requirements/agent', { factor_requirement: { is_required: false } }],
    ['PUT /api/v2/sms_gateway', {}],
    ['POST /api/v2/users/me/factors', { factor: { kind: 'totp', name: 'x' } }],
    ['POST /api/v2/users/me/recovery_codes', {}],
    ['POST /api/v2/users/me/passkeys/options', {}],
    ['POST /api/v2/users/me/phones', {}],
    [`DELETE /api/v2/users/${account.agent.id}/factors`, undefined],
    ['POST /api/v2/api_tokens', { api_token: { description: 'x' } }],
    ['PUT /api/v2/sign_in_policies/staff', { sign_in_policy: { magic_link_enabled: false } }],
  ] as const) {
    const answer = await api(route, body)
    expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'step_up_required'])
  }
})

test('attack 43: a proof is for one session, is counted, and a browser that was left open guesses ten times', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.admin)
  const left = await sessionOf(account, account.agent)
  await ageProof(account, account.agent, 11)
  await givePassword(account, account.customer)
  const act = () => left.api('POST /api/v2/users/me/recovery_codes')
  expect(
    (await session.api('POST /api/v2/users/me/step_up', { step_up: { method: 'password', answer: PASSWORD } })).status,
  ).toBe(200)
  expect((await act()).status).toBe(403)
  const guess = (answer: string) =>
    left.api('POST /api/v2/users/me/step_up', { step_up: { method: 'password', answer } })
  const codes = []
  for (let n = 0; n < 12; n++) codes.push((await guess(`wrong ${n}`)).status)
  expect(codes.filter((code) => code === 422)).toHaveLength(10)
  expect((await guess(PASSWORD)).status).toBe(429)
  expect((await act()).status).toBe(403)
})

test('lies of an authenticator: other origin, other host, replayed and foreign challenges, a counter that goes back', async () => {
  const account = await newAccount()
  const { api, browser: own } = await sessionOf(account, account.agent)
  const origin = `http://${account.host}`
  const key = newAuthenticator(origin)
  const options = async () => (await api('POST /api/v2/users/me/passkeys/options')).body.options
  const add = (credential: unknown) => api('POST /api/v2/users/me/passkeys', { passkey: { name: 'Key', credential } })
  const lies: Lie[] = [
    { origin: 'https://evil.example' },
    { origin: `https://${account.host}` },
    { rp_id: 'example' },
    { challenge: Buffer.from('made up').toString('base64url') },
  ]
  for (const lie of lies) expect((await add(key.create(await options(), lie))).status, JSON.stringify(lie)).toBe(422)
  for (const odd of [null, 1, 'x', {}, { id: 'x' }, { ...key.create(await options()), response: {} }])
    expect((await add(odd)).status).toBe(422)
  const used = await options()
  expect((await add(key.create(used))).status).toBe(201)
  expect((await add(newAuthenticator(origin).create(used))).status).toBe(422)
  expect((await add(key.create(await options()))).status).toBe(422)

  const signIn = async (lie: Lie, asked?: { challenge: string; rpId: string }) => {
    const one = browser(account)
    const given = asked ?? (await one.ask('POST', '/sign-in/passkey/options')).json().options
    const answer = await one.ask('POST', '/sign-in/passkey', { answer: JSON.stringify(key.get(given, lie)) })
    return answer.headers.location
  }
  for (const lie of [...lies, { is_verified: false }])
    expect(await signIn(lie), JSON.stringify(lie)).toBe('/sign-in?passkey=failed')
  const once = (await browser(account).ask('POST', '/sign-in/passkey/options')).json().options
  expect(await signIn({ counter: 50 }, once)).toBe('/agent')
  expect(await signIn({ counter: 51 }, once)).toBe('/sign-in?passkey=failed')
  // What was asked for a fresh proof is no sign-in.
  const other = (await api('POST /api/v2/users/me/step_up/options')).body.options
  expect(await signIn({ counter: 52 }, other)).toBe('/sign-in?passkey=failed')
  expect(await signIn({ counter: 20 })).toBe('/sign-in?passkey=failed')
  const [factor] = (await api('GET /api/v2/users/me/factors')).body.factors
  expect(factor.flagged_at).not.toBeNull()
  expect((await own.ask('GET', '/account/security')).payload).toContain('behaved like a copy')
  const logs = await account.call(account.admin, 'GET /api/v2/audit_logs?page[size]=100')
  expect(logs.text).toContain('factor.flagged')
})

test('a key that did not check its holder is a second factor only', async () => {
  const account = await newAccount()
  const { api } = await sessionOf(account, account.agent)
  const key = newAuthenticator(`http://${account.host}`)
  const { options } = (await api('POST /api/v2/users/me/passkeys/options')).body
  const credential = key.create(options, { is_verified: false })
  const added = await api('POST /api/v2/users/me/passkeys', { passkey: { name: 'Key', credential } })
  expect(added.body.factor.is_first_factor).toBe(false)
  const one = browser(account)
  const asked = (await one.ask('POST', '/sign-in/passkey/options')).json().options
  const answer = await one.ask('POST', '/sign-in/passkey', { answer: JSON.stringify(key.get(asked)) })
  expect(answer.headers.location).toBe('/sign-in?passkey=failed')
})
