import { describe, expect, test } from 'vitest'
import { browser, PASSWORD, signedIn } from '../../tests/support/form-browser.ts'

describe('a session', () => {
  test('changes nothing without its token', async () => {
    const { account, one, token } = await signedIn()
    const change = (headers: Record<string, string>) =>
      account.app.inject({
        method: 'PUT',
        url: `/api/v2/users/${account.agent.id}`,
        payload: { user: { alias: 'A' } },
        headers: { host: account.host, cookie: `__Host-custos=${one.cookies.get('__Host-custos')}`, ...headers },
      })
    expect((await change({})).statusCode).toBe(403)
    expect((await change({ 'x-csrf-token': `${token.slice(0, -1)}_` })).statusCode).toBe(403)
    expect((await change({ 'x-csrf-token': token })).statusCode).toBe(200)
    expect((await one.ask('POST', '/sign-out', {})).statusCode).toBe(403)
  })

  test('ends with the sign-out, and its secret is worth nothing afterwards', async () => {
    const { account, one, token } = await signedIn()
    const secret = one.cookies.get('__Host-custos') ?? ''
    const answer = await one.ask('POST', '/sign-out', { csrf_token: token })
    expect(answer.headers.location).toBe('/sign-in?signed_out=1')
    const thief = browser(account)
    thief.cookies.set('__Host-custos', secret)
    expect((await thief.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
  })

  test('is another one after signing in again', async () => {
    const { account, one } = await signedIn()
    const before = one.cookies.get('__Host-custos')
    await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
    expect(one.cookies.get('__Host-custos')).not.toBe(before)
    expect(
      (await account.call(account.agent, `GET /api/v2/users/${account.agent.id}/sessions`)).body.sessions,
    ).toHaveLength(1)
  })

  test('is planted by nobody: the plain cookie name counts on this machine only', async () => {
    const { account, one } = await signedIn()
    const secret = one.cookies.get('__Host-custos') ?? ''
    const planted = browser(account)
    planted.cookies.set('custos', secret)
    expect((await planted.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
  })

  test('of somebody else can be ended by an admin, not by an agent', async () => {
    const { account, one } = await signedIn()
    const { call, admin, agent, addPerson } = account
    const { sessions } = (await call(admin, `GET /api/v2/users/${agent.id}/sessions`)).body
    expect(sessions).toHaveLength(1)
    expect(
      (await call(await addPerson('agent'), `DELETE /api/v2/users/${agent.id}/sessions/${sessions[0].id}`)).status,
    ).toBe(403)
    expect((await call(admin, `DELETE /api/v2/users/${agent.id}/sessions/${sessions[0].id}`)).status).toBe(204)
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
  })

  test('survives its own change of password, and others do not', async () => {
    const { account, one, token } = await signedIn()
    const other = browser(account)
    await other.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
    const change = async (previous_password: string, password: string) => {
      const answer = await account.app.inject({
        method: 'PUT',
        url: `/api/v2/users/${account.agent.id}/password`,
        payload: { previous_password, password },
        headers: {
          host: account.host,
          cookie: `__Host-custos=${one.cookies.get('__Host-custos')}`,
          'x-csrf-token': token,
        },
      })
      for (const cookie of answer.cookies) one.cookies.set(cookie.name, cookie.value)
      return answer
    }
    expect((await change('not the old one', 'another quiet lake')).statusCode).toBe(422)
    expect((await change(PASSWORD, 'short')).statusCode).toBe(422)
    expect((await change(PASSWORD, 'another quiet lake')).statusCode).toBe(200)
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(account.agent.id)
    expect((await other.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect(
      (await browser(account).ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })).statusCode,
    ).toBe(422)
  })
})
