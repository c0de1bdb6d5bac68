// The ways back in: a lock-out that an admin lifts, the emergency page, the command line.
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { addApp, codeOf, forgetSteps, makeCodes, sessionOf } from '../../tests/support/factors.ts'
import { accountWithPassword, browser, givePassword, PASSWORD } from '../../tests/support/form-browser.ts'
import { markSecondFactor } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { resetAccess } from './break-glass.ts'

const WRONG = 'wrong wrong wrong'

describe('a lock-out', () => {
  test('is seen and lifted by admins, and never keeps a known browser out', async () => {
    const account = await accountWithPassword()
    const { admin, agent, call } = account
    const known = browser(account, '198.51.100.1')
    const attempt = (password: string, one = browser(account, '198.51.100.1')) =>
      one.ask('POST', '/sign-in', { email: agent.email, password })
    expect((await attempt(PASSWORD, known)).statusCode).toBe(303)
    for (let at = 0; at < 12; at++) await attempt(WRONG)
    expect((await attempt(PASSWORD)).statusCode).toBe(429)
    // However often its owner comes and goes.
    for (let at = 0; at < 12; at++) expect((await attempt(PASSWORD, known)).statusCode).toBe(303)
    expect((await call(agent, 'GET /api/v2/lock_outs')).status).toBe(403)
    const { lock_outs } = (await call(admin, 'GET /api/v2/lock_outs')).body
    expect(lock_outs).toHaveLength(1)
    expect(lock_outs[0]).toMatchObject({
      limit: 'sign_in_pair',
      user_id: agent.id,
      email: agent.email,
      ip: '198.51.100.1',
    })
    expect((await call(admin, `DELETE /api/v2/lock_outs/${lock_outs[0].id}`)).status).toBe(204)
    expect((await call(admin, `DELETE /api/v2/lock_outs/${lock_outs[0].id}`)).status).toBe(404)
    expect((await attempt(PASSWORD)).statusCode).toBe(303)
    expect((await call(admin, 'GET /api/v2/lock_outs')).body.lock_outs).toEqual([])
  })

  test('of an account does not stop its owner from coming in by a link, nor others from the same place', async () => {
    const account = await accountWithPassword()
    for (let at = 0; at < 12; at++)
      await browser(account).ask('POST', '/sign-in', { email: account.agent.email, password: WRONG })
    await givePassword(account, account.admin)
    const other = await browser(account).ask('POST', '/sign-in', { email: account.admin.email, password: PASSWORD })
    expect(other.statusCode).toBe(303)
  })
})

/** As after a provider was tested and "SSO only" switched on. */
async function ssoOnly(account: TestAccount) {
  await account.call(account.admin, 'PUT /api/v2/sign_in_policies/staff', {
    sign_in_policy: { session_idle_minutes: 60 },
  })
  await account.work((work) =>
    work.db.run(
      sql`update sign_in_policies set sso_only = true where account_id = ${work.account_id} and audience = 'staff'`,
    ),
  )
}

describe('while only identity providers are allowed', () => {
  test('a right password looks as a wrong one', async () => {
    const account = await accountWithPassword()
    await ssoOnly(account)
    const pages = []
    for (const password of [PASSWORD, WRONG]) {
      const answer = await browser(account).ask('POST', '/sign-in', { email: account.agent.email, password })
      pages.push([answer.statusCode, answer.payload, answer.cookies.length])
    }
    expect(pages[0]).toEqual(pages[1])
  })

  const PAGE = '/sign-in/break-glass'
  const STEP = '/sign-in/second-factor'
  const attempt = async (account: TestAccount, email: string, password = PASSWORD, one = browser(account)) => {
    const answer = await one.ask('POST', PAGE, { email, password })
    return { one, status: answer.statusCode, to: answer.headers.location }
  }
  const isIn = async (one: ReturnType<typeof browser>) => (await one.ask('GET', '/api/v2/tickets')).statusCode === 200

  test('an owner comes in at the emergency page with a password and a code of their app, and nobody else', async () => {
    const account = await accountWithPassword()
    const { admin, agent, owner } = account
    expect((await browser(account).ask('GET', PAGE)).statusCode).toBe(404)
    const session = await sessionOf(account, owner)
    const seed = await addApp(account, session)
    const [code = ''] = await makeCodes(session)
    await addApp(account, await sessionOf(account, admin))
    await ssoOnly(account)
    expect((await browser(account).ask('GET', PAGE)).payload).toContain(`action="${PAGE}"`)
    for (const person of [agent, admin]) expect((await attempt(account, person.email)).status).toBe(422)
    expect((await attempt(account, owner.email, WRONG)).status).toBe(422)

    const { one, status, to } = await attempt(account, owner.email)
    expect([status, to]).toEqual([303, STEP])
    expect(await isIn(one)).toBe(false)
    expect((await one.ask('POST', STEP, { method: 'totp', answer: '000000' })).statusCode).toBe(422)
    expect(await isIn(one)).toBe(false)
    const right = await one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed) })
    expect([right.statusCode, right.headers.location]).toEqual([303, '/agent'])
    expect(await isIn(one)).toBe(true)
    // A code counts once, at this door too; a recovery code opens it as well.
    const again = await attempt(account, owner.email)
    expect((await again.one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed) })).statusCode).toBe(422)
    const recovered = await again.one.ask('POST', STEP, { method: 'recovery_code', answer: code })
    expect(recovered.headers.location).toBe('/agent')
    const { audit_logs } = (await account.call(owner, 'GET /api/v2/audit_logs')).body
    expect(JSON.stringify(audit_logs)).toContain('signed_in_by_break_glass')
  })

  test('an owner without a factor that works stays out, and cannot set one up with the password alone', async () => {
    const account = await newAccount()
    const { owner, admin, call } = account
    await givePassword(account, owner)
    await ssoOnly(account)
    await account.work((work) => markSecondFactor(work, owner.id, work.now))
    await call(admin, 'PUT /api/v2/factor_requirements/owner', { factor_requirement: { is_required: true } })
    const { one, status } = await attempt(account, owner.email)
    expect(status).toBe(422)
    for (const path of ['/sign-in/set-up/app', '/sign-in/set-up/later'])
      expect((await one.ask('POST', path)).headers.location).toBe('/sign-in')
    expect(await isIn(one)).toBe(false)
    const { audit_logs } = (await call(owner, 'GET /api/v2/audit_logs')).body
    expect(JSON.stringify(audit_logs)).not.toContain('signed_in_by_break_glass')
  })

  test('a browser that is not asked for the second factor elsewhere is asked at the emergency page', async () => {
    const account = await newAccount()
    const { owner, admin, call } = account
    const seed = await addApp(account, await sessionOf(account, owner))
    await call(admin, 'PUT /api/v2/factor_requirements/owner', { factor_requirement: { frequency: 'new_devices' } })
    const one = browser(account)
    await one.ask('POST', '/sign-in', { email: owner.email, password: PASSWORD })
    await one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed), trusts_device: '1' })
    expect((await one.ask('POST', '/sign-in', { email: owner.email, password: PASSWORD })).headers.location).toBe(
      '/agent',
    )
    await ssoOnly(account)
    await forgetSteps(account)
    expect((await attempt(account, owner.email, PASSWORD, one)).to).toBe(STEP)
    expect((await one.ask('GET', STEP)).payload).not.toContain('trusts_device')
    const done = await one.ask('POST', STEP, { method: 'totp', answer: codeOf(seed) })
    expect(done.headers.location).toBe('/agent')
  })

  test('whoever runs the server opens it again, with a link for an owner', async () => {
    const account = await newAccount()
    await ssoOnly(account)
    const reset = await account.work((work) => resetAccess(work, null))
    expect(reset?.email).toBe(account.owner.email)
    const { sign_in_policy } = (await account.call(account.admin, 'GET /api/v2/sign_in_policies/staff')).body
    expect(sign_in_policy).toMatchObject({ sso_only: false, password_enabled: true, session_idle_minutes: 60 })
    const one = browser(account)
    expect((await one.ask('POST', `/reset/${reset?.token}`, { password: 'seven herons over water' })).statusCode).toBe(
      303,
    )
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(account.owner.id)
    expect(await account.work((work) => resetAccess(work, account.admin.email))).toBeNull()
  })
})
