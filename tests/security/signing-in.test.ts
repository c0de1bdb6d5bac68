// The attacks on sign-in and sessions that need no second factor (lines 15, 41, 45 and 67 of the threat model).
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { newBrowser } from '../support/browser.ts'
import { newAccount } from '../support/desk.ts'
import { newPost, open } from '../support/letters.ts'

test('attack 41: who has an address here shows neither in words nor in status, at sign-in or anywhere else', async () => {
  const account = await newAccount()
  const gone = await account.addPerson('agent')
  const browser = await newBrowser(account)
  await browser.signIn(account.agent)
  await browser.signIn(gone)
  await browser.signOut()
  await account.call(account.admin, `PUT /api/v2/users/${gone.id}`, { user: { suspended: true } })
  const attempts = [
    [account.agent.email, 'wrong wrong wrong wrong'],
    ['nobody@people.example', 'wrong wrong wrong wrong'],
    [account.customer.email, 'wrong wrong wrong wrong'],
    [gone.email, browser.password],
    ['no address', 'wrong wrong wrong wrong'],
  ] as const
  const answers = new Set<string>()
  for (const [email, password] of attempts) {
    const fresh = await newBrowser(account, '203.0.113.77')
    const answer = await fresh.ask('POST', '/sign-in', { email, password })
    const text = answer.payload.replaceAll(email, 'ADDRESS').replace(/value="[^"]*"/, 'value=""')
    answers.add(
      JSON.stringify([answer.statusCode, Object.keys(answer.headers).sort(), [...fresh.cookies.keys()], text]),
    )
  }
  expect(answers.size).toBe(1)
  const tokens = new Set<string>()
  for (const email of [account.agent.email, 'nobody@people.example', gone.email]) {
    const authorization = `Basic ${Buffer.from(`${email}/token:${'x'.repeat(43)}`).toString('base64')}`
    const answer = await account.call({ ...account.agent, authorization }, 'GET /api/v2/users/me')
    tokens.add(JSON.stringify([answer.status, { ...answer.body, request_id: '' }]))
  }
  expect(tokens.size).toBe(1)
})

test('attack 41: a customer learns of nobody else: users, searches and people named by address', async () => {
  const account = await newAccount()
  const { customer, agent, call } = account
  const routes = (email: string, id: number) => [
    `GET /api/v2/users/search?query=${encodeURIComponent(email)}`,
    `GET /api/v2/users/${id}`,
    `GET /api/v2/users/show_many?ids=${id}`,
    `GET /api/v2/users/${id}/identities`,
    `GET /api/v2/users?role=agent`,
  ]
  const known = routes(agent.email, agent.id)
  const unknown = routes('nobody@people.example', 999_999)
  for (const [n, route] of known.entries()) {
    const [one, other] = [await call(customer, route), await call(customer, unknown[n] ?? '')]
    expect([route, one.status, one.text.includes(agent.email)]).toEqual([route, other.status, false])
  }
})

test('attack 41: mail to an address tells only what RCPT must, and a stranger who writes gets the same as anybody', async () => {
  const post = await newPost({ auto_reply_enabled: true })
  await open(post, { from: post.customer.email })
  await open(post, { from: 'stranger@people.example' })
  const [one, other] = await post.sent()
  const neutral = (mail: typeof one) => mail?.mail.text?.replaceAll(/#\d+/g, '#')
  expect([one?.mail.subject?.replace(/\d+/, ''), neutral(one)]).toEqual([
    other?.mail.subject?.replace(/\d+/, ''),
    neutral(other),
  ])
})

test('attack 45: a session planted before signing in is worth nothing, and every sign-in makes another', async () => {
  const account = await newAccount()
  const planted = 'A'.repeat(43)
  const browser = await newBrowser(account)
  browser.cookies.set('__Host-custos', planted)
  browser.cookies.set('custos', planted)
  await browser.signIn(account.agent)
  const first = browser.cookies.get('__Host-custos')
  expect(first === planted || first === undefined).toBe(false)
  const attacker = await newBrowser(account)
  for (const name of ['__Host-custos', 'custos']) {
    attacker.cookies.set(name, planted)
    expect((await attacker.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
  }
  await browser.signIn(account.agent)
  expect(browser.cookies.get('__Host-custos')).not.toBe(first)
  attacker.cookies.set('__Host-custos', first ?? '')
  expect((await attacker.ask('GET', '/api/v2/tickets')).statusCode).toBe(401)
  const url = await browser.ask('GET', `/agent?__Host-custos=${first}&session=${first}`)
  expect(JSON.stringify(url.headers['set-cookie'] ?? '')).not.toContain(first)
})

test('attack 67: a client that invents addresses in headers stays one client, in limits and in the audit', async () => {
  const account = await newAccount()
  const victim = await account.addPerson('agent')
  const codes = []
  for (let n = 0; n < 12; n++) {
    const browser = await newBrowser(account, '203.0.113.80')
    const spoofed = {
      'x-forwarded-for': `198.51.100.${n}`,
      'cf-connecting-ip': `198.51.100.${n}`,
      'x-real-ip': `198.51.100.${n}`,
      'true-client-ip': `198.51.100.${n}`,
      forwarded: `for=198.51.100.${n}`,
    }
    const answer = await browser.ask(
      'POST',
      '/sign-in',
      { email: victim.email, password: `wrong wrong wrong ${n}` },
      spoofed,
    )
    codes.push(answer.statusCode)
  }
  expect([codes[0], codes.at(-1)]).toEqual([422, 429])
  const logs = await account.call(account.admin, 'GET /api/v2/audit_logs')
  expect(logs.text).toContain('203.0.113.80')
  expect(logs.text).not.toContain('198.51.100.')
})

test('attack 67: a mail whose headers invent a sending server is judged by the connection', async () => {
  const post = await newPost()
  const headers = [
    'Received: from mx.bank.example (198.51.100.9) by mx.desk.example; 1 Jan 2026 00:00:00 +0000',
    'X-Originating-IP: 198.51.100.9',
    'X-Forwarded-For: 198.51.100.9',
    'Authentication-Results: custos; dmarc=pass header.from=bank.example; spf=pass; dkim=pass',
    'ARC-Authentication-Results: i=1; custos; dmarc=pass header.from=bank.example',
    'Received-SPF: pass',
  ]
  const ticket_id = await open(post, { from: 'ceo@bank.example', headers })
  const [comment] = await post.conversation(ticket_id)
  expect(comment.sender).toMatchObject({ authenticated: false, spf: { result: 'none' } })
})

test('attack 15: links that sign somebody in are made for admins only, last hours, and an older one ends', async () => {
  const account = await newAccount()
  const invite = async (n = account.agent.id) =>
    await account.call(account.admin, `POST /api/v2/users/${n}/invitations`)
  const [first, second] = [await invite(), await invite()]
  const path = (answer: typeof first) => new URL(answer.body.invitation.url).pathname
  expect((await account.call(null, `GET ${path(first)}`, undefined, { accept: 'text/html' })).status).toBe(404)
  expect((await account.call(null, `GET ${path(second)}`, undefined, { accept: 'text/html' })).status).toBe(200)
  expect((await account.call(account.agent, `POST /api/v2/users/${account.admin.id}/invitations`)).status).toBe(403)
  const links = await account.work((work) =>
    work.db.all<{ hours: number }>(
      sql`select extract(epoch from expires_at - ${work.now}::timestamptz)::float / 3600 as hours from one_time_links where account_id = ${work.account_id}`,
    ),
  )
  expect(links.length).toBeGreaterThan(0)
  for (const { hours } of links) expect(hours).toBeLessThanOrEqual(72.1)
})
