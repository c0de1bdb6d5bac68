// Attacks on the emergency sign-in: whoever has an owner's password and nothing else tries to come in past "SSO only".
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type Person, type TestAccount } from '../support/desk.ts'
import { addApp, codeOf, forgetSteps, makeCodes, sessionOf } from '../support/factors.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'
import { newPost, type Post } from '../support/letters.ts'

const PATH = '/sign-in/break-glass'

/** As after a provider was tested and "SSO only" switched on. */
async function ssoOnly(account: TestAccount): Promise<void> {
  const write = { sign_in_policy: { session_idle_minutes: 60 } }
  await account.call(account.admin, 'PUT /api/v2/sign_in_policies/staff', write)
  await account.work((work) =>
    work.db.run(
      sql`update sign_in_policies set sso_only = true where account_id = ${work.account_id} and audience = 'staff'`,
    ),
  )
}

const attempt = (one: ReturnType<typeof browser>, person: Person, password = PASSWORD) =>
  one.ask('POST', PATH, { email: person.email, password })

const isIn = async (one: ReturnType<typeof browser>) =>
  (await one.ask('GET', '/api/v2/users/me')).json().user.id !== null

/** An owner beside the first one. */
async function addOwner(account: TestAccount): Promise<Person> {
  const second = await account.addPerson('admin')
  const made = await account.call(account.owner, `PUT /api/v2/users/${second.id}`, { user: { is_owner: true } })
  expect(made.status, made.text).toBe(200)
  return second
}

const setRequirement = (account: TestAccount, factor_requirement: object) =>
  account.call(account.owner, 'PUT /api/v2/factor_requirements/owner', { factor_requirement })

test('a trusted browser does not stand for the second factor there, though it does elsewhere', async () => {
  const account = await newAccount()
  const seed = await addApp(account, await sessionOf(account, account.owner))
  await setRequirement(account, { is_required: true, frequency: 'new_devices' })
  const one = browser(account)
  const sign_in = { email: account.owner.email, password: PASSWORD }
  await one.ask('POST', '/sign-in', sign_in)
  const proof = { method: 'totp', answer: codeOf(seed), trusts_device: 'on' }
  expect((await one.ask('POST', '/sign-in/second-factor', proof)).headers.location).toBe('/agent')
  one.cookies.delete('__Host-custos')
  expect((await one.ask('POST', '/sign-in', sign_in)).headers.location).toBe('/agent')
  one.cookies.delete('__Host-custos')
  await ssoOnly(account)
  expect((await attempt(one, account.owner)).headers.location).toBe('/sign-in/second-factor')
  expect(await isIn(one)).toBe(false)
})

test('a factor that does not work is none: a phone while texts are off, an app that was never confirmed', async () => {
  const account = await newAccount()
  const session = await sessionOf(account, account.owner)
  await addApp(account, session)
  for (const change of [
    sql`update factors set kind = 'sms' where account_id = ${account.account_id}::bigint`,
    sql`update factors set kind = 'totp', confirmed_at = null where account_id = ${account.account_id}::bigint`,
  ]) {
    await account.work((work) => work.db.run(change))
    await ssoOnly(account)
    const one = browser(account)
    expect((await attempt(one, account.owner)).statusCode).toBe(422)
    expect([await isIn(one), [...one.cookies.keys()]]).toEqual([false, []])
  }
})

test('a requirement that is off, put off or lifted for the owner changes nothing', async () => {
  const account = await newAccount()
  const second = await addOwner(account)
  await addApp(account, await sessionOf(account, account.owner))
  const ends_at = new Date(Date.now() + 86_400_000).toISOString()
  const exempt = await account.call(second, `PUT /api/v2/users/${account.owner.id}/factor_exemption`, {
    factor_exemption: { ends_at },
  })
  expect(exempt.status, exempt.text).toBeLessThan(300)
  await ssoOnly(account)
  for (const requirement of [{ is_required: false }, { is_required: true, required_from: ends_at }]) {
    expect((await setRequirement(account, requirement)).status).toBe(200)
    const one = browser(account)
    expect((await attempt(one, account.owner)).headers.location).toBe('/sign-in/second-factor')
    expect(await isIn(one)).toBe(false)
  }
})

test('the step is skipped by no path: not by setting a factor up, not by putting it off, not by another way in', async () => {
  const account = await newAccount()
  const seed = await addApp(account, await sessionOf(account, account.owner))
  await ssoOnly(account)
  const one = browser(account)
  await attempt(one, account.owner)
  // What it had is taken away meanwhile, which must not turn the step into setting up another one.
  await account.work((work) => work.db.run(sql`delete from factors where account_id = ${work.account_id}::bigint`))
  for (const [method, path] of [
    ['GET', '/sign-in/set-up'],
    ['POST', '/sign-in/set-up/app'],
    ['POST', '/sign-in/set-up/later'],
    ['POST', '/sign-in/set-up/finish'],
    ['POST', '/sign-in/set-up/codes'],
    ['POST', '/sign-in/new-password'],
    ['GET', '/agent'],
  ] as const) {
    await one.ask(method, path, method === 'POST' ? { password: 'seven herons over water', name: 'x' } : undefined)
    expect([path, await isIn(one)]).toEqual([path, false])
  }
  const guess = await one.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: codeOf(seed) })
  expect([guess.statusCode, await isIn(one)]).toEqual([422, false])
})

test('guesses are counted as everywhere: a hundred tries at the second factor are ten', async () => {
  const account = await newAccount()
  const seed = await addApp(account, await sessionOf(account, account.owner))
  await ssoOnly(account)
  const codes: number[] = []
  for (let round = 0; round < 3; round++) {
    const one = browser(account, '198.51.100.9')
    await attempt(one, account.owner)
    for (let n = 0; n < 6; n++)
      codes.push((await one.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: '000000' })).statusCode)
  }
  expect(codes.filter((code) => code === 422)).toHaveLength(10)
  const one = browser(account, '198.51.100.9')
  await attempt(one, account.owner)
  const right = await one.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: codeOf(seed) })
  expect([right.statusCode, await isIn(one)]).toEqual([429, false])
})

test('everybody but an owner with both is answered alike, and the page is not there without need', async () => {
  const account = await newAccount()
  const second = await addOwner(account)
  await addApp(account, await sessionOf(account, account.admin))
  for (const person of [account.agent, second, account.customer]) await givePassword(account, person)
  expect((await attempt(browser(account), account.admin)).statusCode).toBe(404)
  await ssoOnly(account)
  const answers = new Set<string>()
  for (const [email, password] of [
    [account.admin.email, PASSWORD],
    [account.agent.email, PASSWORD],
    [second.email, PASSWORD],
    [account.customer.email, PASSWORD],
    [account.owner.email, 'wrong wrong wrong'],
    ['nobody@people.example', PASSWORD],
  ] as const) {
    const one = browser(account)
    const { statusCode, headers, payload } = await one.ask('POST', PATH, { email, password })
    const names = Object.keys(headers).toSorted()
    answers.add(JSON.stringify([statusCode, names, payload.replaceAll(email, ''), [...one.cookies.keys()]]))
  }
  expect(answers.size).toBe(1)
})

/** Mails to the two admins about emergency sign-ins. */
async function told(post: Post): Promise<number> {
  await post.runJobs()
  return (await post.sent()).filter(({ mail }) => mail.subject === 'Emergency sign-in to Test desk').length
}

test('it opens with password and factor, a recovery code too; then it is on record, and the admins hear of it', async () => {
  const account = await newPost()
  const session = await sessionOf(account, account.owner)
  const seed = await addApp(account, session)
  const [code = ''] = await makeCodes(session)
  await forgetSteps(account)
  await ssoOnly(account)
  for (const proof of [
    { method: 'totp', answer: codeOf(seed) },
    { method: 'recovery_code', answer: code },
  ]) {
    const one = browser(account)
    await attempt(one, account.owner)
    const before = await told(account)
    expect((await one.ask('POST', '/sign-in/second-factor', proof)).headers.location).toBe('/agent')
    expect(await isIn(one)).toBe(true)
    expect((await told(account)) - before).toBe(2)
    expect((await one.ask('POST', '/sign-in/second-factor', proof)).headers.location).toBe('/sign-in')
  }
  const logs = await account.call(account.owner, 'GET /api/v2/audit_logs?page[size]=100')
  expect(logs.text.match(/signed_in_by_break_glass/g)?.length).toBeGreaterThanOrEqual(2)
  // The door beside it stays shut.
  const one = browser(account)
  const usual = await one.ask('POST', '/sign-in', { email: account.owner.email, password: PASSWORD })
  expect([usual.statusCode, await isIn(one)]).toEqual([422, false])
})
