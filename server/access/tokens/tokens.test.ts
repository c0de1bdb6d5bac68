import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { hashPassword, setPasswordHash } from '../index.ts'
import { checkNetworks, isWithin, networkOf } from './networks.ts'

const PASSWORD = 'a quiet lake at dawn'
let hash = ''

beforeAll(async () => {
  hash = await hashPassword(PASSWORD)
})

type Ask = (method: string, url: string, body?: unknown) => Promise<Pick<Answer, 'status' | 'body'>>

/** Somebody with a session, since tokens cannot make tokens. */
async function inBrowser({ app, host, work }: TestAccount, person: Person): Promise<Ask> {
  await work((unit) => setPasswordHash(unit, person.id, hash, 'operator'))
  const answer = await app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ email: person.email, password: PASSWORD }).toString(),
  })
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const me = await app.inject({ method: 'GET', url: '/api/v2/users/me', headers: { host, cookie } })
  const csrf = me.json().user.authenticity_token
  return async (method, url, body) => {
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers: {
        host,
        cookie,
        'x-csrf-token': csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      payload: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() }
  }
}

function use(
  { app, host }: TestAccount,
  token: string,
  url = '/api/v2/users/me',
  options: { ip?: string; headers?: object; method?: string; body?: object } = {},
) {
  return app.inject({
    method: (options.method ?? 'GET') as 'GET',
    url,
    remoteAddress: options.ip ?? '192.0.2.7',
    headers: { host, authorization: `Bearer ${token}`, ...options.headers },
    ...(options.body ? { payload: options.body } : {}),
  })
}

describe('networks', () => {
  test.each([
    ['192.0.2.7', ['192.0.2.0/24'], true],
    ['::ffff:192.0.2.7', ['192.0.2.0/24'], true],
    ['192.0.3.7', ['192.0.2.0/24'], false],
    ['2001:db8::1', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32', '192.0.2.0/24'], false],
    ['192.0.2.7', ['192.0.2.7'], true],
    [null, ['0.0.0.0/0', '::/0'], false],
    ['not an address', ['0.0.0.0/0'], false],
  ])('%s in %j: %s', (ip, networks, within) => {
    expect(isWithin(ip, networks)).toBe(within)
  })

  test.each([
    '192.0.2.0/33',
    '2001:db8::/129',
    'example.com',
    '192.0.2.0/24/8',
    '192.0.2.0/',
    '192.0.2.0/-1',
    'fe80::1%eth0/64',
    '',
  ])('%j is none', (text) => {
    expect(() => checkNetworks('allowed_networks', [text])).toThrow()
  })

  test('are new by /24, and by what one site has of IPv6', () => {
    expect(networkOf('192.0.2.7')).toBe(networkOf('::ffff:192.0.2.200'))
    expect(networkOf('192.0.2.7')).not.toBe(networkOf('192.0.3.7'))
    expect(networkOf('2001:db8:1:2::3')).toBe(networkOf('2001:db8:1:ffff::9'))
  })
})

describe('an API token', () => {
  test('works from its networks only, whatever a header says of where it comes from', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const made = await ask('POST', '/api/v2/api_tokens', {
      api_token: { allowed_networks: ['192.0.2.0/24', '2001:db8::/32'] },
    })
    expect(made.status).toBe(201)
    const { full_token } = made.body.api_token
    expect((await use(account, full_token)).statusCode).toBe(200)
    expect((await use(account, full_token, undefined, { ip: '2001:db8::5' })).statusCode).toBe(200)
    const outside = await use(account, full_token, undefined, {
      ip: '198.51.100.1',
      headers: { 'x-forwarded-for': '192.0.2.7' },
    })
    expect(outside.statusCode).toBe(403)
    expect((await ask('POST', '/api/v2/api_tokens', { api_token: { allowed_networks: ['home'] } })).status).toBe(422)
  })

  test('shows when and from where it was used last, and its first characters only', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const { api_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: { description: 'd' } })).body
    await use(account, api_token.full_token, undefined, { headers: { 'user-agent': 'sync/1' } })
    const shown = (await ask('GET', `/api/v2/api_tokens/${api_token.id}`)).body.api_token
    expect(shown).toMatchObject({
      token: api_token.full_token.slice(0, 10),
      last_used_from: { ip_address: '192.0.2.7', user_agent: 'sync/1' },
      unused: false,
      created_by_id: account.agent.id,
    })
    expect(JSON.stringify(shown)).not.toContain(api_token.full_token)
    await account.work((work) =>
      work.db.run(sql`update api_tokens set last_used_at = now() - interval '91 days' where id = ${api_token.id}`),
    )
    expect((await ask('GET', `/api/v2/api_tokens/${api_token.id}`)).body.api_token.unused).toBe(true)
  })

  test('is rotated with an overlap: both secrets work, then only the new one', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const first = (await ask('POST', '/api/v2/api_tokens', { api_token: { scopes: ['read'] } })).body.api_token
    const rotated = await ask('POST', `/api/v2/api_tokens/${first.id}/rotate`, { overlap_hours: 1 })
    expect(rotated.status).toBe(200)
    const second = rotated.body.api_token
    expect(second).toMatchObject({ id: first.id, scopes: ['read'] })
    for (const { full_token } of [first, second]) expect((await use(account, full_token)).statusCode).toBe(200)
    await account.work((work) =>
      work.db.run(sql`update api_tokens set previous_expires_at = now() - interval '1 second' where id = ${first.id}`),
    )
    expect((await use(account, first.full_token)).statusCode).toBe(401)
    expect((await use(account, second.full_token)).statusCode).toBe(200)
    const now = (await ask('POST', `/api/v2/api_tokens/${first.id}/rotate`, { overlap_hours: 0 })).body.api_token
    expect((await use(account, second.full_token)).statusCode).toBe(401)
    expect((await use(account, now.full_token)).statusCode).toBe(200)
  })

  test('is still found once revoked, and works no more', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const { api_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body
    expect((await ask('DELETE', `/api/v2/api_tokens/${api_token.id}`)).status).toBe(204)
    expect((await use(account, api_token.full_token)).statusCode).toBe(401)
    expect((await ask('GET', `/api/v2/api_tokens/${api_token.id}`)).body.api_token.revoked_at).not.toBeNull()
    expect((await ask('DELETE', `/api/v2/api_tokens/${api_token.id}`)).status).toBe(404)
    expect((await ask('PUT', `/api/v2/api_tokens/${api_token.id}`, { api_token: { scopes: ['read'] } })).status).toBe(
      422,
    )
  })

  test('never has more than its owner: a demoted owner’s token is demoted, a suspended one’s is dead', async () => {
    const account = await newAccount()
    const second = await account.addPerson('admin')
    expect((await account.call(second, 'GET /api/v2/audit_logs')).status).toBe(200)
    await account.call(account.owner, `PUT /api/v2/users/${second.id}`, { user: { role: 'agent' } })
    expect((await account.call(second, 'GET /api/v2/audit_logs')).status).toBe(403)
    await account.call(account.owner, `PUT /api/v2/users/${second.id}`, { user: { suspended: true } })
    expect((await account.call(second, 'GET /api/v2/tickets')).status).toBe(401)
  })

  test('makes no other, changes none and is not for somebody else, not even for an admin', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    expect((await account.call(account.agent, 'POST /api/v2/api_tokens', { api_token: {} })).status).toBe(403)
    const others = await ask('POST', '/api/v2/api_tokens', { api_token: { user_id: account.agent.id } })
    expect(others.status).toBe(403)
    const [token] = (await ask('GET', `/api/v2/api_tokens?user_id=${account.agent.id}`)).body.api_tokens
    expect((await ask('POST', `/api/v2/api_tokens/${token.id}/rotate`, {})).status).toBe(403)
    expect((await ask('PUT', `/api/v2/api_tokens/${token.id}`, { api_token: { scopes: null } })).status).toBe(403)
    expect((await ask('DELETE', `/api/v2/api_tokens/${token.id}`)).status).toBe(204)
  })

  test('from a network that is new to it makes an event, once; the first network of all makes none', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const { api_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body
    for (const ip of ['192.0.2.1', '192.0.2.99', '198.51.100.1', '192.0.2.1', '198.51.100.2'])
      expect((await use(account, api_token.full_token, undefined, { ip })).statusCode).toBe(200)
    const rows = await account.work((work) =>
      work.db.all<{ token_id: number; data: object }>(
        sql`select token_id, data from events where account_id = ${account.account_id} and type = 'token.used_from_new_network'`,
      ),
    )
    expect(rows).toEqual([{ token_id: api_token.id, data: { token_id: api_token.id } }])
  })
})

describe('the policy for tokens', () => {
  test('limits the life of new tokens and of those there are, and is for admins', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const before = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    expect(before.expires_at).toBeNull()
    const changed = await ask('PUT', '/api/v2/credential_policy', { credential_policy: { max_token_days: 30 } })
    expect(changed.body.credential_policy).toEqual({ max_token_days: 30 })
    const days = (text: string) => Math.round((Date.parse(text) - Date.now()) / 86_400_000)
    expect(days((await ask('GET', `/api/v2/api_tokens/${before.id}`)).body.api_token.expires_at)).toBe(30)
    expect(days((await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token.expires_at)).toBe(30)
    const late = new Date(Date.now() + 40 * 86_400_000).toISOString()
    expect((await ask('POST', '/api/v2/api_tokens', { api_token: { expires_at: late } })).status).toBe(422)
    expect((await ask('PUT', `/api/v2/api_tokens/${before.id}`, { api_token: { expires_at: late } })).status).toBe(422)
    const agent = await inBrowser(account, account.agent)
    expect((await agent('PUT', '/api/v2/credential_policy', { credential_policy: {} })).status).toBe(403)
  })
})

describe('a service account', () => {
  test('has tokens that admins make, and cannot sign in', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const made = await ask('POST', '/api/v2/service_accounts', {
      service_account: { name: 'Sync', purpose: 'nightly' },
    })
    expect(made.status).toBe(201)
    const { id, email } = made.body.service_account
    const token = await ask('POST', '/api/v2/api_tokens', { api_token: { user_id: id, scopes: ['tickets:read'] } })
    expect(token.status).toBe(201)
    const basic = Buffer.from(`${email}/token:${token.body.api_token.full_token}`).toString('base64')
    const answer = await account.app.inject({
      method: 'GET',
      url: '/api/v2/tickets',
      headers: { host: account.host, authorization: `Basic ${basic}` },
    })
    expect(answer.statusCode).toBe(200)
    expect((await ask('POST', `/api/v2/users/${id}/invitations`)).status).toBe(403)
    await expect(account.work((work) => setPasswordHash(work, id, hash, 'operator'))).rejects.toThrow('cannot sign in')
  })

  test('is made by admins in a session only, and never as an owner', async () => {
    const account = await newAccount()
    const body = { service_account: { name: 'Sync' } }
    expect((await account.call(account.agent, 'POST /api/v2/service_accounts', body)).status).toBe(403)
    expect((await account.call(account.admin, 'POST /api/v2/service_accounts', body)).status).toBe(403)
    const ask = await inBrowser(account, account.admin)
    expect(
      (await ask('POST', '/api/v2/service_accounts', { service_account: { name: 'S', role: 'owner' } })).status,
    ).toBe(422)
    // One that owners raised is not for admins any more.
    const { id } = (await ask('POST', '/api/v2/service_accounts', { service_account: { name: 'S', role: 'admin' } }))
      .body.service_account
    await account.work((work) => work.db.run(sql`update users set role = 'owner' where id = ${id}`))
    expect((await ask('POST', '/api/v2/api_tokens', { api_token: { user_id: id } })).status).toBe(403)
  })
})

describe('what a token did', () => {
  test('is listed for its owner and for admins, also after it was revoked, and for nobody else', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const { api_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body
    await use(account, api_token.full_token, '/api/v2/tickets', {
      method: 'POST',
      body: { ticket: { subject: 'S', comment: { body: 'B' } } },
    })
    await account.call(account.agent, 'POST /api/v2/tickets', { ticket: { subject: 'T', comment: { body: 'B' } } })
    await ask('DELETE', `/api/v2/api_tokens/${api_token.id}`)
    const url = `/api/v2/api_tokens/${api_token.id}/activity`
    for (const { body } of [await ask('GET', url), await account.call(account.admin, `GET ${url}`)]) {
      const created = body.activity.filter((one: { action_label: string }) => one.action_label === 'ticket.created')
      expect(created).toHaveLength(1)
      expect(created[0]).toMatchObject({ actor_id: account.agent.id, ip_address: '192.0.2.7', impersonator_id: null })
    }
    const other = await account.addPerson('agent')
    expect((await account.call(other, `GET ${url}`)).status).toBe(404)
  })
})

describe('acting on behalf of an end user', () => {
  const ON_BEHALF = { 'x-on-behalf-of': 'set below' }

  test('needs the scope for it, goes downwards only, and is recorded as both', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const token = async (scopes: string[] | null) =>
      (await ask('POST', '/api/v2/api_tokens', { api_token: { scopes } })).body.api_token
    const able = await token(['read', 'write', 'impersonate'])
    const body = { request: { subject: 'Broken', comment: { body: 'It is' } } }
    const as = (email: string) => ({ ...ON_BEHALF, 'x-on-behalf-of': email })
    const made = await use(account, able.full_token, '/api/v2/requests', {
      method: 'POST',
      body,
      headers: as(account.customer.email),
    })
    expect(made.statusCode).toBe(201)
    expect(made.json().request.requester_id).toBe(account.customer.id)
    const [event] = await account.work((work) =>
      work.db.all<object>(
        sql`select actor_id, token_id, impersonator_id from events where account_id = ${account.account_id} and type = 'ticket.created'`,
      ),
    )
    expect(event).toEqual({ actor_id: account.customer.id, token_id: able.id, impersonator_id: account.admin.id })
    // As the customer one sees what the customer sees.
    const notes = await use(account, able.full_token, '/api/v2/tickets', { headers: as(account.customer.email) })
    expect(notes.statusCode).toBe(403)
    for (const email of [account.agent.email, account.owner.email, 'nobody@people.example', 'x'])
      expect((await use(account, able.full_token, undefined, { headers: as(email) })).statusCode).toBe(403)
    for (const scopes of [null, ['read', 'write']]) {
      const unable = await token(scopes)
      const refused = await use(account, unable.full_token, undefined, { headers: as(account.customer.email) })
      expect(refused.statusCode).toBe(403)
      expect(refused.json().description).toBe('You are missing the following required scopes: impersonate')
    }
  })

  test('also by the address before the token, as in Zendesk; without the scope that is a wrong token', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const basic = (email: string, token: string) => `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`
    const able = (await ask('POST', '/api/v2/api_tokens', { api_token: { scopes: ['read', 'impersonate'] } })).body
      .api_token
    const me = await use(account, '', undefined, {
      headers: { authorization: basic(account.customer.email, able.full_token) },
    })
    expect(me.json().user.id).toBe(account.customer.id)
    const plain = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    const other = await use(account, '', undefined, {
      headers: { authorization: basic(account.customer.email, plain.full_token) },
    })
    expect(other.statusCode).toBe(401)
  })

  test('is not for agents, whatever scopes their token has', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.agent)
    const { full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: { scopes: ['read', 'impersonate'] } }))
      .body.api_token
    const answer = await use(account, full_token, undefined, { headers: { 'x-on-behalf-of': account.customer.email } })
    expect(answer.statusCode).toBe(403)
  })
})
