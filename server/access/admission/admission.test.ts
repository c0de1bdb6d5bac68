import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { accountWithPassword, browser, PASSWORD, signedIn } from '../../../tests/support/form-browser.ts'
import { HttpReply } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { admitPerson, continueSignIn } from './admission.ts'
import { countPendingAttempt, findPendingSignIn, pendingSignIn, type SignInRequest } from './pending.ts'
import { offerSignInStep } from './steps.ts'

/** People for whom the step of these tests is needed. */
const held = new Set<number>()
offerSignInStep({
  name: 'test',
  position: 900,
  pathIfNeeded: async (_work, { user_id }) => (held.has(user_id) ? '/held' : null),
})

function requestWith(cookies: Record<string, string> = {}): SignInRequest {
  return { origin_url: 'https://desk.example', cookie: (name) => cookies[name], header: () => undefined }
}

function cookiesOf(reply: HttpReply): Record<string, string> {
  const lines = [reply.headers['set-cookie'] ?? []].flat()
  return Object.fromEntries(lines.map((line) => (line.split(';')[0] ?? '').split('=') as [string, string])) // name=value
}

async function heldSignIn(account: TestAccount) {
  held.add(account.agent.id)
  const reply = await account.work((work) =>
    admitPerson(work, { user_id: account.agent.id, method: 'password', return_to: '/agent/new' }, requestWith()),
  )
  return { reply, request: requestWith(cookiesOf(reply)) }
}

describe('a sign-in that needs a step', () => {
  test('has no session until the step is done, and then goes where it was to go', async () => {
    const account = await newAccount()
    const { reply, request } = await heldSignIn(account)
    expect(reply.headers.location).toBe('/held')
    expect(Object.keys(cookiesOf(reply))).toEqual(['__Host-custos-pending'])
    const done = await account.work(async (work) =>
      continueSignIn(work, await pendingSignIn(work, request.cookie), { done: 'test' }, request),
    )
    expect(done.headers.location).toBe('/agent/new')
    expect(Object.keys(cookiesOf(done)).toSorted()).toEqual([
      '__Host-custos',
      '__Host-custos-device',
      '__Host-custos-pending',
    ])
  })

  test('is used up by its end, of two at once by one', async () => {
    const account = await newAccount()
    const { request } = await heldSignIn(account)
    const go = (work: Work) =>
      pendingSignIn(work, request.cookie).then((pending) => continueSignIn(work, pending, { done: 'test' }, request))
    const both = await Promise.allSettled([account.work(go), account.work(go)])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await account.work((work) => findPendingSignIn(work, request.cookie))).toBeNull()
  })

  test('ends after ten tries, with a suspension, and is worth nothing elsewhere', async () => {
    const account = await newAccount()
    const { request } = await heldSignIn(account)
    const elsewhere = await newAccount()
    expect(await elsewhere.work((work) => findPendingSignIn(work, request.cookie))).toBeNull()
    const { id } = await account.work((work) => pendingSignIn(work, request.cookie))
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => account.work((work) => countPendingAttempt(work, { id }))),
    )
    expect(tries.filter((one) => one)).toHaveLength(10)
    expect(await account.work((work) => findPendingSignIn(work, request.cookie))).toBeNull()
    const { request: next } = await heldSignIn(account)
    await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: { suspended: true } })
    expect(await account.work((work) => findPendingSignIn(work, next.cookie))).toBeNull()
  })
})

describe('a method that the policy has closed', () => {
  test('lets nobody in, and looks like a refusal', async () => {
    const account = await newAccount()
    const reply = await account.work((work) =>
      admitPerson(work, { user_id: account.customer.id, method: 'magic_link' }, requestWith()),
    )
    expect(reply).toBeInstanceOf(HttpReply)
    expect([reply.headers.location, reply.headers['set-cookie']]).toEqual(['/sign-in?refused=1', undefined])
  })
})

describe('what somebody may do changes', () => {
  test.each([
    ['role', { role: 'end-user' }],
    ['suspension', { suspended: true }],
  ])('%s: their sessions end in the same moment', async (_what, change) => {
    const { account, one } = await signedIn()
    expect((await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: change })).status).toBe(
      200,
    )
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect(
      (await account.call(account.owner, `GET /api/v2/users/${account.agent.id}/sessions`)).body?.sessions ?? [],
    ).toEqual([])
  })
})

test('an end user who signs in with a password lands on the start page', async () => {
  const { one, account } = await signedIn(({ customer }) => customer)
  expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(account.customer.id)
  const again = await browser(account).ask('POST', '/sign-in', { email: account.customer.email, password: PASSWORD })
  expect(again.headers.location).toBe('/')
})

describe('the sign-in policy', () => {
  test('is for admins, says what it was and is, and shortens sessions that began before', async () => {
    const account = await accountWithPassword()
    const { admin, agent, call } = account
    const one = browser(account)
    await one.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })
    const change = { sign_in_policy: { session_idle_minutes: 10, session_absolute_minutes: 15 } }
    expect((await call(agent, 'PUT /api/v2/sign_in_policies/staff', change)).status).toBe(403)
    const { status, body } = await call(admin, 'PUT /api/v2/sign_in_policies/staff', change)
    expect([status, body.sign_in_policy.session_idle_minutes]).toEqual([200, 10])
    const { sessions } = (await call(admin, `GET /api/v2/users/${agent.id}/sessions`)).body
    expect(Date.parse(sessions[0].expires_at) - Date.parse(sessions[0].authenticated_at)).toBe(15 * 60_000)
    const { sign_in_policies } = (await call(admin, 'GET /api/v2/sign_in_policies')).body
    expect(sign_in_policies.map((policy: { audience: string }) => policy.audience)).toEqual(['staff', 'end_user'])
    expect(sign_in_policies[1].session_absolute_minutes).toBe(10_080)
  })

  test.each([
    ['password off with no other way in', 'staff', { password_enabled: false }],
    ['SSO only without a provider', 'staff', { sso_only: true }],
    ['SSO only without a provider', 'end_user', { sso_only: true }],
    ['a magic link for staff', 'staff', { magic_link_enabled: true }],
    ['idle for longer than it lasts', 'staff', { session_idle_minutes: 800 }],
    ['an unknown level', 'staff', { password_level: 'none' }],
    ['seven characters', 'end_user', { password_rules: { min_length: 7 } }],
    ['nulls', 'end_user', { session_idle_minutes: null }],
  ])('refuses %s for %s', async (_what, audience, sign_in_policy) => {
    const { call, admin } = await newAccount()
    expect((await call(admin, `PUT /api/v2/sign_in_policies/${audience}`, { sign_in_policy })).status).toBe(422)
  })
})
