import { describe, expect, test } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'
import { accountWithPassword, browser, givePassword, PASSWORD, signedIn } from '../../tests/support/form-browser.ts'

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
    const gone = await account.addPerson('agent', 'gone@people.example')
    await givePassword(account, gone)
    await account.call(account.admin, `PUT /api/v2/users/${gone.id}`, { user: { suspended: true } })
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
      expect(answer.headers.location).toBe('/agent')
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
