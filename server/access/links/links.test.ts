// Links that are mailed: to a new password, to sign in, to say "this wasn't me".
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { addApp, codeOf, forgetSteps, type Session, sessionOf, withSession } from '../../../tests/support/factors.ts'
import { browser, givePassword, PASSWORD } from '../../../tests/support/form-browser.ts'
import { insertLink } from '../../identity/links/queries.ts'
import { addSupportAddress } from '../../mail/index.ts'
import { sql } from '../../platform/db.ts'

const NEW_PASSWORD = 'seven herons over water'

async function newMailing() {
  const account = await newAccount()
  await account.work((work) => addSupportAddress(work, `support@${account.host}`))
  await givePassword(account, account.agent)
  await account.runJobs()
  return account
}

/** Texts of all mails that left, the newest last. */
async function mailsOf(account: TestAccount): Promise<string[]> {
  await account.runJobs()
  return await account.work(async (work) => {
    const rows = await work.db.all<{ file_id: string }>(
      sql`select file_id from sink_mails where account_id = ${work.account_id} order by id`,
    )
    return await Promise.all(
      rows.map(async ({ file_id }) =>
        String(await account.desk.files.read(file_id, { sealing: work.sealing, limit_bytes: 1_000_000 })).replaceAll(
          /=\r?\n/g,
          '',
        ),
      ),
    )
  })
}

async function lastLink(account: TestAccount, path: string): Promise<string> {
  const mail = (await mailsOf(account)).findLast((one) => one.includes(`${path}/`)) ?? ''
  return new RegExp(`${path}/[\\w-]{43}`).exec(mail)?.[0] ?? 'no link'
}

const ask = (account: TestAccount, path: string, email: string, one = browser(account)) =>
  one.ask('POST', path, { email })

describe('a forgotten password', () => {
  test('is replaced by a link: once, and all sessions end', async () => {
    const account = await newMailing()
    const { agent } = account
    const open = browser(account)
    await open.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })
    await ask(account, '/forgot-password', agent.email.toUpperCase())
    const link = await lastLink(account, '/reset')
    expect((await browser(account).ask('GET', link)).payload).toContain(agent.email)
    const one = browser(account)
    expect((await one.ask('POST', link, { password: 'passwordpassword' })).statusCode).toBe(422)
    const done = await one.ask('POST', link, { password: NEW_PASSWORD })
    expect([done.statusCode, done.headers.location]).toEqual([303, '/agent'])
    expect((await open.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(agent.id)
    expect((await browser(account).ask('POST', link, { password: NEW_PASSWORD })).statusCode).toBe(410)
    expect((await mailsOf(account)).at(-1)).toContain('was changed')
  })

  test('shows the same and does the same for an address that nobody has', async () => {
    const account = await newMailing()
    const answers = []
    const events = []
    for (const email of [account.agent.email, 'nobody@people.example', 'suspended@people.example']) {
      if (email.startsWith('suspended')) {
        const { id } = await account.addPerson('agent', email)
        await account.call(account.admin, `PUT /api/v2/users/${id}`, { user: { suspended: true } })
      }
      const before = await countRows(account)
      const answer = await ask(account, '/forgot-password', email)
      answers.push([answer.statusCode, answer.payload, answer.cookies.length])
      events.push(await countRows(account).then((after) => after.map((count, at) => count - (before[at] ?? 0))))
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(events).toEqual([events[0], events[0], events[0]])
    const mails = await mailsOf(account)
    expect(mails.filter((mail) => mail.includes('/reset/'))).toHaveLength(1)
  })

  test('sends no more than four mails an hour to one address, and says nothing of it', async () => {
    const account = await newMailing()
    const pages = new Set<string>()
    for (let at = 0; at < 7; at++) {
      pages.add((await ask(account, '/forgot-password', account.agent.email)).payload)
      await account.runJobs()
    }
    expect(pages.size).toBe(1)
    expect((await mailsOf(account)).filter((mail) => mail.includes('/reset/'))).toHaveLength(4)
  })

  test.each([
    ['the password changes', (account: TestAccount) => givePassword(account, account.agent)],
    [
      'the address changes',
      (account: TestAccount) =>
        account.call(account.admin, `POST /api/v2/users/${account.agent.id}/identities`, {
          identity: { type: 'email', value: `other.${account.agent.email}` },
        }),
    ],
    [
      'a newer one is made',
      async (account: TestAccount) => {
        await ask(account, '/forgot-password', account.agent.email)
        await account.runJobs()
      },
    ],
  ])('its link is void once %s', async (_what, change) => {
    const account = await newMailing()
    await ask(account, '/forgot-password', account.agent.email)
    const link = await lastLink(account, '/reset')
    await change(account)
    expect([404, 410]).toContain((await browser(account).ask('POST', link, { password: NEW_PASSWORD })).statusCode)
  })

  test('its link is no other link', async () => {
    const account = await newMailing()
    await ask(account, '/forgot-password', account.agent.email)
    const token = (await lastLink(account, '/reset')).split('/').at(-1)
    for (const path of ['/welcome', '/sign-in/link', '/not-me', '/setup'])
      expect((await browser(account).ask('POST', `${path}/${token}`, {})).statusCode, path).toBe(404)
  })
})

describe('a link that signs in', () => {
  async function withMagicLinks() {
    const account = await newMailing()
    const { status } = await account.call(account.admin, 'PUT /api/v2/sign_in_policies/end_user', {
      sign_in_policy: { magic_link_enabled: true },
    })
    expect(status).toBe(200)
    return account
  }

  test('lets an end user in by its button, not by being opened, and once', async () => {
    const account = await withMagicLinks()
    const one = browser(account)
    await ask(account, '/sign-in/link', account.customer.email, one)
    const link = await lastLink(account, '/sign-in/link')
    const shown = await one.ask('GET', link)
    expect([shown.statusCode, shown.payload.includes('another browser')]).toEqual([200, false])
    expect((await browser(account).ask('GET', link)).payload).toContain('another browser')
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect((await one.ask('POST', link, {})).headers.location).toBe('/')
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(account.customer.id)
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(410)
  })

  test('is not mailed to staff, nor where the policy has it off', async () => {
    const account = await withMagicLinks()
    const answer = await ask(account, '/sign-in/link', account.agent.email)
    const known = await ask(account, '/sign-in/link', account.customer.email)
    expect(answer.payload).toBe(known.payload)
    await account.call(account.admin, 'PUT /api/v2/sign_in_policies/end_user', {
      sign_in_policy: { magic_link_enabled: false },
    })
    expect((await mailsOf(account)).filter((mail) => mail.includes('/sign-in/link/'))).toEqual([])
  })
})

describe('“this wasn’t me”', () => {
  test('ends all sessions, voids password and tokens, tells the admins; once', async () => {
    const account = await newMailing()
    const { agent } = account
    const thief = browser(account, '198.51.100.77')
    await thief.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })
    const link = await lastLink(account, '/not-me')
    expect((await browser(account).ask('GET', link)).statusCode).toBe(200)
    expect((await thief.ask('GET', '/api/v2/users/me')).json().user.id).toBe(agent.id)
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(200)
    expect((await thief.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
    expect((await account.call(agent, 'GET /api/v2/users/me')).status).toBe(401)
    expect(
      (await browser(account).ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })).statusCode,
    ).toBe(422)
    const told = (await mailsOf(account)).filter((mail) => mail.includes('reported a sign-in'))
    expect(told.map((mail) => /^To: (\S+)/m.exec(mail)?.[1]).toSorted()).toEqual(
      [account.admin.email, account.owner.email].toSorted(),
    )
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(410)
  })

  test('takes away what was added since the sign-in, and leaves what was there before', async () => {
    const account = await newMailing()
    const { agent } = account
    // Their own, in their own browser: a phone before, a link to a provider before, and another phone after.
    const own = await sessionOf(account, agent)
    const seed = await addApp(account, own, 'Old phone')
    await linkTo(account, agent.id, 'before')
    await account.runJobs()
    // The stranger has the password and a look at the phone.
    const thief = browser(account, '198.51.100.77')
    await thief.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })
    await thief.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: codeOf(seed) })
    await forgetSteps(account)
    const link = await lastLink(account, '/not-me')
    const theirs = await withSession(account, agent, thief)
    await addApp(account, theirs, 'Phone of a stranger')
    const codes: string[] = (await theirs.api('POST /api/v2/users/me/recovery_codes')).body.recovery_codes
    await theirs.api('PUT /api/v2/users/me/recovery_codes/confirm', { code: codes[0] })
    await linkTo(account, agent.id, 'since')
    await addApp(account, own, 'New phone')
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(200)

    const { factors, recovery_codes_left } = (
      await account.call(account.owner, `GET /api/v2/users/${agent.id}/factors`)
    ).body
    expect(factors.map((one: { name: string }) => one.name)).toEqual(['Old phone', 'New phone'])
    expect(recovery_codes_left).toBe(0)
    const { identity_links } = (await account.call(account.owner, `GET /api/v2/users/${agent.id}/identity_links`)).body
    expect(identity_links.map((one: { subject: string }) => one.subject)).toEqual(['before'])
    const mails = await mailsOf(account)
    const told = mails.findLast((mail) => mail.includes('as you asked')) ?? ''
    expect([told.includes('one second factor'), told.includes('one link to another sign-in')]).toEqual([true, true])
    expect(mails.filter((mail) => mail.includes('second factor was removed'))).toEqual([])
    const fact = await account.work((work) =>
      work.db.one<{ data: Record<string, unknown> }>(
        sql`select data from events where account_id = ${work.account_id}::bigint and type = 'user.reported_as_stranger'`,
      ),
    )
    expect(fact.data).toMatchObject({ had_password: true, factors: 1, recovery_codes: 10, identity_links: 1 })
  })

  test('of a mail about a factor takes that factor away, and with the last one nobody counts as enrolled', async () => {
    const account = await newMailing()
    const { agent } = account
    await addApp(account, await sessionOf(account, agent), 'Phone of a stranger')
    const mail = (await mailsOf(account)).findLast((one) => one.includes('second factor was added')) ?? ''
    const link = /\/not-me\/[\w-]{43}/.exec(mail)?.[0] ?? 'no link'
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(200)
    const { factors } = (await account.call(account.owner, `GET /api/v2/users/${agent.id}/factors`)).body
    expect(factors).toEqual([])
    const { user } = (await account.call(account.owner, `GET /api/v2/users/${agent.id}`)).body
    expect(user.two_factor_auth_enabled).toBe(false)
    // The link of the mail about the browser still works: it only takes away.
    const first = (await mailsOf(account)).find((one) => one.includes('browser that we did not know')) ?? ''
    const other = /\/not-me\/[\w-]{43}/.exec(first)?.[0] ?? 'no link'
    expect((await browser(account).ask('POST', other, {})).statusCode).toBe(200)
  })

  /** An admin whose account a stranger is in, the stranger's session, and the link of the mail about their browser. */
  async function admittedThief() {
    const account = await newMailing()
    const { admin } = account
    await givePassword(account, admin)
    const thief = browser(account, '198.51.100.77')
    await thief.ask('POST', '/sign-in', { email: admin.email, password: PASSWORD })
    const link = await lastLink(account, '/not-me')
    const theirs = await withSession(account, admin, thief)
    const identities = `/api/v2/users/${admin.id}/identities`
    const listed = async (): Promise<[string, boolean, boolean][]> =>
      (await account.call(account.owner, `GET ${identities}`)).body.identities.map(
        (one: { value: string; primary: boolean; verified: boolean }) => [one.value, one.primary, one.verified],
      )
    return { account, admin, theirs, link, identities, listed }
  }

  test('leaves no address to which a stranger could have a link to a new password sent', async () => {
    const { account, admin, theirs, link, identities, listed } = await admittedThief()
    const write = (parts: object) => ({ identity: { type: 'email', ...parts } })
    await account.call(account.owner, `POST ${identities}`, write({ value: 'unproven@colleague.example' }))
    await account.call(account.owner, `POST ${identities}`, write({ value: 'other@colleague.example', verified: true }))
    const before = await account.call(account.owner, `GET ${identities}`)
    const [own, unproven] = before.body.identities
    for (const [route, body] of [
      [`POST ${identities}`, write({ value: 'thief@evil.example', verified: true, primary: true })],
      [`PUT ${identities}/${own.id}`, { identity: { value: 'also@evil.example', verified: true } }],
      [`PUT ${identities}/${unproven.id}`, { identity: { verified: true } }],
    ] as const)
      expect((await theirs.api(route, body)).status, route).toBeLessThan(300)
    expect((await listed()).map(([value]) => value)).toContain('also@evil.example')
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(200)
    expect((await listed()).toSorted()).toEqual([
      ['other@colleague.example', true, true],
      ['unproven@colleague.example', false, false],
    ])
    await ask(account, '/forgot-password', 'thief@evil.example')
    expect((await mailsOf(account)).filter((mail) => mail.includes('/reset/'))).toEqual([])
    const { user } = (await account.call(account.owner, `GET /api/v2/users/${admin.id}`)).body
    expect([user.email, user.verified]).toEqual(['other@colleague.example', true])
  })

  test('keeps the last address, which nobody else could give back', async () => {
    const { account, theirs, link, identities, listed } = await admittedThief()
    const [own] = (await theirs.api(`GET ${identities}`)).body.identities
    await theirs.api(`PUT ${identities}/${own.id}`, { identity: { value: 'moved@people.example', verified: true } })
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(200)
    expect(await listed()).toEqual([['moved@people.example', true, true]])
  })

  test('makes the secrets of programs worthless that a stranger was shown, and no others', async () => {
    const { account, theirs, link } = await admittedThief()
    const own = await sessionOf(account, account.owner)
    const make = async (by: Session, route: string, body: object) => {
      const made = await by.api(`POST /api/v2/${route}`, body)
      expect(made.status, made.text).toBe(201)
      return Object.values(made.body)[0] as Record<string, never> // the one record of the reply
    }
    const program = async (by: Session) => {
      const { id } = await make(by, 'service_accounts', { service_account: { name: 'P', role: 'admin' } })
      const { full_token } = await make(by, 'api_tokens', { api_token: { user_id: id } })
      const client = await make(by, 'oauth/clients', {
        client: { name: 'C', identifier: `c-${id}`, service_account_id: id, kind: 'confidential' },
      })
      const scim = await make(by, 'scim/tokens', { scim_token: { name: 'D' } })
      return { client, bearers: { api: String(full_token), scim: String(scim.full_token) } }
    }
    const [mine, stolen] = [await program(own), await program(theirs)]
    const as = (bearer: string) => ({ ...account.owner, authorization: `Bearer ${bearer}` })
    const opens = async ({ client, bearers }: typeof mine) => [
      (await account.call(as(bearers.api), 'GET /api/v2/users/me')).status,
      (await account.call(as(bearers.scim), 'GET /scim/v2/Users')).status,
      (
        await account.call(null, 'POST /oauth/tokens', {
          grant_type: 'client_credentials',
          client_id: client.identifier,
          client_secret: client.secret,
        })
      ).status,
    ]
    await own.api('PUT /api/v2/scim', { scim: { enabled: true } })
    expect(await opens(stolen)).toEqual([200, 200, 200])
    expect((await browser(account).ask('POST', link, {})).statusCode).toBe(200)
    expect(await opens(stolen)).toEqual([401, 401, 401])
    expect(await opens(mine)).toEqual([200, 200, 200])
  })

  test('is mailed for a new browser only', async () => {
    const account = await newMailing()
    const one = browser(account)
    for (let at = 0; at < 3; at++) {
      await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
      one.cookies.delete('__Host-custos')
    }
    expect((await mailsOf(account)).filter((mail) => mail.includes('/not-me/'))).toHaveLength(1)
  })
})

/** As if a provider had said who somebody is, just now. */
async function linkTo({ call, owner, work }: TestAccount, user_id: number, subject: string): Promise<void> {
  const { identity_provider } = (
    await call(owner, 'POST /api/v2/identity_providers', { identity_provider: { kind: 'ldap', name: subject } })
  ).body
  await work((unit) =>
    insertLink(unit, { provider_id: identity_provider.id, user_id, issuer: 'ldap', subject, email: null }),
  )
}

/** Events and jobs of an account: what a request wrote down. */
async function countRows({ desk, account_id, work }: TestAccount): Promise<number[]> {
  const events = await work((unit) =>
    unit.db.one<{ count: number }>(sql`select count(*)::int as count from events where account_id = ${account_id}`),
  )
  const { rows } = await desk.pool.query<{ count: number }>(
    `select count(*)::int as count from graphile_worker._private_jobs where (payload->>'account_id')::bigint = $1`,
    [account_id],
  )
  return [events.count, rows[0]?.count ?? 0]
}
