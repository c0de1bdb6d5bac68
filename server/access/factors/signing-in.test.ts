// Signing in where a second factor is asked for, on the pages as a browser without scripts uses them.
import { expect, test } from 'vitest'
import { newAuthenticator } from '../../../tests/support/authenticator.ts'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { addApp, codeOf, forgetSteps, makeCodes, sessionOf, withSession } from '../../../tests/support/factors.ts'
import { browser, givePassword, PASSWORD } from '../../../tests/support/form-browser.ts'
import { sql } from '../../platform/db.ts'

const STEP = '/sign-in/second-factor'

/** The first step, in a fresh browser or a given one. */
async function firstStep(account: TestAccount, person: Person, one = browser(account)) {
  const answer = await one.ask('POST', '/sign-in', { email: person.email, password: PASSWORD })
  return { one, leads_to: answer.headers.location }
}

async function require(account: TestAccount, role: string, write: object) {
  const path = `PUT /api/v2/factor_requirements/${role}`
  const answer = await account.call(account.admin, path, { factor_requirement: write })
  expect(answer.status, answer.text).toBe(200)
}

test('who has an app is asked for its code after the password, and has no session before', async () => {
  const account = await newAccount()
  const seed = await addApp(account, await sessionOf(account, account.agent))
  const { one, leads_to } = await firstStep(account, account.agent)
  expect(leads_to).toBe(STEP)
  expect((await one.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
  const shown = await one.ask('GET', STEP)
  expect(shown.payload).toContain('autocomplete="one-time-code"')
  expect(shown.payload).not.toContain('trusts_device')
  const wrong = await one.ask('POST', STEP, { method: 'totp', answer: '000000' })
  expect(wrong.statusCode).toBe(422)
  const right = await one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed) })
  expect([right.statusCode, right.headers.location]).toEqual([303, '/agent'])
  expect((await one.ask('GET', '/api/v2/tickets')).statusCode).toBe(200)
})

test('a recovery code opens the same door, and the page to choose another way works without scripts', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.customer)
  await addApp(account, session)
  const [code = ''] = await makeCodes(session)
  const { one } = await firstStep(account, account.customer)
  expect((await one.ask('GET', STEP)).payload).toContain(`${STEP}?with=recovery_code`)
  const right = await one.ask('POST', STEP, { method: 'recovery_code', answer: code })
  expect(right.headers.location).toBe('/')
})

test('a requirement lets people put it off until its date; then they set a factor up while signing in', async () => {
  const account = await newAccount()
  await givePassword(account, account.agent)
  const soon = new Date(Date.now() + 86_400_000).toISOString()
  await require(account, 'agent', { is_required: true, required_from: soon })
  const first = await firstStep(account, account.agent)
  expect(first.leads_to).toBe('/sign-in/set-up')
  expect((await first.one.ask('GET', '/sign-in/set-up')).payload).toContain('/sign-in/set-up/later')
  expect((await first.one.ask('POST', '/sign-in/set-up/later')).headers.location).toBe('/agent')
  expect((await account.call(account.agent, 'GET /api/v2/tickets')).status).toBe(200)
  await require(account, 'agent', { required_from: null })
  // The session that put it off is over, and the tokens do not work.
  expect((await first.one.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
  const token = await account.call(account.agent, 'GET /api/v2/tickets')
  expect([token.status, token.body.code]).toEqual([403, 'second_factor_required'])
  expect(token.body.description).toContain('second factor')
  const { one, leads_to } = await firstStep(account, account.agent)
  expect(leads_to).toBe('/sign-in/set-up')
  expect((await one.ask('GET', '/sign-in/set-up')).payload).not.toContain('/sign-in/set-up/later')
  expect((await one.ask('POST', '/sign-in/set-up/later')).headers.location).toBe('/sign-in/set-up')
  const begun = await one.ask('POST', '/sign-in/set-up/app')
  const path = String(begun.headers.location)
  const page = (await one.ask('GET', path)).payload
  expect(page).toContain('data:image/svg+xml;base64,')
  const seed = /secret=([A-Z2-7]+)/.exec(page)?.[1] ?? ''
  expect((await one.ask('POST', path, { code: '000000', name: 'Phone' })).statusCode).toBe(422)
  const done = await one.ask('POST', path, { code: codeOf(seed), name: 'My phone' })
  expect(done.headers.location).toBe('/sign-in/set-up/codes')
  const codes = (await one.ask('POST', '/sign-in/set-up/codes')).payload
  const code = /<code>([0-9a-z-]{29})<\/code>/.exec(codes)?.[1] ?? ''
  const kept = await one.ask('POST', '/sign-in/set-up/codes/confirm', { code })
  expect(kept.headers.location).toBe('/agent')
  const { api } = await withSession(account, account.agent, one)
  const own = (await api('GET /api/v2/users/me/factors')).body
  expect([own.factors[0].name, own.recovery_codes_left]).toEqual(['My phone', 10])
  expect((await account.call(account.agent, 'GET /api/v2/tickets')).status).toBe(200)
})

test('nobody is locked out: with a requirement for everybody and no factor anywhere, the only owner comes in', async () => {
  const account = await newAccount()
  await givePassword(account, account.owner)
  const required_from = new Date(Date.now() + 86_400_000).toISOString()
  for (const role of ['end-user', 'agent', 'owner', 'admin'])
    await require(account, role, { is_required: true, required_from })
  // As if the day had come.
  await account.work((work) =>
    work.db.run(
      sql`update factor_requirements set required_from = now() where account_id = ${work.account_id}::bigint`,
    ),
  )
  const { one, leads_to } = await firstStep(account, account.owner)
  expect(leads_to).toBe('/sign-in/set-up')
  const path = String((await one.ask('POST', '/sign-in/set-up/app')).headers.location)
  const seed = /secret=([A-Z2-7]+)/.exec((await one.ask('GET', path)).payload)?.[1] ?? ''
  await one.ask('POST', path, { code: codeOf(seed), name: '' })
  expect((await one.ask('POST', '/sign-in/set-up/finish')).headers.location).toBe('/agent')
  const { api } = await withSession(account, account.owner, one)
  const off = await api('PUT /api/v2/factor_requirements/owner', { factor_requirement: { is_required: false } })
  expect(off.status).toBe(200)
})

test('in new browsers only: a browser is asked again after a month, or when the requirement says always', async () => {
  const account = await newAccount()
  const seed = await addApp(account, await sessionOf(account, account.agent))
  await require(account, 'agent', { frequency: 'new_devices' })
  const { one } = await firstStep(account, account.agent)
  expect((await one.ask('GET', STEP)).payload).toContain('name="trusts_device"')
  await one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed), trusts_device: '1' })
  const again = async () => (await firstStep(account, account.agent, one)).leads_to
  expect(await again()).toBe('/agent')
  expect((await firstStep(account, account.agent)).leads_to).toBe(STEP)
  await require(account, 'agent', { frequency: 'always' })
  expect(await again()).toBe(STEP)
  await require(account, 'agent', { frequency: 'new_devices' })
  await account.work((work) =>
    work.db.run(
      sql`update devices set second_factor_trusted_until = now() where account_id = ${work.account_id}::bigint`,
    ),
  )
  expect(await again()).toBe(STEP)
})

test('a passkey is a second factor and, alone, a first one', async () => {
  const account = await newAccount()
  const { api } = await sessionOf(account, account.agent)
  const key = newAuthenticator(`http://${account.host}`)
  const { options } = (await api('POST /api/v2/users/me/passkeys/options')).body
  const passkey = { name: 'Laptop', credential: key.create(options) }
  const added = await api('POST /api/v2/users/me/passkeys', { passkey })
  expect([added.status, added.body.factor?.is_first_factor, added.body.factor?.host]).toEqual([201, true, account.host])
  const { one } = await firstStep(account, account.agent)
  const page = (await one.ask('GET', STEP)).payload
  const asked = JSON.parse((/data-options="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&quot;', '"'))
  const answer = JSON.stringify(key.get(asked))
  expect((await one.ask('POST', STEP, { method: 'passkey', answer })).headers.location).toBe('/agent')
  const alone = browser(account)
  const first = (await alone.ask('POST', '/sign-in/passkey/options')).json().options
  const came = await alone.ask('POST', '/sign-in/passkey', { answer: JSON.stringify(key.get(first)) })
  expect(came.headers.location).toBe('/agent')
  expect((await alone.ask('GET', '/api/v2/tickets')).statusCode).toBe(200)
})

test('the page of security lists factors, adds and removes them, and asks for a proof first', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.customer)
  await addApp(account, session, 'My <b>phone')
  const { browser: one, api } = session
  const csrf_token = (await api('GET /api/v2/users/me')).body.user.authenticity_token
  const shown = (await one.ask('GET', '/account/security')).payload
  expect(shown).toContain('My &lt;b>phone')
  const id = (await api('GET /api/v2/users/me/factors')).body.factors[0].id
  await account.work((work) =>
    work.db.run(sql`update sessions set proved_at = ${new Date(0)} where account_id = ${work.account_id}::bigint`),
  )
  expect((await one.ask('POST', `/account/factors/${id}/remove`, { csrf_token })).statusCode).toBe(403)
  expect((await one.ask('GET', '/account/factors/passkey')).headers.location).toContain('/account/prove')
  const return_to = '/account/security#factors'
  const wrong = await one.ask('POST', '/account/prove', { csrf_token, method: 'password', answer: 'x', return_to })
  expect(wrong.statusCode).toBe(422)
  const away = { csrf_token, method: 'password', answer: PASSWORD, return_to: '//evil.example' }
  expect((await one.ask('POST', '/account/prove', away)).headers.location).toBe('/account/security')
  const removed = await one.ask('POST', `/account/factors/${id}/remove`, { csrf_token })
  expect(removed.headers.location).toBe('/account/security?section=factors&result=removed#factors')
  expect((await one.ask('GET', String(removed.headers.location))).payload).toContain('It is removed.')
})

test('an admin takes the factors of somebody away, which ends their sessions; not their own, not an owner’s', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.agent)
  await addApp(account, session)
  const { call, admin, owner, agent } = account
  expect((await call(admin, `DELETE /api/v2/users/${admin.id}/factors`)).status).toBe(422)
  expect((await call(admin, `DELETE /api/v2/users/${owner.id}/factors`)).status).toBe(403)
  expect((await call(admin, `DELETE /api/v2/users/${agent.id}/factors`)).status).toBe(204)
  expect((await session.browser.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
  expect((await firstStep(account, agent)).leads_to).toBe('/agent')
})

test('admins see how far it has come, remind by mail, and exempt single people until a date', async () => {
  const account = await newAccount()
  const { call, admin, agent } = account
  const other = await account.addPerson('agent')
  await addApp(account, await sessionOf(account, other))
  await require(account, 'agent', { is_required: true })
  const { factor_requirements } = (await call(admin, 'GET /api/v2/factor_requirements')).body
  const row = () => factor_requirements.find((one: { role: string }) => one.role === 'agent')
  expect(row().people).toEqual({ total: 2, enrolled: 1, exempt: 0 })
  const { people } = (await call(admin, 'GET /api/v2/factor_progress?role=agent')).body
  expect(people.map((one: { user_id: number }) => one.user_id)).toEqual([agent.id])
  const reminded = await call(admin, 'POST /api/v2/factor_reminders', {
    factor_reminder: { user_ids: [agent.id, other.id] },
  })
  expect(reminded.body.factor_reminder.reminded).toBe(1)
  const ends_at = new Date(Date.now() + 86_400_000).toISOString()
  const path = `users/${agent.id}/factor_exemption`
  expect((await call(agent, 'GET /api/v2/tickets')).status).toBe(403)
  expect((await call(admin, `PUT /api/v2/${path}`, { factor_exemption: { ends_at } })).status).toBe(200)
  expect((await call(agent, 'GET /api/v2/tickets')).status).toBe(200)
  expect((await call(admin, `DELETE /api/v2/${path}`)).status).toBe(204)
  expect((await call(agent, 'GET /api/v2/tickets')).status).toBe(403)
  await forgetSteps(account)
})
