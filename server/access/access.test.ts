import { beforeAll, describe, expect, test } from 'vitest'
import { newAccount, type TestAccount, testDesk } from '../../tests/support/desk.ts'
import { findAccount } from '../accounts/index.ts'
import { createDesk, hashPassword, setPasswordHash } from './index.ts'

const PASSWORD = 'a quiet lake at dawn'
let hash = ''

beforeAll(async () => {
  hash = await hashPassword(PASSWORD)
})

/** A browser: keeps cookies, sends forms, follows nothing. */
function browser({ app, host }: Pick<TestAccount, 'app' | 'host'>, ip = '203.0.113.9') {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      form?: Record<string, string>,
      headers: Record<string, string> = {},
    ) {
      const answer = await app.inject({
        method,
        url,
        remoteAddress: ip,
        headers: {
          host,
          accept: 'text/html',
          ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...headers,
        },
        payload: form ? new URLSearchParams(form).toString() : undefined,
      })
      for (const cookie of answer.cookies) {
        if (cookie.maxAge === 0) cookies.delete(cookie.name)
        else cookies.set(cookie.name, cookie.value)
      }
      return answer
    },
  }
}

async function accountWithPassword() {
  const account = await newAccount()
  await account.work((work) => setPasswordHash(work, account.agent.id, hash, 'operator'))
  return account
}

async function signedIn() {
  const account = await accountWithPassword()
  const one = browser(account)
  const answer = await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
  expect(answer.statusCode).toBe(303)
  const { user } = (await one.ask('GET', '/api/v2/users/me')).json()
  return { account, one, token: user.authenticity_token as string }
}

describe('signing in', () => {
  test('gives a session in a __Host- cookie that scripts and other sites cannot use', async () => {
    const account = await accountWithPassword()
    const one = browser(account)
    const answer = await one.ask('POST', '/sign-in', {
      email: account.agent.email.toUpperCase(),
      password: PASSWORD,
      return_to: '/agent/tickets/1',
    })
    expect(answer.headers.location).toBe('/agent/tickets/1')
    const cookie = answer.cookies.find(({ name }) => name === '__Host-custos')
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', maxAge: 12 * 3600 })
    const me = (await one.ask('GET', '/api/v2/users/me')).json().user
    expect(me).toMatchObject({ id: account.agent.id })
    expect(me.authenticity_token).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(me)).not.toContain(cookie?.value ?? '')
  })

  test('looks the same for a wrong password, an unknown address and a suspended person', async () => {
    const account = await accountWithPassword()
    const { id } = await account.addPerson('agent', 'gone@people.example')
    await account.work((work) => setPasswordHash(work, id, hash, 'operator'))
    await account.call(account.admin, `PUT /api/v2/users/${id}`, { user: { suspended: true } })
    const pages = []
    for (const [email, password] of [
      [account.agent.email, 'wrong wrong wrong'],
      ['nobody@people.example', PASSWORD],
      ['gone@people.example', PASSWORD],
      ['no address', PASSWORD],
    ]) {
      const answer = await browser(account).ask('POST', '/sign-in', { email: email ?? '', password: password ?? '' })
      pages.push([answer.statusCode, answer.cookies.length, answer.payload.replaceAll(email ?? '', '')])
    }
    expect(pages[0]?.[0]).toBe(422)
    for (const page of pages.slice(1)) expect(page).toEqual(pages[0])
  })

  test('ends after ten wrong guesses from one place, also at once, and lets a known browser in all the same', async () => {
    const account = await accountWithPassword()
    const { email } = account.agent
    const known = browser(account, '198.51.100.1')
    await known.ask('POST', '/sign-in', { email, password: PASSWORD })
    known.cookies.delete('__Host-custos')
    const guesses = await Promise.all(
      Array.from({ length: 14 }, () =>
        browser(account, '198.51.100.1').ask('POST', '/sign-in', { email, password: 'wrong wrong wrong' }),
      ),
    )
    expect(
      guesses
        .map((answer) => answer.statusCode)
        .sort()
        .map(String)
        .join(' '),
    ).toBe([...Array(10).fill('422'), ...Array(4).fill('429')].join(' '))
    const right = await browser(account, '198.51.100.1').ask('POST', '/sign-in', { email, password: PASSWORD })
    expect(right.statusCode).toBe(429)
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(60)
    expect(
      (await browser(account, '192.0.2.44').ask('POST', '/sign-in', { email, password: PASSWORD })).statusCode,
    ).toBe(303)
    expect((await known.ask('POST', '/sign-in', { email, password: PASSWORD })).statusCode).toBe(303)
  })

  test('never leads to another site', async () => {
    const account = await accountWithPassword()
    for (const return_to of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const answer = await browser(account).ask('POST', '/sign-in', {
        email: account.agent.email,
        password: PASSWORD,
        return_to,
      })
      expect(answer.headers.location).toBe('/')
      expect(
        (await browser(account).ask('GET', `/sign-in?return_to=${encodeURIComponent(return_to)}`)).payload,
      ).not.toContain('evil')
    }
  })

  test('is refused from a page of another site', async () => {
    const account = await accountWithPassword()
    const answer = await browser(account).ask(
      'POST',
      '/sign-in',
      { email: account.agent.email, password: PASSWORD },
      { 'sec-fetch-site': 'cross-site' },
    )
    expect(answer.statusCode).toBe(403)
    expect(answer.cookies).toEqual([])
  })

  test('does not take a password over the API, nor a session of another account', async () => {
    const { account, one } = await signedIn()
    const authorization = `Basic ${Buffer.from(`${account.agent.email}:${PASSWORD}`).toString('base64')}`
    expect((await account.call(null, 'GET /api/v2/users/me', undefined, { authorization })).status).toBe(401)
    const elsewhere = browser(await newAccount())
    for (const [name, value] of one.cookies) elsewhere.cookies.set(name, value)
    expect((await elsewhere.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
  })
})

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
    const change = (previous_password: string, password: string) =>
      account.app.inject({
        method: 'PUT',
        url: `/api/v2/users/${account.agent.id}/password`,
        payload: { previous_password, password },
        headers: {
          host: account.host,
          cookie: `__Host-custos=${one.cookies.get('__Host-custos')}`,
          'x-csrf-token': token,
        },
      })
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

describe('an API token', () => {
  test('is shown once, acts as its own user only, and is worth nothing once revoked', async () => {
    const { account, one, token } = await signedIn()
    const { agent, admin, call, app, host } = account
    const made = await app.inject({
      method: 'POST',
      url: '/api/v2/api_tokens',
      payload: { api_token: { description: 'reports' } },
      headers: { host, cookie: `__Host-custos=${one.cookies.get('__Host-custos')}`, 'x-csrf-token': token },
    })
    expect(made.statusCode).toBe(201)
    const { api_token } = made.json()
    expect(api_token.full_token).toMatch(/^custos_[\w-]{43}$/)
    const basic = (email: string) => ({
      authorization: `Basic ${Buffer.from(`${email}/token:${api_token.full_token}`).toString('base64')}`,
    })
    expect((await call(null, 'GET /api/v2/users/me', undefined, basic(agent.email))).body.user.id).toBe(agent.id)
    expect((await call(null, 'GET /api/v2/users/me', undefined, basic(admin.email))).status).toBe(401)
    expect(
      (await call(null, 'GET /api/v2/users/me', undefined, { authorization: `Bearer ${api_token.full_token}` })).body
        .user.id,
    ).toBe(agent.id)
    expect(JSON.stringify((await call(admin, 'GET /api/v2/api_tokens')).body)).not.toContain(api_token.full_token)
    expect((await call(admin, `DELETE /api/v2/api_tokens/${api_token.id}`)).status).toBe(204)
    expect((await call(null, 'GET /api/v2/users/me', undefined, basic(agent.email))).status).toBe(401)
  })

  test('makes no further token, and agents see only their own', async () => {
    const { call, agent, admin } = await newAccount()
    expect((await call(agent, 'POST /api/v2/api_tokens', { api_token: {} })).status).toBe(403)
    const all = (await call(admin, 'GET /api/v2/api_tokens')).body.api_tokens
    const others = all.find((one: { user_id: number }) => one.user_id === admin.id)
    expect(
      new Set(
        (await call(agent, 'GET /api/v2/api_tokens')).body.api_tokens.map((one: { user_id: number }) => one.user_id),
      ),
    ).toEqual(new Set([agent.id]))
    expect((await call(agent, `DELETE /api/v2/api_tokens/${others.id}`)).status).toBe(404)
  })
})

describe('the set-up', () => {
  const form = {
    name: 'Ada Lovelace',
    email: 'ada@people.example',
    password: PASSWORD,
    desk_name: 'Northwind',
    locale: 'nl',
  }

  async function newDesk() {
    const { desk, app } = await testDesk()
    const host = `new-${Math.random().toString(36).slice(2)}.example`
    const made = await createDesk(desk, { name: 'Custos', host })
    return { ...made, desk, app, host, one: browser({ app, host }), path: `/setup/${made.setup_token}` }
  }

  test('makes one owner, names the desk, and signs the owner in', async () => {
    const { one, path, account_id, desk, host } = await newDesk()
    expect(await findAccount(desk.pool, host)).toBe(account_id)
    expect((await one.ask('GET', '/')).payload).toContain('not set up yet')
    expect((await one.ask('GET', path)).statusCode).toBe(200)
    const answer = await one.ask('POST', path, form)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/setup/done'])
    const ready = await one.ask('GET', '/setup/done')
    expect([ready.statusCode, ready.payload.includes('Northwind')]).toEqual([200, true])
    expect((await one.ask('GET', '/api/v2/users/me')).json().user).toMatchObject({
      is_owner: true,
      name: 'Ada Lovelace',
      verified: true,
    })
    expect((await one.ask('GET', '/api/v2/account/settings')).json().settings).toMatchObject({
      desk: { name: 'Northwind', locale: 'nl' },
      is_set_up: true,
      mail: { undo_send_s: 10, auto_reply_enabled: false },
    })
    expect((await one.ask('GET', '/')).headers.location).toBe('/agent')
  })

  test('happens once, however many try at the same time', async () => {
    const { app, host, path } = await newDesk()
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        browser({ app, host }).ask('POST', path, { ...form, email: `ada${i}@people.example` }),
      ),
    )
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([303, 410, 410, 410, 410])
    expect((await browser({ app, host }).ask('GET', path)).statusCode).toBe(410)
  })

  test('says field by field what is wrong, keeps what was typed but the password, and stays open', async () => {
    const { one, path } = await newDesk()
    const answer = await one.ask('POST', path, {
      ...form,
      email: 'not an address',
      password: 'short',
      desk_name: '<b>x</b>',
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.payload).toContain('value="not an address"')
    expect(answer.payload).toContain('aria-invalid="true"')
    expect(answer.payload).not.toContain('value="short"')
    expect(answer.payload).not.toContain('<b>x')
    expect((await one.ask('POST', path, form)).statusCode).toBe(303)
  })

  test('takes the support address, unless another desk has it', async () => {
    const first = await newDesk()
    const support_address = `support@${first.host}`
    expect((await first.one.ask('POST', first.path, { ...form, support_address })).statusCode).toBe(303)
    const addresses = (await first.one.ask('GET', '/api/v2/recipient_addresses')).json().recipient_addresses
    expect(addresses.map((one: { email: string }) => one.email)).toEqual([support_address])
    const second = await newDesk()
    const refused = await second.one.ask('POST', second.path, { ...form, support_address })
    expect([refused.statusCode, refused.payload.includes('hoort hier al bij een andere helpdesk')]).toEqual([422, true])
    expect((await second.one.ask('POST', second.path, form)).statusCode).toBe(303)
  })

  test('needs the right link', async () => {
    const { one, account_id } = await newDesk()
    expect(account_id).toBeGreaterThan(0)
    for (const token of ['x', 'a'.repeat(43), '%00'])
      expect((await one.ask('POST', `/setup/${token}`, form)).statusCode, token).toBe(404)
    const elsewhere = await newDesk()
    expect((await one.ask('POST', elsewhere.path, form)).statusCode).toBe(404)
  })
})

describe('an invitation', () => {
  test('lets its holder choose a password, once', async () => {
    const account = await newAccount()
    const { call, admin, agent } = account
    const { invitation } = (await call(admin, `POST /api/v2/users/${agent.id}/invitations`)).body
    const path = new URL(invitation.url).pathname
    const one = browser(account)
    expect((await one.ask('GET', path)).statusCode).toBe(200)
    expect((await one.ask('POST', path, { password: 'short' })).statusCode).toBe(422)
    expect((await one.ask('POST', path, { password: PASSWORD })).statusCode).toBe(303)
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(agent.id)
    expect((await browser(account).ask('POST', path, { password: 'another quiet lake' })).statusCode).toBe(410)
  })

  test('is not for oneself, for end users, or for people above one', async () => {
    const { call, admin, agent, owner, customer } = await newAccount()
    expect((await call(admin, `POST /api/v2/users/${admin.id}/invitations`)).status).toBe(403)
    expect((await call(admin, `POST /api/v2/users/${owner.id}/invitations`)).status).toBe(403)
    expect((await call(admin, `POST /api/v2/users/${customer.id}/invitations`)).status).toBe(422)
    expect((await call(agent, `POST /api/v2/users/${agent.id}/invitations`)).status).toBe(403)
  })
})

test('pages are never kept, bring no script or inline style, and know four languages', async () => {
  const account = await newAccount()
  const words = { en: 'Password', de: 'Passwort', nl: 'Wachtwoord', it: 'Password' }
  for (const [language, word] of Object.entries(words)) {
    const answer = await browser(account).ask('GET', '/sign-in', undefined, { 'accept-language': language })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.payload).toContain(`<html lang="${language}">`)
    expect(answer.payload).toContain(word)
    expect(answer.payload).not.toMatch(/<script|<style|style=|\son\w+=/)
    expect(answer.payload.length).toBeLessThan(10_000)
  }
  const css = await browser(account).ask('GET', '/assets/pages.css')
  expect(css.headers['content-type']).toContain('text/css')
  expect(css.payload.length).toBeLessThan(15_000)
})
