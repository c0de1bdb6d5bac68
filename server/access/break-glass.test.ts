// The ways back in: a lock-out that an admin lifts, the emergency page, the command line.
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
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

  test('an owner with a second factor comes in at the emergency page, and nobody else', async () => {
    const account = await accountWithPassword()
    const { agent, owner } = account
    expect((await browser(account).ask('GET', '/sign-in/break-glass')).statusCode).toBe(404)
    await ssoOnly(account)
    await givePassword(account, owner)
    expect((await browser(account).ask('GET', '/sign-in/break-glass')).payload).toContain(
      'action="/sign-in/break-glass"',
    )
    const attempt = async (email: string, password = PASSWORD) =>
      (await browser(account).ask('POST', '/sign-in/break-glass', { email, password })).statusCode
    expect(await attempt(agent.email)).toBe(422)
    expect(await attempt(owner.email)).toBe(422)
    await account.work((work) => markSecondFactor(work, owner.id, work.now))
    expect(await attempt(owner.email, WRONG)).toBe(422)
    expect(await attempt(owner.email)).toBe(303)
    const { audit_logs } = (await account.call(owner, 'GET /api/v2/audit_logs')).body
    expect(JSON.stringify(audit_logs)).toContain('signed_in_by_break_glass')
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
