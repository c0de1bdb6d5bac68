import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { browser, givePassword, PASSWORD, signedIn } from '../../../tests/support/form-browser.ts'
import { sql } from '../../platform/db.ts'
import { newPersonsHash } from './choosing.ts'

type Session = Awaited<ReturnType<typeof signedIn>>

async function send({ account, one, token }: Session, method: 'PUT' | 'POST', url: string, payload: object) {
  const cookie = `__Host-custos=${one.cookies.get('__Host-custos')}`
  const headers = { host: account.host, cookie, 'x-csrf-token': token }
  const answer = await account.app.inject({ method, url, payload, headers })
  for (const renewed of answer.cookies) one.cookies.set(renewed.name, renewed.value)
  return answer
}

const setPolicy = (account: TestAccount, sign_in_policy: object, audience = 'staff') =>
  account.call(account.admin, `PUT /api/v2/sign_in_policies/${audience}`, { sign_in_policy })

const change = (session: Session, password: string, previous_password = PASSWORD) =>
  send(session, 'PUT', `/api/v2/users/${session.account.agent.id}/password`, { password, previous_password })

describe('a password of one’s own', () => {
  test('is held against the level of the audience', async () => {
    const session = await signedIn()
    await setPolicy(session.account, { password_level: 'custom', password_rules: { min_length: 8, numbers: true } })
    expect((await change(session, 'quiet lake at dawn')).json().details.password[0].description).toContain('number')
    expect((await change(session, 'lake 4 dawn')).statusCode).toBe(200)
    const { requirements } = (
      await session.account.call(
        session.account.admin,
        `GET /api/v2/users/${session.account.agent.id}/password/requirements`,
      )
    ).body
    expect(requirements[0]).toContain('at least 8 characters')
    expect(requirements).toHaveLength(3)
  })

  test('does not come back while its history says so', async () => {
    const session = await signedIn()
    await setPolicy(session.account, { password_level: 'custom', password_rules: { history: 2 } })
    const [second, third, fourth] = [
      'seven herons over water',
      'eight kettles on the stove',
      'nine lanterns in the fog',
    ]
    expect((await change(session, PASSWORD)).statusCode).toBe(422)
    expect((await change(session, second ?? '')).statusCode).toBe(200)
    expect((await change(session, third ?? '', second)).statusCode).toBe(200)
    for (const used of [PASSWORD, second ?? '', third ?? ''])
      expect((await change(session, used, third)).json().details.password[0].description).toContain('used before')
    expect((await change(session, fourth ?? '', third)).statusCode).toBe(200)
    expect((await change(session, PASSWORD, fourth)).statusCode).toBe(200)
  })

  test('that is too old is replaced before there is a session', async () => {
    const account = await newAccount()
    const { agent } = account
    await givePassword(account, agent)
    await setPolicy(account, { password_level: 'custom', password_rules: { max_age_days: 30 } })
    await account.work((work) =>
      work.db.run(
        sql`update passwords set changed_at = now() - interval '31 days' where account_id = ${account.account_id} and user_id = ${agent.id}`,
      ),
    )
    const one = browser(account)
    const first = await one.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD, return_to: '/agent/new' })
    expect(first.headers.location).toBe('/sign-in/new-password')
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect((await one.ask('GET', '/sign-in/new-password')).statusCode).toBe(200)
    expect((await one.ask('POST', '/sign-in/new-password', { password: PASSWORD })).statusCode).toBe(422)
    const done = await one.ask('POST', '/sign-in/new-password', { password: 'seven herons over water' })
    expect([done.statusCode, done.headers.location]).toEqual([303, '/agent/new'])
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(agent.id)
    expect((await browser(account).ask('GET', '/sign-in/new-password')).statusCode).toBe(410)
  })
})

describe('a password that an admin sets', () => {
  test('needs the policy’s leave, a session, and somebody who is not above them', async () => {
    const session = await signedIn(({ admin }) => admin)
    const { account } = session
    const { agent, owner, admin } = account
    const set = (id: number, password = 'seven herons over water') =>
      send(session, 'POST', `/api/v2/users/${id}/password`, { password })
    expect((await set(agent.id)).statusCode).toBe(403)
    await setPolicy(account, { admins_set_passwords: true })
    const one = browser(account)
    await givePassword(account, agent)
    await one.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })
    expect((await set(agent.id, 'short')).statusCode).toBe(422)
    expect((await set(agent.id)).statusCode).toBe(200)
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect([(await set(owner.id)).statusCode, (await set(admin.id)).statusCode]).toEqual([403, 403])
    expect(
      (await account.call(admin, `POST /api/v2/users/${agent.id}/password`, { password: 'seven herons over water' }))
        .status,
    ).toBe(403)
    expect(
      (await one.ask('POST', '/sign-in', { email: agent.email, password: 'seven herons over water' })).statusCode,
    ).toBe(303)
  })
})

test('the first password of a desk is held against what NIST recommends', async () => {
  await expect(newPersonsHash('fourteen chars', [])).rejects.toThrow()
  expect(await newPersonsHash('a quiet lake at dawn', [])).toMatch(/^\$argon2id\$/)
})

test('strength is shown by a script of ours, which says no word of the password', async () => {
  const account = await newAccount()
  const script = await browser(account).ask('GET', '/assets/password.js')
  expect(script.headers['content-type']).toContain('text/javascript')
  expect(() => new Function(script.payload)).not.toThrow()
})

describe('the check of a password while it is typed', () => {
  const check = (account: TestAccount, body: object, who = account.agent, of = account.agent.id) =>
    account.call(who, `POST /api/v2/users/${of}/password/check`, body)

  test('says how strong it is and what it lacks, by the level, in the language asked for', async () => {
    const account = await newAccount()
    await setPolicy(account, { password_level: 'medium' })
    const weak = (await check(account, { password: 'lake', locale: 'de' })).body.password_check
    expect(weak).toMatchObject({ strength: 1, strength_text: 'Schwach', problem: 'too_short' })
    expect(weak.requirements.map((one: { is_met: boolean | null }) => one.is_met)).toEqual([false, false, false, null])
    const known = (await check(account, { password: 'Password1234' })).body.password_check
    expect([known.strength, known.requirements.at(-1).is_met]).toEqual([1, false])
    const good = (await check(account, { password: 'seven Herons over 4 lakes' })).body.password_check
    expect(good).toMatchObject({ strength: 4, problem: null, problem_text: null })
    expect(good.requirements.every((one: { is_met: boolean | null }) => one.is_met)).toBe(true)
  })

  test('stores nothing, is for oneself and those one may edit, and takes bad input calmly', async () => {
    const account = await newAccount()
    const { agent, admin, customer, owner } = account
    expect((await check(account, { password: 'seven herons over water' }, admin)).status).toBe(200)
    expect((await check(account, { password: 'x' }, customer)).status).toBe(404)
    expect((await check(account, { password: 'x' }, agent, owner.id)).status).toBe(403)
    for (const bad of [{}, { password: null }, { password: 1 }, { password: 'x'.repeat(600) }])
      expect((await check(account, bad)).status).toBe(422)
    for (const odd of ['\u0000', '\ud800', '', 'x'.repeat(500)])
      expect((await check(account, { password: odd })).status).toBe(200)
    // Whoever asks without end keeps nobody else from choosing a password.
    await account.work((work) =>
      work.db.run(sql`
        update attempts set count = 300 where account_id = ${work.account_id}::bigint and purpose = 'password_check'`),
    )
    expect((await check(account, { password: 'x' })).status).toBe(429)
    expect((await check(account, { password: 'x' }, customer, customer.id)).status).toBe(200)
    const rows = await account.work((work) =>
      work.db.all<{ user_id: number }>(
        sql`select user_id from passwords where account_id = ${work.account_id}::bigint`,
      ),
    )
    expect(rows).toEqual([])
  })
})
