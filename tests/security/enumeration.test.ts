// Attack 41 (CVE-2026-45294, CVE-2020-10102): whose address it is shows in nothing that a stranger can see or measure. Not
// the clock is compared, which a busy machine bends, but what takes the time: how often a password is hashed and what the
// database is asked. Then words, statuses, headers, cookies, and what is written down.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hashesMade } from '../../server/access/index.ts'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { addApp, sessionOf } from '../support/factors.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'

/** Statements that reached the database. */
const asked: string[] = []
const query = pg.Client.prototype.query
const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
  const [what] = given
  const text = typeof what === 'string' ? what : String((what as { text?: unknown } | undefined)?.text)
  // Hints to other processes, the highest id and which desk a host name is leave in their own time, not with an answer.
  if (!/pg_notify|note_id|account_hosts/.test(text)) asked.push(text)
  return Reflect.apply(query, this, given)
} as typeof query) // the wrapper has the shape of what it wraps

const WRONG = 'wrong wrong wrong'

interface Seen {
  status: number
  headers: string[]
  cookies: string[]
  text: string
  hashes: number
  statements: string[]
  events: string[]
  jobs: string[]
}

/** An account in which an address may be anybody's. */
async function cast() {
  const account = await newAccount()
  const { admin, agent, customer, owner, call } = account
  const [gone, former, second, program] = [
    await account.addPerson('agent'),
    await account.addPerson('agent'),
    await account.addPerson('agent'),
    await account.addPerson('end-user'),
  ]
  for (const person of [agent, gone, customer, owner]) await givePassword(account, person)
  await addApp(account, await sessionOf(account, second))
  await call(admin, `PUT /api/v2/users/${gone.id}`, { user: { suspended: true } })
  await call(admin, `DELETE /api/v2/users/${former.id}`)
  const addresses: Record<string, string> = {
    nobody: 'nobody@people.example',
    'an agent': agent.email,
    'an agent without a password': admin.email,
    'an agent with a second factor': second.email,
    'somebody suspended': gone.email,
    'somebody deleted': former.email,
    'a customer': customer.email,
    'a customer without a password': program.email,
    'the owner': owner.email,
    'a stranger of our own domain': `nobody@${account.host}`,
  }
  return { account, addresses }
}

async function countsOf({ desk, account_id, work }: TestAccount) {
  const events = await work((unit) =>
    unit.db.all<{ type: string }>(sql`select type from events where account_id = ${account_id} order by event_id`),
  )
  const { rows } = await desk.pool.query<{ task: string }>(
    `select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where (j.payload->>'account_id')::bigint = $1 order by j.id`,
    [account_id],
  )
  return { events: events.map(({ type }) => type), jobs: rows.map(({ task }) => task) }
}

type Ask = (account: TestAccount, email: string) => Promise<{ statusCode: number; payload: string; headers: object }>

async function see(account: TestAccount, email: string, ask: Ask): Promise<Seen> {
  await account.work((work) => work.db.run(sql`delete from attempts where account_id = ${work.account_id}`))
  const before = await countsOf(account)
  asked.length = 0
  const hashed = hashesMade()
  const answer = await ask(account, email)
  const [statements, hashes] = [[...asked], hashesMade() - hashed]
  const after = await countsOf(account)
  const cookies = (answer as { cookies?: { name: string }[] }).cookies ?? []
  return {
    status: answer.statusCode,
    headers: Object.keys(answer.headers).toSorted(),
    cookies: cookies.map(({ name }) => name),
    text: answer.payload
      .replaceAll(email, 'ADDRESS')
      .replaceAll(encodeURIComponent(email), 'ADDRESS')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'REQUEST'),
    hashes,
    statements,
    events: after.events.slice(before.events.length),
    jobs: after.jobs.slice(before.jobs.length).toSorted(),
  }
}

/** What the desk does by itself now and then may fall between; a difference that is there time and again is one. */
const LOOKS = 4

/** All addresses are seen alike. The first one warms up what is remembered. */
async function expectAlike(account: TestAccount, addresses: Record<string, string>, ask: Ask): Promise<Seen> {
  const { nobody = '' } = addresses
  await see(account, nobody, ask)
  const stranger = await see(account, nobody, ask)
  expect(stranger.statements.length).toBeGreaterThan(3)
  for (const [who, email] of Object.entries(addresses)) await expectAs(account, nobody, { who, email }, ask)
  return stranger
}

async function expectAs(account: TestAccount, nobody: string, person: { who: string; email: string }, ask: Ask) {
  for (let look = 1; ; look++) {
    const [other, own] = [await see(account, nobody, ask), await see(account, person.email, ask)]
    if (look < LOOKS && JSON.stringify(other) !== JSON.stringify(own)) continue
    expect({ who: person.who, ...own }).toEqual({ who: person.who, ...other })
    return
  }
}

const form =
  (path: string, more: Record<string, string> = {}): Ask =>
  (account, email) =>
    browser(account).ask('POST', path, { email, ...more })

const basic =
  (pair: (email: string) => string): Ask =>
  (account, email) =>
    account.app.inject({
      url: '/api/v2/tickets',
      remoteAddress: '203.0.113.9',
      headers: { host: account.host, authorization: `Basic ${Buffer.from(pair(email)).toString('base64')}` },
    })

describe('attack 41: who has an address here shows in no answer and in no work', () => {
  let account: TestAccount
  let addresses: Record<string, string>
  beforeAll(async () => {
    ;({ account, addresses } = await cast())
  })
  afterAll(() => spy.mockRestore())

  test('at the sign-in, with a wrong password: one hash, whoever it is', async () => {
    const seen = await expectAlike(account, addresses, form('/sign-in', { password: WRONG }))
    expect([seen.status, seen.hashes, seen.cookies]).toEqual([422, 1, []])
    expect(seen.events).toEqual(['user.sign_in_failed'])
  })

  test('at the sign-in of somebody suspended, even with the right password', async () => {
    const { 'somebody suspended': gone = '', nobody = '' } = addresses
    const ask = form('/sign-in', { password: PASSWORD })
    await see(account, nobody, ask)
    await expectAs(account, nobody, { who: 'somebody suspended', email: gone }, ask)
  })

  test('when a new password is asked for', async () => {
    const seen = await expectAlike(account, addresses, form('/forgot-password'))
    expect([seen.status, seen.hashes, seen.events]).toEqual([200, 0, ['link.requested']])
  })

  test('when a link to sign in is asked for', async () => {
    const policy = { sign_in_policy: { magic_link_enabled: true } }
    for (const audience of ['staff', 'end_user'])
      await account.call(account.admin, `PUT /api/v2/sign_in_policies/${audience}`, policy)
    const seen = await expectAlike(account, addresses, form('/sign-in/link'))
    expect([seen.status, seen.hashes, seen.events]).toEqual([200, 0, ['link.requested']])
  })

  test('beyond the limit, which an address that nobody has reaches as well', async () => {
    const statuses: Record<string, string> = {}
    for (const who of ['nobody', 'an agent', 'the owner'])
      for (let n = 0; n < 12; n++) {
        const one = browser(account, `198.51.100.${who.length}`)
        const answer = await one.ask('POST', '/sign-in', { email: addresses[who] ?? '', password: WRONG })
        statuses[who] = `${statuses[who] ?? ''} ${answer.statusCode}`
      }
    expect(new Set(Object.values(statuses)).size).toBe(1)
    expect(statuses.nobody).toMatch(/^( 422){10}( 429){2}$/)
  })

  test('at the API, before a token', async () => {
    const seen = await expectAlike(
      account,
      addresses,
      basic((email) => `${email}/token:${'x'.repeat(43)}`),
    )
    expect([seen.status, seen.hashes]).toEqual([401, 0])
  })

  test('at the API, before a password, while that is off and while it is on', async () => {
    const off = await expectPasswordAlike()
    expect([off.status, off.hashes]).toEqual([401, 0])
    const credential_policy = { password_access: true }
    const set = await account.call(account.admin, 'PUT /api/v2/credential_policy', { credential_policy })
    expect(set.status, set.text).toBe(200)
    const on = await expectPasswordAlike()
    expect([on.status, on.hashes]).toEqual([401, 1])
  })
  const expectPasswordAlike = () =>
    expectAlike(
      account,
      addresses,
      basic((email) => `${email}:${WRONG}`),
    )

  test('at the token endpoint of OAuth: unknown clients, and passwords where a client may bring them', async () => {
    const made = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
      client: { name: 'Old', identifier: 'old', kind: 'confidential', password_grant: true, redirect_uri: [] },
    })
    expect(made.status, made.text).toBe(201)
    const ask =
      (more: Record<string, string>): Ask =>
      async (_account, username) =>
        await browser(account).ask('POST', '/oauth/tokens', {
          grant_type: 'password',
          client_id: 'old',
          client_secret: made.body.client.secret,
          username,
          password: WRONG,
          scope: 'read',
          ...more,
        })
    const seen = await expectAlike(account, addresses, ask({}))
    expect([seen.status, seen.hashes]).toEqual([400, 1])
    const text = async (more: Record<string, string>) => {
      const { status, text: words, headers } = await see(account, 'nobody@people.example', ask(more))
      return JSON.stringify([status, words, headers])
    }
    expect(await text({ client_id: 'no such client' })).toBe(await text({ client_secret: 'not the secret of old' }))
  })

  test('where strangers write requests', async () => {
    const ask: Ask = (_account, email) =>
      account.app.inject({
        method: 'POST',
        url: '/api/v2/requests',
        remoteAddress: '203.0.113.9',
        headers: { host: account.host, 'content-type': 'application/json' },
        payload: JSON.stringify({
          request: { subject: 'Help', comment: { body: 'Please' }, requester: { name: 'Anna', email } },
        }),
      })
    const { nobody = '' } = addresses
    await see(account, nobody, ask)
    const stranger = await see(account, nobody, ask)
    const plain = ({ status, headers, hashes, text }: Seen) => ({
      status,
      headers,
      hashes,
      text: text.replace(/\d+/g, '#'),
    })
    for (const [who, email] of Object.entries(addresses))
      expect({ who, ...plain(await see(account, email, ask)) }).toEqual({ who, ...plain(stranger) })
  })

  test('where passkeys are asked for: nobody is named, so nobody is told', async () => {
    const answers = new Set<string>()
    for (const email of Object.values(addresses)) {
      const answer = await browser(account).ask('POST', '/sign-in/passkey/options', { email, username: email })
      const { options } = answer.json()
      expect(options.allowCredentials ?? []).toEqual([])
      answers.add(JSON.stringify([answer.statusCode, Object.keys(options).toSorted()]))
    }
    expect(answers.size).toBe(1)
  })

  test('where a link is accepted: a link of somebody and one that never was are not told apart but by having it', async () => {
    const answers = new Set<string>()
    const { body } = await account.call(account.admin, `POST /api/v2/users/${account.agent.id}/invitations`)
    const real = new URL(body.invitation.url).pathname.split('/').at(-1) ?? ''
    for (const [n, token] of [`${real.slice(0, -1)}_`, 'A'.repeat(43), real.toUpperCase()].entries())
      for (const email of ['nobody@people.example', account.agent.email]) {
        const answer = await browser(account).ask('POST', `/welcome/${token}?email=${email}`, {
          password: PASSWORD,
          email,
        })
        expect([n, answer.statusCode]).toEqual([n, 404])
        answers.add(answer.payload.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'REQUEST'))
      }
    expect(answers.size).toBe(1)
  })

  test('at the emergency page, while only identity providers are allowed; and there the sign-in is as for strangers', async () => {
    await account.call(account.admin, 'PUT /api/v2/sign_in_policies/staff', {
      sign_in_policy: { session_idle_minutes: 60 },
    })
    await account.work((work) =>
      work.db.run(
        sql`update sign_in_policies set sso_only = true where account_id = ${work.account_id} and audience = 'staff'`,
      ),
    )
    const seen = await expectAlike(account, addresses, form('/sign-in/break-glass', { password: WRONG }))
    expect([seen.status, seen.hashes]).toEqual([422, 1])
    await expectAlike(account, addresses, form('/sign-in', { password: WRONG }))
    await expectAlike(account, addresses, form('/forgot-password'))
  })
})
