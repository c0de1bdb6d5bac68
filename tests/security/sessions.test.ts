// The attacks on sessions: lines 35 and 45 of the threat model. Who takes a session
// over has its secret; so it is in no reply, opens no object, and is another one after every change of what it is good for.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { actorOfSession } from '../../server/access/index.ts'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { sql } from '../../server/platform/db.ts'
import { splitRoute } from '../../server/platform/http/endpoint.ts'
import { type Listening, listen } from '../conformance/listening.ts'
import { type Answer, logged, newAccount, type TestAccount } from '../support/desk.ts'
import { addApp, ageProof, codeOf, forgetSteps, type Session, sessionOf } from '../support/factors.ts'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'

const COOKIE = '__Host-custos'
const NEW_PASSWORD = 'seven herons over water'

/** On this machine's own address the cookie has a plain name. */
const secretOf = ({ browser: { cookies } }: Session) => cookies.get(COOKIE) ?? cookies.get('custos') ?? ''

/** Who is signed in with a cookie, in a browser of its own. */
async function whoHas(account: TestAccount, secret: string): Promise<number | null> {
  const thief = browser(account, '198.51.100.23')
  for (const name of [COOKIE, 'custos']) thief.cookies.set(name, secret)
  return (await thief.ask('GET', '/api/v2/users/me')).json().user.id
}

/** Everything that is a secret of somebody who is signed in, and what is kept of it, in every writing. */
async function secretsOf(account: TestAccount, session: Session): Promise<Map<string, string>> {
  const secret = secretOf(session)
  const rows = await account.work((work) =>
    work.db.all<{ what: string; hash: Buffer | string }>(sql`
      select 'session hash' as what, token_hash as hash from sessions where account_id = ${work.account_id}
      union all select 'token hash', token_hash from api_tokens where account_id = ${work.account_id}
      union all select 'device hash', token_hash from devices where account_id = ${work.account_id}
      union all select 'link hash', token_hash from one_time_links where account_id = ${work.account_id}
      union all select 'password hash', convert_to(hash, 'utf8') from passwords where account_id = ${work.account_id}`),
  )
  const found = new Map<string, string>([
    [secret, 'the session'],
    [Buffer.from(secret).toString('base64'), 'the session in base64'],
    [createHash('sha256').update(secret).digest('hex'), 'the session hashed'],
    [(session.browser.cookies.get('__Host-custos-device') ?? 'no device').split('.')[0] ?? '', 'the device'],
    ['$argon2', 'a password hash'],
  ])
  for (const { what, hash } of rows) {
    const bytes = Buffer.from(hash)
    for (const written of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
      found.set(written.replace(/=+$/, ''), what)
    if (what === 'password hash') found.set(bytes.toString('utf8'), what)
  }
  return found
}

const shownIn = (text: string, secrets: Map<string, string>) =>
  [...secrets].filter(([secret]) => text.includes(secret)).map(([, what]) => what)

/** What ends the session, or is about another one. */
const ENDS = /sign-out|logout|sessions|not-me|oauth\/tokens\/current|\/me\/step_up$|account\/prove$|password$/

describe('attack 35 (CVE-2026-102489): a session is not to be had', () => {
  let desk: Fixture
  let session: Session
  let secrets: Map<string, string>

  beforeAll(async () => {
    desk = await newFixture()
    session = await sessionOf(desk, desk.owner)
    secrets = await secretsOf(desk, session)
  })

  const ask = async (method: 'GET', url: string, payload?: object) =>
    await desk.app.inject({
      method,
      url,
      remoteAddress: '203.0.113.9',
      headers: {
        host: desk.host,
        cookie: [...session.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': (await session.api('GET /api/v2/users/me')).body.user.authenticity_token,
        accept: url.startsWith('/api/') ? 'application/json' : 'text/html',
        ...(payload && { 'content-type': 'application/json' }),
      },
      ...(payload && { payload: JSON.stringify(payload) }),
    })

  test('neither its secret nor any hash stands in what an owner may read: settings, lists, exports, audit, pages', async () => {
    let answered = 0
    for (const { route } of ALL_ENDPOINTS.filter((one) => one.route.startsWith('GET') && !ENDS.test(one.route))) {
      const answer = await ask('GET', splitRoute(fillRoute(route, desk.ids)).path)
      if (answer.statusCode === 200) answered += 1
      const text = `${answer.payload}\n${JSON.stringify({ ...answer.headers, 'set-cookie': undefined })}`
      expect([route, shownIn(text, secrets)]).toEqual([route, []])
    }
    expect(answered).toBeGreaterThan(150)
    for (const page of ['/agent', '/agent/tickets/1', '/account/security', '/sign-in', '/nothing', '/'])
      expect([page, shownIn((await ask('GET', page)).payload, secrets)]).toEqual([page, []])
    const list = await ask('GET', `/api/v2/users/${desk.owner.id}/sessions`)
    expect([list.statusCode, list.json().sessions.length, shownIn(list.payload, secrets)]).toEqual([200, 1, []])
    expect(await whoHas(desk, secretOf(session)), 'the sweep was by somebody who is signed in').toBe(desk.owner.id)
  })

  test('nor in the reply to any change, refused or not, nor in the log', async () => {
    const changes = ALL_ENDPOINTS.filter(({ route }) => /^(POST|PUT|PATCH)/.test(route) && !ENDS.test(route))
    for (const { route, own_credentials, door } of changes) {
      if (own_credentials || door) continue
      const { method, path } = splitRoute(fillRoute(route, desk.ids))
      const answer = await ask(method as 'GET', path, {}) // inject takes any method
      expect([route, shownIn(answer.payload, secrets)]).toEqual([route, []])
    }
    expect(await whoHas(desk, secretOf(session))).toBe(desk.owner.id)
    expect(shownIn(logged.join('\n'), secrets)).toEqual([])
  })

  test('what a cookie says is looked up and never read: no object comes out of it', async () => {
    const gadget = { rce: '_$$ND_FUNC$$_function(){ throw new Error(1) }()', __proto__: { role: 'owner' }, user_id: 1 }
    const odd = [
      JSON.stringify(gadget),
      `j:${JSON.stringify(gadget)}`,
      `s:${desk.owner.id}.signature`,
      Buffer.from(JSON.stringify({ user_id: desk.owner.id, passport: { user: desk.owner.id } })).toString('base64url'),
      'O:8:"stdClass":1:{s:4:"user";i:1;}',
      'BAh7B0kiD3Nlc3Npb25faWQGOgZFVA',
      'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA',
      'gASVKAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOU',
      `${desk.owner.id}`,
      '__proto__',
      'constructor',
      '%00',
      '../../sessions/1',
      "' or '1'='1",
      'A'.repeat(8_000),
    ]
    for (const cookie of odd) {
      const one = browser(desk)
      one.cookies.set(COOKIE, encodeURIComponent(cookie))
      const me = await one.ask('GET', '/api/v2/users/me')
      expect([cookie.slice(0, 30), me.statusCode, me.json().user.id]).toEqual([cookie.slice(0, 30), 200, null])
    }
    expect(secretOf(session)).toMatch(/^[\w-]{43}$/)
  })

  test('no code of ours makes an object or a program of text, but for patterns that an admin wrote', () => {
    const root = join(import.meta.dirname, '../..')
    const made = /\bnew Function\b|\beval\(|node:vm|v8\.deserialize|unserialize|node-serialize|vm2|\bimport\((?!['"`])/
    const sources = globSync('{server,cli,bin}/**/*.ts', { cwd: root })
    expect(sources.length).toBeGreaterThan(400)
    const found = sources.filter(
      // It runs a pattern in a context of its own, to be able to stop it.
      (path) =>
        path !== 'server/fields/values/patterns.ts' &&
        !path.endsWith('.test.ts') &&
        made.test(readFileSync(join(root, path), 'utf8')),
    )
    expect(found).toEqual([])
  })
})

describe('attack 35 (CVE-2026-102489): over the socket', () => {
  let desk: Listening
  beforeAll(async () => {
    desk = await listen()
  })
  afterAll(async () => desk.close())

  test('no frame has the session in it, and a fresh proof changes the secret without closing the socket', async () => {
    const here = { ...desk, host: '127.0.0.1' }
    const session = await sessionOf(here, desk.agent)
    const secrets = await secretsOf(here, session)
    const cookie = `custos=${secretOf(session)}`
    const socket = new WebSocket(`${desk.origin.replace('http', 'ws')}/api/v2/live`, { headers: { cookie } })
    const frames: string[] = []
    socket.on('message', (data) => frames.push(String(data)))
    await once(socket, 'message')
    const told = async (change: () => Promise<Answer>) => {
      const next = once(socket, 'message')
      const { status, text } = await change()
      expect(status, text).toBeLessThan(300)
      await next
    }
    const write = { request: { subject: 'Hello', comment: { body: 'Hello' } } }
    await told(() => desk.call(desk.customer, 'POST /api/v2/requests', write))
    const before = secretOf(session)
    const proof = { step_up: { method: 'password', answer: PASSWORD } }
    expect((await session.api('POST /api/v2/users/me/step_up', proof)).status).toBe(200)
    expect([await whoHas(here, before), await whoHas(here, secretOf(session))]).toEqual([null, desk.agent.id])
    // A change of rights makes the server look again at whose socket it is.
    await told(() => desk.call(desk.admin, `PUT /api/v2/users/${desk.agent.id}`, { user: { alias: 'A' } }))
    await told(() => desk.call(desk.customer, 'POST /api/v2/requests', write))
    expect(socket.readyState).toBe(WebSocket.OPEN)
    expect(frames.length).toBeGreaterThan(3)
    for (const frame of frames)
      expect(shownIn(frame, new Map([...secrets, [secretOf(session), 'renewed']]))).toEqual([])
    const closed = once(socket, 'close')
    await desk.call(desk.admin, `DELETE /api/v2/users/${desk.agent.id}/sessions`)
    expect((await closed)[0]).toBe(4401)
  })
})

describe('attack 45 (osTicket): a session that somebody else knows', () => {
  test('is another one after signing in, and the one before is over', async () => {
    const account = await newAccount()
    const first = await sessionOf(account, account.agent)
    const known = secretOf(first)
    await first.browser.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
    expect(secretOf(first)).not.toBe(known)
    expect([await whoHas(account, known), await whoHas(account, secretOf(first))]).toEqual([null, account.agent.id])
  })

  test.each<[string, (session: Session) => Promise<unknown>]>([
    [
      'a fresh proof over the API',
      ({ api }) => api('POST /api/v2/users/me/step_up', { step_up: { method: 'password', answer: PASSWORD } }),
    ],
    [
      'a fresh proof on the page',
      async ({ api, browser: one }) => {
        const csrf_token = (await api('GET /api/v2/users/me')).body.user.authenticity_token
        return await one.ask('POST', '/account/prove', { csrf_token, method: 'password', answer: PASSWORD })
      },
    ],
    [
      'a new password over the API',
      ({ api, person }) =>
        api(`PUT /api/v2/users/${person.id}/password`, { previous_password: PASSWORD, password: NEW_PASSWORD }),
    ],
    [
      'a new password on the page',
      async ({ api, browser: one }) => {
        const csrf_token = (await api('GET /api/v2/users/me')).body.user.authenticity_token
        return await one.ask('POST', '/account/password', {
          csrf_token,
          previous_password: PASSWORD,
          password: NEW_PASSWORD,
        })
      },
    ],
  ])('is another one after %s, and open pages go on', async (_what, change) => {
    const account = await newAccount()
    const session = await sessionOf(account, account.agent)
    const { sessions } = (await session.api(`GET /api/v2/users/${account.agent.id}/sessions`)).body
    const known = secretOf(session)
    await change(session)
    expect(secretOf(session)).not.toBe(known)
    expect([await whoHas(account, known), await whoHas(account, secretOf(session))]).toEqual([null, account.agent.id])
    // The same session, and the token that the pages have.
    const after = (await session.api(`GET /api/v2/users/${account.agent.id}/sessions`)).body.sessions
    expect(after.map((one: { id: number }) => one.id)).toEqual(sessions.map((one: { id: number }) => one.id))
    const alias = await session.api(`PUT /api/v2/users/${account.agent.id}`, { user: { alias: 'A' } })
    expect(alias.status).toBe(200)
  })

  test('is over when it was not used for its time, and at its end whatever happens; an open page is no use of it', async () => {
    const account = await newAccount()
    for (const past of [
      sql`last_seen_at = now() - make_interval(secs => idle_s + 1)`,
      sql`expires_at = now() - interval '1 second'`,
    ]) {
      const session = await sessionOf(account, account.agent)
      expect(await whoHas(account, secretOf(session))).toBe(account.agent.id)
      await account.work((work) =>
        work.db.run(
          sql`update sessions set ${past} where account_id = ${work.account_id} and user_id = ${account.agent.id}`,
        ),
      )
      expect(await whoHas(account, secretOf(session))).toBeNull()
    }
    const session = await sessionOf(account, account.agent)
    const [{ id }] = (await session.api(`GET /api/v2/users/${account.agent.id}/sessions`)).body.sessions
    const lastSeen = () =>
      account.work((work) =>
        work.db.one<{ last_seen_at: Date }>(
          sql`select last_seen_at from sessions where account_id = ${work.account_id} and id = ${id}`,
        ),
      )
    await account.work((work) =>
      work.db.run(
        sql`update sessions set last_seen_at = now() - interval '5 minutes' where id = ${id} and account_id = ${work.account_id}`,
      ),
    )
    const before = await lastSeen()
    expect((await account.work((work) => actorOfSession(work, id)))?.kind).toBe('user')
    expect(await lastSeen()).toEqual(before)
  })

  test('stays as it is after a proof that was wrong, and proves nothing', async () => {
    const account = await newAccount()
    const session = await sessionOf(account, account.agent)
    await ageProof(account, account.agent, 11)
    const known = secretOf(session)
    const wrong = { step_up: { method: 'password', answer: 'wrong wrong wrong' } }
    expect((await session.api('POST /api/v2/users/me/step_up', wrong)).status).toBe(422)
    expect(secretOf(session)).toBe(known)
    expect((await session.api('POST /api/v2/users/me/recovery_codes')).status).toBe(403)
  })

  test('is over when its owner’s role changes, up or down', async () => {
    const account = await newAccount()
    for (const role of ['admin', 'agent']) {
      const session = await sessionOf(account, account.agent)
      expect(await whoHas(account, secretOf(session))).toBe(account.agent.id)
      await account.call(account.owner, `PUT /api/v2/users/${account.agent.id}`, { user: { role } })
      expect([role, await whoHas(account, secretOf(session))]).toEqual([role, null])
    }
  })

  test('begins with no cookie that was planted: not of a session, not of a sign-in under way, not of a browser', async () => {
    const account = await newAccount()
    const seed = await addApp(account, await sessionOf(account, account.agent))
    await givePassword(account, account.admin)
    // The attacker stands before their own second factor, and plants all they have in the victim's browser.
    const attacker = browser(account, '198.51.100.66')
    await attacker.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
    const planted = new Map(attacker.cookies)
    expect([...planted.keys()]).toEqual(['__Host-custos-pending'])
    const victim = browser(account)
    for (const [name, value] of [...planted, [COOKIE, 'A'.repeat(43)], ['__Host-custos-device', 'B.C']] as const)
      victim.cookies.set(name, value)
    await victim.ask('POST', '/sign-in', { email: account.admin.email, password: PASSWORD })
    const own = victim.cookies.get(COOKIE) ?? ''
    expect(await whoHas(account, own)).toBe(account.admin.id)
    expect([own, victim.cookies.get('__Host-custos-device')]).not.toContain('A'.repeat(43))
    expect(victim.cookies.get('__Host-custos-device')).not.toContain('B.C')
    expect(await whoHas(account, 'A'.repeat(43))).toBeNull()
    // What the attacker goes on with is their own sign-in and nobody else's.
    await forgetSteps(account)
    await attacker.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: codeOf(seed) })
    expect(await whoHas(account, attacker.cookies.get(COOKIE) ?? '')).toBe(account.agent.id)
    expect(await whoHas(account, planted.get('__Host-custos-pending') ?? '')).toBeNull()
  })

  test('a sign-in under way has another secret after each step, and none once it is over', async () => {
    const account = await newAccount()
    const seed = await addApp(account, await sessionOf(account, account.agent))
    const policy = { password_level: 'custom', password_rules: { max_age_days: 30 } }
    await account.call(account.admin, 'PUT /api/v2/sign_in_policies/staff', { sign_in_policy: policy })
    await account.work((work) =>
      work.db.run(
        sql`update passwords set changed_at = now() - interval '60 days' where account_id = ${work.account_id}`,
      ),
    )
    const one = browser(account)
    const pending = () => one.cookies.get('__Host-custos-pending')
    await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
    const first = pending()
    const proved = await one.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: codeOf(seed) })
    expect([proved.headers.location, pending() === first]).toEqual(['/sign-in/new-password', false])
    const thief = browser(account)
    thief.cookies.set('__Host-custos-pending', first ?? '')
    expect((await thief.ask('GET', '/sign-in/new-password')).statusCode).not.toBe(200)
    const second = pending()
    await one.ask('POST', '/sign-in/new-password', { password: NEW_PASSWORD })
    expect([await whoHas(account, one.cookies.get(COOKIE) ?? ''), pending()]).toEqual([account.agent.id, undefined])
    thief.cookies.set('__Host-custos-pending', second ?? '')
    expect((await thief.ask('GET', '/sign-in/new-password')).statusCode).not.toBe(200)
  })
})
