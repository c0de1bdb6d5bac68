// What a policy would mean, told before it is saved; and the guards that keep an admin from locking themself out.
import { describe, expect, test } from 'vitest'
import { newAuthenticator } from '../../../tests/support/authenticator.ts'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { addApp, sessionOf } from '../../../tests/support/factors.ts'
import { givePassword, PASSWORD } from '../../../tests/support/form-browser.ts'
import { insertLink } from '../../identity/links/queries.ts'
import { getProvider, saveLive } from '../../identity/queries.ts'
import { sql } from '../../platform/db.ts'

const DAY_MS = 86_400_000

async function preview(account: TestAccount, sign_in_policy: object, audience = 'staff', who = account.admin) {
  return await account.call(who, `POST /api/v2/sign_in_policies/${audience}/preview`, { sign_in_policy })
}

const told = async (...asked: Parameters<typeof preview>) => {
  const { status, body, text } = await preview(...asked)
  expect(status, text).toBe(200)
  return body.sign_in_policy_preview
}

/** As if a password were some days old. */
async function agePassword(account: TestAccount, user_id: number, days: number): Promise<void> {
  const changed_at = new Date(Date.now() - days * DAY_MS)
  await account.work((work) =>
    work.db.run(sql`
      update passwords set changed_at = ${changed_at} where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`),
  )
}

/** A provider of the team that was tried with success and is switched on. */
async function addProvider({ call, owner, work }: TestAccount): Promise<number> {
  const made = await call(owner, 'POST /api/v2/identity_providers', {
    identity_provider: { kind: 'ldap', name: 'Directory' },
  })
  const { id } = made.body.identity_provider
  await work(async (unit) => saveLive(unit, id, (await getProvider(unit, id)).edited, owner.id))
  const on = await call(owner, `PUT /api/v2/identity_providers/${id}`, { identity_provider: { active: true } })
  expect(on.status, on.text).toBe(200)
  return id
}

describe('the preview of a policy', () => {
  test('counts whose password is past the new limit, and changes nothing', async () => {
    const account = await newAccount()
    for (const person of [account.agent, account.admin, account.customer]) await givePassword(account, person)
    await agePassword(account, account.agent.id, 40)
    await agePassword(account, account.customer.id, 400)
    await agePassword(account, account.admin.id, 100)
    const high = await told(account, { password_level: 'high' })
    expect(high).toMatchObject({
      changes: ['password_level'],
      people_count: 3,
      must_choose_password_count: 1,
      you: { must_choose_password: true },
    })
    const month = { password_level: 'custom', password_rules: { max_age_days: 30 } }
    expect(await told(account, month)).toMatchObject({ must_choose_password_count: 2 })
    // Those who were past the former limit are no news.
    await account.call(account.admin, 'PUT /api/v2/sign_in_policies/staff', {
      sign_in_policy: { password_level: 'high' },
    })
    expect(await told(account, month)).toMatchObject({
      must_choose_password_count: 1,
      you: { must_choose_password: false },
    })
    const { sign_in_policy } = (await account.call(account.admin, 'GET /api/v2/sign_in_policies/staff')).body
    expect(sign_in_policy.password_level).toBe('high')
    expect(await told(account, month, 'end_user')).toMatchObject({ people_count: 1, must_choose_password_count: 1 })
  })

  test('counts whose session ends at once, and says so of one’s own', async () => {
    const account = await newAccount()
    const own = await sessionOf(account, account.admin)
    const { browser: one } = await sessionOf(account, account.agent)
    one.cookies.clear()
    await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
    await account.work((work) =>
      work.db.run(sql`
        update sessions set created_at = created_at - interval '2 hours' where account_id = ${work.account_id}::bigint`),
    )
    const shorter = { session_idle_minutes: 30, session_absolute_minutes: 60 }
    const { sign_in_policy_preview } = (
      await own.api('POST /api/v2/sign_in_policies/staff/preview', { sign_in_policy: shorter })
    ).body
    expect(sign_in_policy_preview).toMatchObject({
      signed_out_count: 2,
      sessions_ended_count: 3,
      you: { is_signed_out: true },
    })
    expect(await told(account, { session_idle_minutes: 60 })).toMatchObject({ signed_out_count: 0 })
    expect((await own.api('GET /api/v2/users/me')).body.user.id).toBe(account.admin.id)
  })

  test('counts who has no way in without passwords, and whether the emergency sign-in has one', async () => {
    const account = await newAccount()
    for (const person of [account.agent, account.admin, account.owner]) await givePassword(account, person)
    const provider_id = await addProvider(account)
    const link = { provider_id, user_id: account.agent.id, issuer: 'ldap', subject: 'agent', email: null }
    await account.work((work) => insertLink(work, link))
    expect(await told(account, { sso_only: true })).toMatchObject({
      password_lost_count: 3,
      without_way_count: 2,
      you: { is_without_way: true },
      has_break_glass: false,
    })
    await addApp(account, await sessionOf(account, account.owner))
    expect(await told(account, { sso_only: true })).toMatchObject({ has_break_glass: true })
    expect(await told(account, { admins_set_passwords: true })).toMatchObject({ without_way_count: 0 })
  })

  test('is for admins, and refuses what saving would refuse', async () => {
    const account = await newAccount()
    expect((await preview(account, {}, 'staff', account.agent)).status).toBe(403)
    expect((await preview(account, {}, 'staff', account.customer)).status).toBe(403)
    expect((await preview(account, {}, 'nobody')).status).toBe(404)
    for (const bad of [{ sso_only: true }, { session_idle_minutes: 1e9 }, { password_level: 'none' }, null, 'x'])
      expect((await preview(account, bad as object)).status, JSON.stringify(bad)).toBe(422)
  })
})

describe('nobody locks themself out', () => {
  const setStaff = (account: TestAccount, sign_in_policy: object, who = account.admin) =>
    account.call(who, 'PUT /api/v2/sign_in_policies/staff', { sign_in_policy })

  test('SSO only waits for a provider that was tried; then it may be switched on', async () => {
    const account = await newAccount()
    expect((await setStaff(account, { sso_only: true })).body.details.sso_only[0].description).toContain('test')
    await addProvider(account)
    expect((await setStaff(account, { sso_only: true })).status).toBe(200)
  })

  test('passwords stay while no owner has a passkey, and while the one who asks has none', async () => {
    const account = await newAccount()
    const refused = await setStaff(account, { password_enabled: false })
    expect(refused.body.details.password_enabled[0].description).toContain('no other way in')
    const owner = await sessionOf(account, account.owner)
    const key = newAuthenticator(`http://${account.host}`)
    const { options } = (await owner.api('POST /api/v2/users/me/passkeys/options')).body
    await owner.api('POST /api/v2/users/me/passkeys', { passkey: { name: 'Key', credential: key.create(options) } })
    const admins = await setStaff(account, { password_enabled: false })
    expect(admins.body.details.password_enabled[0].description).toContain('you have no passkey yourself')
    expect((await setStaff(account, { password_enabled: false }, account.owner)).status).toBe(200)
  })
})
