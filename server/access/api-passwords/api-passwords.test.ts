// Passwords on the API: off, and when an admin switched them on. Everything that keeps somebody out at the sign-in page
// keeps them out here, and looks like a wrong password.
import { describe, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { addApp, sessionOf } from '../../../tests/support/factors.ts'
import { browser, givePassword, PASSWORD } from '../../../tests/support/form-browser.ts'
import { sql } from '../../platform/db.ts'

const HOME = '198.51.100.7'

async function takingPasswords(password_access = true): Promise<TestAccount> {
  const account = await newAccount()
  await givePassword(account, account.agent)
  await givePassword(account, account.customer)
  const policy = { credential_policy: { password_access } }
  const changed = await account.call(account.admin, 'PUT /api/v2/credential_policy', policy)
  expect(changed.body.credential_policy.password_access).toBe(password_access)
  return account
}

interface Asked {
  url?: string
  method?: 'GET' | 'POST' | 'PUT'
  ip?: string
  body?: object
  headers?: Record<string, string>
}

async function ask({ app, host }: TestAccount, email: string, password: string, asked: Asked = {}) {
  const answer = await app.inject({
    method: asked.method ?? 'GET',
    url: asked.url ?? '/api/v2/tickets',
    remoteAddress: asked.ip ?? HOME,
    headers: {
      host,
      authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
      ...asked.headers,
    },
    ...(asked.body ? { payload: asked.body } : {}),
  })
  const is_json = String(answer.headers['content-type']).includes('json') && answer.payload !== ''
  return { status: answer.statusCode, headers: answer.headers, body: is_json ? answer.json() : null }
}

/** An answer without what is different in each. */
const seen = ({ status, body }: Awaited<ReturnType<typeof ask>>) => [status, { ...body, request_id: null }]

const eventsOf = (account: TestAccount, type: string) =>
  account.work((work) =>
    work.db.all<{ subject_id: number; data: Record<string, unknown> }>(
      sql`select subject_id, data from events where account_id = ${work.account_id} and type = ${type} order by event_id`,
    ),
  )

describe('where passwords are off', () => {
  test('a right one is refused as a wrong one is, and nothing is counted or looked at', async () => {
    const account = await newAccount()
    await givePassword(account, account.agent)
    expect((await account.call(account.admin, 'GET /api/v2/credential_policy')).body.credential_policy).toMatchObject({
      password_access: false,
    })
    const right = await ask(account, account.agent.email, PASSWORD)
    expect(right.status).toBe(401)
    for (const [email, password] of [
      [account.agent.email, 'wrong wrong wrong'],
      ['nobody@people.example', PASSWORD],
      ['', ''],
    ] as const)
      expect(seen(await ask(account, email, password))).toEqual(seen(right))
    const counted = await account.work((work) =>
      work.db.all<{ purpose: string }>(sql`select purpose from attempts where account_id = ${work.account_id}`),
    )
    expect(counted).toEqual([])
  })

  test('only an admin switches them on, and it is on record', async () => {
    const account = await newAccount()
    const policy = { credential_policy: { password_access: true } }
    expect((await account.call(account.agent, 'PUT /api/v2/credential_policy', policy)).status).toBe(403)
    expect((await account.call(account.admin, 'PUT /api/v2/credential_policy', policy)).status).toBe(200)
    const [changed] = await eventsOf(account, 'credential_policy.changed')
    expect(changed?.data).toMatchObject({ password_access: true, previous: { password_access: false } })
    for (const password_access of ['yes', 1, null]) {
      const wrong = { credential_policy: { password_access } }
      expect((await account.call(account.admin, 'PUT /api/v2/credential_policy', wrong)).status).toBe(422)
    }
  })
})

describe('where passwords are on', () => {
  test('a person reads and writes with theirs, and does nothing that needs more', async () => {
    const account = await takingPasswords()
    const { agent } = account
    const me = await ask(account, agent.email.toUpperCase(), PASSWORD, { url: '/api/v2/users/me.json' })
    expect(me.body.user.id).toBe(agent.id)
    expect(me.body.user.authenticity_token).toBeUndefined()
    const ticket = { ticket: { subject: 'S', comment: { body: 'B' } } }
    const made = await ask(account, agent.email, PASSWORD, { url: '/api/v2/tickets', method: 'POST', body: ticket })
    expect(made.status).toBe(201)
    const api_token = { api_token: { description: 'more' } }
    for (const [method, url, body] of [
      ['POST', '/api/v2/api_tokens', api_token],
      ['POST', '/api/v2/oauth/tokens', { token: { client_id: 1, scopes: ['read'] } }],
      [
        'PUT',
        `/api/v2/users/${agent.id}/password`,
        { previous_password: PASSWORD, password: 'seven herons over water' },
      ],
      ['POST', '/api/v2/users/me/factors', { factor: { kind: 'totp', name: 'x' } }],
      ['GET', '/api/v2/incremental/tickets/cursor?start_time=0', undefined],
    ] as const)
      expect((await ask(account, agent.email, PASSWORD, { method, url, ...(body ? { body } : {}) })).status, url).toBe(
        403,
      )
    const headers = { 'x-on-behalf-of': account.customer.email }
    expect((await ask(account, agent.email, PASSWORD, { headers })).status).toBe(403)
    // On the API alone: no page is opened by it.
    expect((await ask(account, agent.email, PASSWORD, { url: '/account/security' })).status).toBe(401)
    expect((await ask(account, agent.email, PASSWORD, { url: '/scim/v2/Users' })).status).toBe(401)
  })

  test('what keeps somebody out at the sign-in keeps them out here, and looks like a wrong password', async () => {
    const account = await takingPasswords()
    const { admin, agent, call } = account
    const wrong = seen(await ask(account, agent.email, 'wrong wrong wrong'))
    expect(wrong[0]).toBe(401)
    const refused = async (person: Person, why: string) =>
      expect(seen(await ask(account, person.email, PASSWORD)), why).toEqual(wrong)
    const someone = async (why: string) => {
      const person = await account.addPerson('agent')
      await givePassword(account, person)
      expect((await ask(account, person.email, PASSWORD)).status, why).toBe(200)
      return person
    }
    expect(seen(await ask(account, 'nobody@people.example', PASSWORD))).toEqual(wrong)
    expect(seen(await ask(account, 'no address', PASSWORD))).toEqual(wrong)

    const suspended = await someone('suspended')
    await call(admin, `PUT /api/v2/users/${suspended.id}`, { user: { suspended: true } })
    await refused(suspended, 'suspended')

    const enrolled = await someone('second factor')
    await addApp(account, await sessionOf(account, enrolled))
    await refused(enrolled, 'second factor')

    const old = await someone('expired')
    const rules = { password_level: 'custom', password_rules: { max_age_days: 30 } }
    await call(admin, 'PUT /api/v2/sign_in_policies/staff', { sign_in_policy: rules })
    await account.work((work) =>
      work.db.run(sql`
        update passwords set changed_at = now() - interval '31 days'
        where account_id = ${work.account_id} and user_id = ${old.id}`),
    )
    await refused(old, 'expired')

    expect((await ask(account, account.customer.email, PASSWORD, { url: '/api/v2/requests' })).status).toBe(200)
    await call(admin, 'PUT /api/v2/sign_in_policies/end_user', { sign_in_policy: { password_enabled: false } })
    await refused(account.customer, 'closed for the audience')

    const outside = await someone('address')
    const ranges = [{ range: '127.0.0.1', label: 'here' }]
    const restricted = await call(admin, 'PUT /api/v2/ip_restrictions', { ip_restrictions: { enabled: true, ranges } })
    expect(restricted.status).toBe(200)
    await refused(outside, 'address')
    // Where customers may not come from either, nothing is tried at all.
    const closed = { ip_restrictions: { enabled: true, customers_may_bypass: false, ranges } }
    expect((await call(admin, 'PUT /api/v2/ip_restrictions', closed)).status).toBe(200)
    await refused(outside, 'closed network')
    expect((await ask(account, outside.email, PASSWORD, { ip: '127.0.0.1' })).status).toBe(200)
    await call(admin, 'PUT /api/v2/ip_restrictions', { ip_restrictions: { enabled: false, ranges } })

    // Asked of the role from tomorrow on: already now a password alone is not enough.
    const required_from = new Date(Date.now() + 86_400_000).toISOString()
    const requirement = { factor_requirement: { is_required: true, required_from } }
    expect((await call(admin, 'PUT /api/v2/factor_requirements/agent', requirement)).status).toBe(200)
    await refused(outside, 'second factor required')

    await account.work((work) =>
      work.db.run(sql`
        update sign_in_policies set sso_only = true, password_enabled = true
        where account_id = ${work.account_id} and audience = 'end_user'`),
    )
    await refused(account.customer, 'single sign-on only')

    const reasons = (await eventsOf(account, 'user.sign_in_failed')).map(({ data }) => data.reason)
    expect(reasons).toEqual([
      'wrong_password',
      'unknown_address',
      'unknown_address',
      'suspended',
      'second_factor',
      'password_expired',
      'method_not_allowed',
      'address_not_allowed',
      'second_factor',
      'method_not_allowed',
    ])
  })

  test('a use is recorded once an hour and place, a new place at once; what is done is recorded as the person’s', async () => {
    const account = await takingPasswords()
    const { agent } = account
    for (const ip of [HOME, HOME, '192.0.2.4', '192.0.2.4']) await ask(account, agent.email, PASSWORD, { ip })
    const uses = await eventsOf(account, 'password.used_on_api')
    expect(uses).toEqual([
      { subject_id: agent.id, data: { by: 'basic', is_new_network: true } },
      { subject_id: agent.id, data: { by: 'basic', is_new_network: true } },
    ])
    await account.work((work) =>
      work.db.run(sql`
        update password_networks set last_used_at = last_used_at - interval '61 minutes' where account_id = ${work.account_id}`),
    )
    await ask(account, agent.email, PASSWORD)
    expect((await eventsOf(account, 'password.used_on_api')).at(-1)?.data).toEqual({
      by: 'basic',
      is_new_network: false,
    })
  })

  test('a program asks as much at once as it likes, up to sixty in a minute', async () => {
    const account = await takingPasswords()
    const { email } = account.agent
    expect((await ask(account, email, PASSWORD)).status).toBe(200)
    const burst = await Promise.all(Array.from({ length: 30 }, () => ask(account, email, PASSWORD)))
    expect(burst.map(({ status }) => status)).toEqual(Array(30).fill(200))
    await account.work((work) =>
      work.db.run(sql`
        update attempts set count = 60, expires_at = now() + interval '1 minute'
        where account_id = ${work.account_id} and purpose = 'api_password_uses'`),
    )
    const late = await ask(account, email, PASSWORD)
    expect([late.status, Number(late.headers['retry-after']) <= 60]).toEqual([429, true])
    // That is no lock-out: nobody is told, and the sign-in page is open.
    expect((await account.call(account.admin, 'GET /api/v2/lock_outs')).body.lock_outs).toEqual([])
  })
})

describe('who guesses', () => {
  test('has ten tries from one place, here and at the sign-in page together, whether or not there is such a person', async () => {
    const account = await takingPasswords()
    for (const email of [account.agent.email, 'nobody@people.example']) {
      const page = browser(account, HOME)
      for (let tried = 0; tried < 4; tried++)
        await page.ask('POST', '/sign-in', { email, password: 'wrong wrong wrong' })
      const guesses = await Promise.all(
        Array.from({ length: 8 }, () => ask(account, email, 'wrong wrong wrong', { url: '/api/v2/users/me' })),
      )
      expect(guesses.map(({ status }) => status).sort(), email).toEqual([...Array(6).fill(401), 429, 429])
      const right = await ask(account, email, PASSWORD)
      expect(right.status).toBe(429)
      expect(Number(right.headers['retry-after'])).toBeGreaterThan(60)
      expect((await page.ask('POST', '/sign-in', { email, password: PASSWORD })).statusCode).toBe(429)
    }
    const { lock_outs } = (await account.call(account.admin, 'GET /api/v2/lock_outs')).body
    expect(lock_outs.map((one: { limit: string }) => one.limit)).toEqual(['sign_in_pair', 'sign_in_pair'])
  })

  test('from everywhere keeps neither a program out whose password was right before, nor a known browser', async () => {
    const account = await takingPasswords()
    const { email } = account.agent
    const known = browser(account, '192.0.2.77')
    await known.ask('POST', '/sign-in', { email, password: PASSWORD })
    expect((await ask(account, email, PASSWORD)).status).toBe(200)
    const strangers = Array.from({ length: 55 }, (_, index) => `203.0.113.${index + 1}`)
    const tries = await Promise.all(strangers.map((ip) => ask(account, email, 'wrong wrong wrong', { ip })))
    expect(tries.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await ask(account, email, PASSWORD, { ip: '203.0.113.250' })).status).toBe(429)
    expect((await ask(account, email, PASSWORD)).status).toBe(200)
    known.cookies.delete('__Host-custos')
    expect((await known.ask('POST', '/sign-in', { email, password: PASSWORD })).statusCode).toBe(303)
    // With a new password nothing is known of places any more.
    await givePassword(account, account.agent)
    expect((await ask(account, email, PASSWORD)).status).toBe(429)
  })

  test('at the place of a program has forty tries', async () => {
    const account = await takingPasswords()
    const { email } = account.agent
    await ask(account, email, PASSWORD)
    const guesses = await Promise.all(Array.from({ length: 42 }, () => ask(account, email, 'wrong wrong wrong')))
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(2)
    const { lock_outs } = (await account.call(account.admin, 'GET /api/v2/lock_outs')).body
    expect(lock_outs.map((one: { limit: string }) => one.limit)).toEqual(['api_password_pair'])
  })

  test('learns nothing from odd headers, which are no fault either', async () => {
    const account = await takingPasswords()
    for (const [email, password] of [
      [account.agent.email, ''],
      [account.agent.email, 'x'.repeat(5_000)],
      [account.agent.email, '\u0000'],
      ['\u0000', PASSWORD],
      [`${account.agent.email}/token`, PASSWORD],
      ['', PASSWORD],
    ] as const)
      expect((await ask(account, email, password)).status).toBe(401)
  })
})
