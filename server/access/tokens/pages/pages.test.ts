// API tokens on one's own page of security, as a browser without scripts uses it.
import { describe, expect, test } from 'vitest'
import type { Person, TestAccount } from '../../../../tests/support/desk.ts'
import { signedIn } from '../../../../tests/support/form-browser.ts'
import { sql } from '../../../platform/db.ts'

const FORM = { description: 'Report', scopes: 'read', scope_names: '', networks: '', life: '90' }

/** Somebody signed in, where the account lets these have tokens of their own. */
async function atPage(own_tokens: string, who: (account: TestAccount) => Person = ({ agent }) => agent) {
  const { one, token: csrf_token, account } = await signedIn(who)
  await account.call(account.admin, 'PUT /api/v2/credential_policy', { credential_policy: { own_tokens } })
  const send = (path: string, form: Record<string, string> = {}) => one.ask('POST', path, { csrf_token, ...form })
  const use = (secret: string, url = '/api/v2/users/me') =>
    account.app.inject({
      method: 'GET',
      url,
      remoteAddress: '192.0.2.7',
      headers: { host: account.host, authorization: `Bearer ${secret}` },
    })
  return { one, account, send, use }
}

const secretIn = (page: string) => /<code>(custos_[\w-]{43})<\/code>/.exec(page)?.[1] ?? ''
const idIn = (page: string) => /href="\/account\/tokens\/(\d+)"/.exec(page)?.[1] ?? ''

describe('API tokens on one’s own page', () => {
  test.each([
    ['staff', 'agent'],
    ['everyone', 'customer'],
  ] as const)(
    'where %s may, an %s makes one, uses it, looks up what it did, renews and revokes it',
    async (own_tokens, who) => {
      const { one, account, send, use } = await atPage(own_tokens, (made) => made[who])
      expect((await one.ask('GET', '/account/security')).payload).toContain('href="/account/tokens/new"')
      expect((await one.ask('GET', '/account/tokens/new')).statusCode).toBe(200)
      const made = await send('/account/tokens', { ...FORM, scopes: 'write', networks: '192.0.2.0/24, 2001:db8::/32' })
      expect(made.statusCode).toBe(200)
      expect(made.headers['cache-control']).toBe('no-store')
      const secret = secretIn(made.payload)
      expect((await use(secret)).json().user.id).toBe(account[who].id)
      const body = { request: { subject: 'Kettle', comment: { body: 'Broken' } } }
      const created = await account.app.inject({
        method: 'POST',
        url: '/api/v2/requests',
        remoteAddress: '192.0.2.7',
        headers: { host: account.host, authorization: `Bearer ${secret}` },
        payload: body,
      })
      expect(created.statusCode).toBe(201)
      const shown = (await one.ask('GET', '/account/security')).payload
      expect(shown).toContain('Report')
      expect(shown).toContain('192.0.2.0/24, 2001:db8::/32')
      expect(shown).not.toContain(secret)
      const path = `/account/tokens/${idIn(shown)}`
      const history = (await one.ask('GET', path)).payload
      expect(history).toContain('ticket.created')
      expect(history).toContain('192.0.2.7')
      expect(history).not.toContain('Kettle')
      const renewed = secretIn((await send(`${path}/rotate`)).payload)
      for (const each of [secret, renewed]) expect((await use(each)).statusCode).toBe(200)
      expect((await send(`${path}/revoke`)).headers.location).toContain('section=tokens&result=revoked')
      for (const each of [secret, renewed]) expect((await use(each)).statusCode).toBe(401)
      expect((await one.ask('GET', '/account/security?section=tokens&result=revoked')).payload).toContain('is revoked')
      expect((await one.ask('GET', path)).statusCode).toBe(404)
    },
  )

  test('is not offered to who may have none, and made by no form of theirs', async () => {
    const { one, send } = await atPage('admins')
    expect((await one.ask('GET', '/account/security')).payload).not.toContain('/account/tokens/new')
    expect((await one.ask('GET', '/account/tokens/new')).statusCode).toBe(403)
    expect((await send('/account/tokens', FORM)).statusCode).toBe(403)
  })

  test('a form that is declined says of which field, and keeps what was written', async () => {
    const { send } = await atPage('staff')
    const declined = async (form: object, words: string) => {
      const answer = await send('/account/tokens', { ...FORM, ...form })
      expect(answer.statusCode).toBe(422)
      expect(answer.payload).toContain(words)
      expect(answer.payload).toContain('value="Report"')
    }
    await declined({ networks: 'home' }, 'One of these is not a network')
    await declined({ scopes: 'named', scope_names: 'tickets:read sesame' }, 'One of these is no scope')
    await declined({ scopes: 'named', scope_names: '' }, 'One of these is no scope')
    const odd = { description: '<script>alert(1)</script>', scopes: 'everything', life: '-5', networks: '\u0000' }
    const answer = await send('/account/tokens', odd)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.payload).not.toContain('<script>alert')
  })

  test('asks for a fresh proof before a secret is made, and for the form’s own mark', async () => {
    const { one, account, send } = await atPage('staff')
    expect((await one.ask('POST', '/account/tokens', FORM)).statusCode).toBe(403)
    await account.work((work) =>
      work.db.run(
        sql`update sessions set proved_at = now() - interval '11 minutes' where account_id = ${work.account_id}`,
      ),
    )
    expect((await one.ask('GET', '/account/tokens/new')).headers.location).toBe(
      '/account/prove?return_to=/account/tokens/new',
    )
    expect((await send('/account/tokens', FORM)).statusCode).toBe(403)
  })

  test('a colleague’s token is not there, not even for an admin; nor are pages there for tokens', async () => {
    const { one, account, send } = await atPage('staff', ({ admin }) => admin)
    const [others] = (await account.call(account.agent, 'GET /api/v2/api_tokens')).body.api_tokens
    const path = `/account/tokens/${others.id}`
    expect((await one.ask('GET', path)).statusCode).toBe(404)
    for (const verb of ['rotate', 'revoke']) expect((await send(`${path}/${verb}`)).statusCode).toBe(404)
    expect((await account.call(account.agent, `GET ${path}`)).status).toBe(403)
    expect((await account.call(account.agent, 'POST /account/tokens', FORM)).status).toBe(403)
    expect((await account.call(account.agent, `POST ${path}/revoke`, {})).status).toBe(403)
  })
})
