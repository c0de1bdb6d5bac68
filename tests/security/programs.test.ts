// Service accounts and tokens as an attacker would use them: to come in as a person, to last, to see others' secrets.
import { expect, test } from 'vitest'
import { admitPerson, createServiceAccount, setPasswordHash } from '../../server/access/index.ts'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { signedIn } from '../support/form-browser.ts'

const METHODS = ['password', 'magic_link', 'passkey', 'saml', 'oidc', 'jwt', 'social', 'ldap', 'invitation'] as const
const PROGRAM = { name: 'Sync', role: 'admin', custom_role_id: null, purpose: 'nightly' } as const

async function program(account: TestAccount) {
  return await account.work(async (work) => (await createServiceAccount(work, PROGRAM)).user)
}

test('attack 36: a service account is no way in: not by any method, not with an address that mail reaches', async () => {
  const account = await newAccount()
  const { id } = await program(account)
  await account.call(account.owner, `PUT /api/v2/users/${id}`, { user: { email: 'sync@people.example' } })
  for (const method of METHODS) {
    const reply = await account.work((work) =>
      admitPerson(
        work,
        { user_id: id, method, second_factor_proved: true },
        { origin_url: `https://${account.host}`, cookie: () => undefined, header: () => undefined },
        { break_glass: true },
      ),
    )
    expect([method, reply.headers.location]).toEqual([method, '/sign-in?refused=1'])
    expect(reply.headers['set-cookie']).toBeUndefined()
  }
  await expect(account.work((work) => setPasswordHash(work, id, 'x', 'operator'))).rejects.toThrow('cannot sign in')
  expect((await account.call(account.owner, `POST /api/v2/users/${id}/invitations`)).status).toBe(403)
  const { count } = await account.work((work) =>
    work.db.one<{ count: number }>(
      sql`select count(*) as count from sessions where account_id = ${work.account_id} and user_id = ${id}::bigint`,
    ),
  )
  expect(count).toBe(0)
})

test('attack 48: lists and logs of credentials give out no secret, neither one’s own nor others’', async () => {
  const { one, token, account } = await signedIn(({ owner }) => owner)
  const { id } = await program(account)
  const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) =>
    await account.app.inject({
      method,
      url,
      headers: {
        host: account.host,
        cookie: [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': token,
      },
      ...(body ? { payload: body } : {}),
    })
  const made = await ask('POST', '/api/v2/api_tokens', { api_token: { user_id: id, description: 'Night' } })
  const secrets = [made.json().api_token.full_token]
  const path = `/api/v2/api_tokens/${made.json().api_token.id}`
  secrets.push((await ask('POST', `${path}/rotate`, {})).json().api_token.full_token)
  await ask('PUT', path, { api_token: { description: 'Day', active: false } })
  for (const url of [
    '/api/v2/api_tokens',
    '/api/v2/api_tokens?revoked=true',
    path,
    `${path}/activity`,
    '/api/v2/service_accounts',
    `/api/v2/service_accounts/${id}`,
    '/api/v2/oauth/tokens?all=true',
    '/api/v2/audit_logs',
    '/account/security',
  ]) {
    const { payload, statusCode } = await ask('GET', url)
    expect([url, statusCode]).toEqual([url, 200])
    for (const secret of secrets) expect(payload.includes(secret), url).toBe(false)
  }
  expect((await account.call(account.admin, `GET ${path}`)).body.api_token.token).toHaveLength(10)
})

test('attack 47: what came of a service account dies with it, its clients’ tokens too', async () => {
  const { one, token, account } = await signedIn(({ owner }) => owner)
  const { id } = await program(account)
  const { body } = await account.call(account.owner, 'POST /api/v2/oauth/clients', {
    client: { name: 'Sync', identifier: 'sync', kind: 'confidential', service_account_id: id },
  })
  const grant = { grant_type: 'client_credentials', client_id: 'sync', client_secret: body.client.secret }
  const issue = () => account.call(null, 'POST /oauth/tokens', grant)
  const first = await issue()
  const bearer = { authorization: `Bearer ${first.body.access_token}` }
  expect((await account.call(null, 'GET /api/v2/tickets', undefined, bearer)).status).toBe(200)
  const off = await account.app.inject({
    method: 'PUT',
    url: `/api/v2/service_accounts/${id}`,
    headers: {
      host: account.host,
      cookie: [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf-token': token,
    },
    payload: { service_account: { active: false } },
  })
  expect(off.statusCode).toBe(200)
  expect((await account.call(null, 'GET /api/v2/tickets', undefined, bearer)).status).toBe(401)
  expect((await issue()).status).toBe(400)
})
