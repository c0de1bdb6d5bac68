import { describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { browser, PASSWORD, signedIn } from '../../../tests/support/form-browser.ts'
import { sql } from '../../platform/db.ts'

describe('the page of one’s own security', () => {
  test('changes the password, with the old one only', async () => {
    const { one, token, account } = await signedIn()
    const change = (previous_password: string, password: string) =>
      one.ask('POST', '/account/password', { csrf_token: token, previous_password, password })
    expect((await change('not the old one', 'seven herons over water')).headers.location).toContain('result=previous')
    expect((await change(PASSWORD, 'passwordpassword')).headers.location).toContain('result=leaked')
    const shown = await one.ask('GET', '/account/security?section=password&result=leaked')
    expect(shown.payload).toContain('known from leaks')
    expect((await change(PASSWORD, 'seven herons over water')).headers.location).toContain('result=saved')
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(account.agent.id)
    expect((await one.ask('POST', '/account/password', { password: 'x' })).statusCode).toBe(403)
  })

  test('lists sessions and browsers, and ends them', async () => {
    const { one, token, account } = await signedIn(({ customer }) => customer)
    const other = browser(account, '198.51.100.7')
    await other.ask(
      'POST',
      '/sign-in',
      { email: account.customer.email, password: PASSWORD },
      {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
    )
    const shown = (await one.ask('GET', '/account/security')).payload
    expect(shown).toContain('Firefox · Linux')
    expect(shown).toContain('198.51.100.0/24')
    await one.ask('POST', '/account/sessions/end', { csrf_token: token, session_id: 'others' })
    expect((await other.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    const { devices } = (await one.ask('GET', `/api/v2/users/${account.customer.id}/devices`)).json()
    expect(devices).toHaveLength(2)
    await one.ask('POST', '/account/devices/forget', { csrf_token: token, device_id: String(devices[1].id) })
    expect((await one.ask('GET', '/account/security')).statusCode).toBe(401)
  })

  test('asks who one is before it ends other sessions', async () => {
    const { one, token, account } = await signedIn(({ customer }) => customer)
    const { id, email } = account.customer
    const other = browser(account, '198.51.100.7')
    await other.ask('POST', '/sign-in', { email, password: PASSWORD })
    await account.work((work) =>
      work.db.run(sql`update sessions set proved_at = ${new Date(0)} where account_id = ${work.account_id}::bigint`),
    )
    const asked = await one.ask('POST', '/account/sessions/end', { csrf_token: token, session_id: 'others' })
    const back = '/account/prove?return_to=%2Faccount%2Fsecurity%23sessions'
    expect([asked.statusCode, asked.headers.location]).toEqual([303, back])
    const { devices } = (await one.ask('GET', `/api/v2/users/${id}/devices`)).json()
    const forgotten = await one.ask('POST', '/account/devices/forget', {
      csrf_token: token,
      device_id: String(devices[0].id),
    })
    expect(forgotten.headers.location).toContain('/account/prove')
    const header = { 'x-csrf-token': token }
    expect((await one.ask('DELETE', `/api/v2/users/${id}/sessions`, undefined, header)).statusCode).toBe(403)
    expect((await other.ask('GET', '/api/v2/users/me')).json().user.id).toBe(id)
    // The session that asks may always end itself.
    const { session } = (await one.ask('GET', '/api/v2/users/me/session')).json()
    const own = await one.ask('DELETE', `/api/v2/users/${id}/sessions/${session.id}`, undefined, header)
    expect(own.statusCode).toBe(204)
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
  })

  test.each(['agent', 'customer'] as const)('is there for an %s, with a way out', async (who) => {
    const { one } = await signedIn((account) => account[who])
    const answer = await one.ask('GET', '/account/security')
    expect(answer.statusCode).toBe(200)
    expect(answer.payload).toContain('action="/sign-out"')
    expect(answer.payload.includes('href="/agent"')).toBe(who === 'agent')
  })

  test('is found by a customer from the place where they land, under their own name', async () => {
    const { one, account } = await signedIn(({ customer }) => customer)
    await account.call(account.admin, `PUT /api/v2/users/${account.customer.id}`, {
      user: { name: 'Kim <b>Kunde', locale: 'de' },
    })
    const home = (await one.ask('GET', '/', undefined, { 'accept-language': 'nl' })).payload
    expect(home).toContain('lang="de"')
    expect(home).toContain('Kim &lt;b>Kunde')
    expect(home).toContain('href="/account/security"')
    expect(home).toContain('action="/sign-out"')
    expect(home).not.toContain('href="/agent"')
  })

  test('is not for strangers, and not for tokens', async () => {
    const { call, agent } = await newAccount()
    expect((await call(null, 'GET /account/security')).status).toBe(401)
    expect((await call(agent, 'GET /account/security')).status).toBe(403)
  })
})
