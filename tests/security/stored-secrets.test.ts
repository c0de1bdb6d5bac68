// The attacks on what is kept of secrets, and on links: lines 39, 40 and 44 of the threat model.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { ageProof, type Session, sessionOf } from '../support/factors.ts'
import { browser, givePassword } from '../support/form-browser.ts'

const COOKIE = '__Host-custos'
const NEW_PASSWORD = 'seven herons over water'

const secretOf = (session: Session) => session.browser.cookies.get(COOKIE) ?? ''

/** Who is signed in with a cookie, in a browser of its own. */
async function whoHas(account: TestAccount, secret: string): Promise<number | null> {
  const thief = browser(account, '198.51.100.23')
  thief.cookies.set(COOKIE, secret)
  return (await thief.ask('GET', '/api/v2/users/me')).json().user.id
}

describe('attack 44 (CVE-2017-5619, CVE-2020-10104): what is kept of a secret opens nothing', () => {
  test('the hash of a password is no password, wherever one is asked for', async () => {
    const account = await newAccount()
    const session = await sessionOf(account, account.agent)
    const { hash } = await account.work((work) =>
      work.db.one<{ hash: string }>(
        sql`select hash from passwords where account_id = ${work.account_id} and user_id = ${account.agent.id}`,
      ),
    )
    expect(hash).toMatch(/^\$argon2id\$/)
    for (const password of [hash, hash.split('$').at(-1) ?? '', `${hash}\u0000`, '']) {
      const attempt = await browser(account).ask('POST', '/sign-in', { email: account.agent.email, password })
      expect(attempt.statusCode).toBe(422)
      const proof = { step_up: { method: 'password', answer: password } }
      expect((await session.api('POST /api/v2/users/me/step_up', proof)).status).toBe(422)
      const change = { previous_password: password, password: NEW_PASSWORD }
      expect((await session.api(`PUT /api/v2/users/${account.agent.id}/password`, change)).status).toBe(422)
    }
  })

  test('the hashes of sessions, tokens and links are neither', async () => {
    const account = await newAccount()
    const session = await sessionOf(account, account.agent)
    await account.call(account.admin, `POST /api/v2/users/${account.agent.id}/invitations`)
    const rows = await account.work((work) =>
      work.db.all<{ hash: Buffer }>(sql`
        select token_hash as hash from sessions where account_id = ${work.account_id}
        union all select token_hash from api_tokens where account_id = ${work.account_id}
        union all select token_hash from one_time_links where account_id = ${work.account_id}`),
    )
    expect(rows.length).toBeGreaterThan(5)
    for (const { hash } of rows)
      for (const written of [hash.toString('hex'), hash.toString('base64'), hash.toString('base64url')]) {
        expect(await whoHas(account, written)).toBeNull()
        for (const authorization of [
          `Bearer ${written}`,
          `Bearer custos_${written}`,
          `Basic ${Buffer.from(`${account.agent.email}/token:${written}`).toString('base64')}`,
        ])
          expect((await account.call(null, 'GET /api/v2/tickets', undefined, { authorization })).status).toBe(401)
        const link = await account.call(null, `GET /welcome/${encodeURIComponent(written)}`)
        expect(link.status).toBe(404)
      }
    expect(session.person.id).toBe(account.agent.id)
  })
})

describe('attack 39 (CVE-2026-27637): a secret that can be worked out', () => {
  test('does not follow from who it is for and when it was made', async () => {
    const account = await newAccount()
    const made: string[] = []
    for (let n = 0; n < 4; n++) {
      const { body } = await account.call(account.admin, `POST /api/v2/users/${account.agent.id}/invitations`)
      made.push(new URL(body.invitation.url).pathname.split('/').at(-1) ?? '')
      made.push(secretOf(await sessionOf(account, account.agent)))
    }
    expect(new Set(made).size).toBe(made.length)
    const known = [account.agent.id, account.agent.email, account.account_id, account.host].map(String)
    for (const secret of made) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      const bytes = Buffer.from(secret, 'base64url')
      expect(bytes).toHaveLength(32)
      for (const word of known) {
        expect(bytes.toString('latin1')).not.toContain(word)
        for (const algorithm of ['md5', 'sha1', 'sha256'])
          expect(bytes.includes(createHash(algorithm).update(word).digest())).toBe(false)
      }
    }
    // Two of one moment have nothing in common: no counter, no clock.
    for (const a of made) for (const b of made) if (a !== b) expect(a.slice(0, 8)).not.toBe(b.slice(0, 8))
  })
})

describe('attack 40 (CVE-2026-41902, GHSA-jqj5): an invitation', () => {
  const invited = async () => {
    const account = await newAccount()
    const { body } = await account.call(account.admin, `POST /api/v2/users/${account.agent.id}/invitations`)
    return { account, path: new URL(body.invitation.url).pathname }
  }
  const accept = (account: TestAccount, path: string) => browser(account).ask('POST', path, { password: NEW_PASSWORD })

  test('ends after three days, and with the first use', async () => {
    const { account, path } = await invited()
    const days = (n: number) =>
      account.work((work) =>
        work.db.run(sql`
          update one_time_links set expires_at = expires_at - make_interval(days => ${n}::int) where account_id = ${work.account_id}`),
      )
    await days(2)
    expect((await browser(account).ask('GET', path)).statusCode).toBe(200)
    await days(1)
    expect((await browser(account).ask('GET', path)).statusCode).toBe(410)
    expect((await accept(account, path)).statusCode).toBe(410)
    const again = await invited()
    expect((await accept(again.account, again.path)).statusCode).toBe(303)
    expect((await accept(again.account, again.path)).statusCode).toBe(410)
  })

  test('is not accepted without its secret: empty, short, guessed or of another kind', async () => {
    const { account, path } = await invited()
    const secret = path.split('/').at(-1) ?? ''
    const wrong = [
      '',
      '%20',
      '%00',
      'null',
      'undefined',
      '0',
      'false',
      '[]',
      secret.slice(0, 19),
      secret.slice(0, -1),
      `${secret}A`,
      secret.toLowerCase() === secret ? secret.toUpperCase() : secret.toLowerCase(),
      'A'.repeat(43),
      '-'.repeat(43),
      'A'.repeat(100),
    ]
    for (const token of wrong) {
      expect([token, (await accept(account, `/welcome/${token}`)).statusCode]).toEqual([token, 404])
      const page = await browser(account).ask('GET', `/welcome/${token}?token=${secret}&hash=`)
      expect([token, page.statusCode]).toEqual([token, 404])
    }
    for (const other of ['/reset/', '/sign-in/link/', '/setup/', '/not-me/', '/verify-address/'])
      expect([other, (await accept(account, other + secret)).statusCode]).toEqual([other, 404])
    // It is still good for what it was made for.
    expect((await accept(account, path)).statusCode).toBe(303)
  })

  test('is void once its person is suspended, has another address or a password', async () => {
    for (const user of [{ suspended: true }, { email: 'other@people.example' }]) {
      const { account, path } = await invited()
      await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user })
      expect((await accept(account, path)).statusCode).toBe(410)
    }
    const { account, path } = await invited()
    await givePassword(account, account.agent)
    expect((await accept(account, path)).statusCode).toBe(410)
  })

  test('is made by nobody without a fresh proof: it makes whoever has it that person', async () => {
    const { account } = await invited()
    const session = await sessionOf(account, account.admin)
    await ageProof(account, account.admin, 11)
    const refused = await session.api(`POST /api/v2/users/${account.agent.id}/invitations`)
    expect([refused.status, refused.body.code]).toEqual([403, 'step_up_required'])
    const made = await sessionOf(account, account.admin)
    const { body } = await made.api('POST /api/v2/api_tokens', { api_token: { description: 'x' } })
    const leaked = { ...account.admin, authorization: `Bearer ${body.api_token.full_token}` }
    const attempts = [
      [`POST /api/v2/users/${account.agent.id}/invitations`, {}],
      [`POST /api/v2/users/${account.agent.id}/password`, { password: NEW_PASSWORD }],
      [`POST /api/v2/users/${account.agent.id}/identities`, { identity: { type: 'email', value: 'eve@evil.example' } }],
      [`PUT /api/v2/users/${account.agent.id}`, { user: { email: 'eve@evil.example' } }],
      ['POST /api/v2/oauth/clients', { client: { name: 'N', identifier: 'n', redirect_uri: [] } }],
    ] as const
    for (const [route, write] of attempts)
      expect([route, (await account.call(leaked, route, write)).status]).toEqual([route, 403])
    const { identities } = (await account.call(account.admin, `GET /api/v2/users/${account.agent.id}/identities`)).body
    expect(identities).toHaveLength(1)
  })
})
