import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { hashPassword, insertToken, newTokenSecret, setPasswordHash } from '../index.ts'
import { checkNetworks, isWithin, networkOf } from './networks.ts'
import { listServiceAccounts } from './service-accounts.ts'

const PASSWORD = 'a quiet lake at dawn'
const TICKET = { ticket: { subject: 'S', comment: { body: 'B' } } }
let hash = ''

beforeAll(async () => {
  hash = await hashPassword(PASSWORD)
})

/** An account whose team may have tokens of their own. */
async function lenientAccount(own_tokens = 'staff'): Promise<TestAccount> {
  const account = await newAccount()
  const changed = await account.call(account.admin, 'PUT /api/v2/credential_policy', {
    credential_policy: { own_tokens },
  })
  expect(changed.status).toBe(200)
  return account
}

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
    const account = await lenientAccount()
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
    const account = await lenientAccount()
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
    const account = await lenientAccount()
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
    const account = await lenientAccount()
    const ask = await inBrowser(account, account.agent)
    const { api_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body
    expect((await ask('DELETE', `/api/v2/api_tokens/${api_token.id}`)).status).toBe(204)
    expect((await use(account, api_token.full_token)).statusCode).toBe(401)
    expect((await ask('GET', `/api/v2/api_tokens/${api_token.id}`)).body.api_token.revoked_at).not.toBeNull()
    const ids = async (query: string) =>
      (await ask('GET', `/api/v2/api_tokens?${query}`)).body.api_tokens.map((one: { id: number }) => one.id)
    expect(await ids('')).not.toContain(api_token.id)
    expect(await ids('revoked=true')).toEqual([api_token.id])
    expect((await ask('GET', '/api/v2/api_tokens?revoked=perhaps')).status).toBe(400)
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
    const account = await lenientAccount()
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
    const account = await lenientAccount()
    const ask = await inBrowser(account, account.admin)
    const before = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    expect(before.expires_at).toBeNull()
    const changed = await ask('PUT', '/api/v2/credential_policy', { credential_policy: { max_token_days: 30 } })
    expect(changed.body.credential_policy).toMatchObject({ max_token_days: 30, own_tokens: 'staff' })
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

describe('a token that is changed', () => {
  test('is another from the next request on, and the audit has how it was before and is after', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const made = {
      description: 'Report',
      scopes: ['read'],
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    }
    const { id, full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: made })).body.api_token
    const write = () => use(account, full_token, '/api/v2/tickets', { method: 'POST', body: TICKET })
    expect((await write()).statusCode).toBe(403)
    const wider = await ask('PUT', `/api/v2/api_tokens/${id}`, {
      api_token: {
        description: ' Sync ',
        scopes: ['read', 'write'],
        expires_at: null,
        allowed_networks: ['192.0.2.0/24'],
      },
    })
    expect(wider.body.api_token).toMatchObject({
      description: 'Sync',
      scopes: ['read', 'write'],
      expires_at: null,
      allowed_networks: ['192.0.2.0/24'],
      active: true,
    })
    expect((await write()).statusCode).toBe(201)
    const outside = await use(account, full_token, undefined, { ip: '198.51.100.1' })
    expect(outside.statusCode).toBe(403)
    const [entry] = (await account.call(account.admin, 'GET /api/v2/audit_logs?filter[action]=token.changed')).body
      .audit_logs
    const { changes } = (await account.call(account.admin, `GET /api/v2/audit_logs/${entry.id}`)).body.audit_log
    expect(changes).toContainEqual({ field: 'description', before: 'Report', after: 'Sync' })
    expect(changes).toContainEqual({ field: 'scopes.1', before: null, after: 'write' })
    expect(changes).toContainEqual({ field: 'networks.0', before: null, after: '192.0.2.0/24' })
    expect((await ask('PUT', `/api/v2/api_tokens/${id}`, { api_token: { scopes: ['read'] } })).status).toBe(200)
    expect((await write()).statusCode).toBe(403)
  })

  test('is switched off and on again; rotated meanwhile it stays off; revoked it is off for good', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const { id, full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    const path = `/api/v2/api_tokens/${id}`
    expect((await ask('PUT', path, { api_token: { active: false } })).body.api_token.active).toBe(false)
    expect((await use(account, full_token)).statusCode).toBe(401)
    const rotated = (await ask('POST', `${path}/rotate`, {})).body.api_token
    expect(rotated.active).toBe(false)
    for (const secret of [full_token, rotated.full_token]) expect((await use(account, secret)).statusCode).toBe(401)
    expect((await ask('PUT', path, { api_token: { active: true } })).body.api_token.active).toBe(true)
    expect((await use(account, rotated.full_token)).statusCode).toBe(200)
    await ask('DELETE', path)
    expect((await ask('GET', path)).body.api_token.active).toBe(false)
    expect((await ask('PUT', path, { api_token: { active: true } })).status).toBe(422)
  })

  test.each([
    [{ active: null }, 422],
    [{ active: 'no' }, 422],
    [{ description: null }, 422],
    [{ description: 'a\u0000b' }, 422],
    [{ description: '\ud800' }, 200],
    [{ description: 'x'.repeat(201) }, 422],
    [{ scopes: ['read', 'everything'] }, 422],
    [{ scopes: [] }, 422],
    [{ scopes: ['read', 'tickets:read'] }, 422],
    [{ expires_at: '2001-01-01T00:00:00Z' }, 422],
    [{ expires_at: 'tomorrow' }, 422],
    [{ allowed_networks: ['10.0.0.0/40'] }, 422],
    [{ allowed_networks: [null] }, 422],
  ])('by %j is answered with %i', async (api_token, status) => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const { id } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    expect((await ask('PUT', `/api/v2/api_tokens/${id}`, { api_token })).status).toBe(status)
  })

  test('is one’s own, or a program’s: an access token of OAuth and a colleague’s are not changed', async () => {
    const account = await lenientAccount()
    const [admin, agent] = [await inBrowser(account, account.admin), await inBrowser(account, account.agent)]
    const { id } = (await admin('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    expect((await agent('PUT', `/api/v2/api_tokens/${id}`, { api_token: { active: false } })).status).toBe(404)
    const own = (await agent('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    expect((await admin('PUT', `/api/v2/api_tokens/${own.id}`, { api_token: { active: false } })).status).toBe(403)
    const issued = await account.work(async (work) => {
      const { full_token: _full, ...secret } = newTokenSecret(work)
      const kept = { description: '', expires_at: null, scopes: ['read'], networks: null, family_id: null }
      return await insertToken(work, { ...secret, ...kept, user_id: account.admin.id, client_id: 1 })
    })
    expect((await admin('PUT', `/api/v2/api_tokens/${issued.id}`, { api_token: { scopes: null } })).status).toBe(422)
  })
})

describe('tokens of one’s own', () => {
  test('are for admins, until an admin lets the team or everybody have them', async () => {
    const account = await newAccount()
    const people = [account.admin, account.agent, account.customer]
    const asks = await Promise.all(people.map((person) => inBrowser(account, person)))
    const may = async () =>
      await Promise.all(asks.map(async (ask) => (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).status))
    const allow = (own_tokens: string) =>
      account.call(account.admin, 'PUT /api/v2/credential_policy', { credential_policy: { own_tokens } })
    expect(await may()).toEqual([201, 403, 403])
    await allow('staff')
    expect(await may()).toEqual([201, 201, 403])
    await allow('everyone')
    expect(await may()).toEqual([201, 201, 201])
    expect((await allow('nobody')).status).toBe(422)
    expect((await account.call(account.agent, 'GET /api/v2/credential_policy')).body.credential_policy).toMatchObject({
      own_tokens: 'everyone',
    })
  })

  test('go on working when their owner may have none any more, who can see and revoke them and nothing else', async () => {
    const account = await lenientAccount('everyone')
    const ask = await inBrowser(account, account.customer)
    const { id, full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    await account.call(account.admin, 'PUT /api/v2/credential_policy', { credential_policy: { own_tokens: 'staff' } })
    expect((await use(account, full_token)).json().user.id).toBe(account.customer.id)
    expect((await ask('PUT', `/api/v2/api_tokens/${id}`, { api_token: { scopes: ['read'] } })).status).toBe(403)
    expect((await ask('POST', `/api/v2/api_tokens/${id}/rotate`, {})).status).toBe(403)
    const own = (await ask('GET', '/api/v2/api_tokens')).body.api_tokens
    expect(own.every((token: { user_id: number }) => token.user_id === account.customer.id)).toBe(true)
    expect((await ask('GET', `/api/v2/api_tokens/${id}/activity`)).status).toBe(200)
    expect((await ask('DELETE', `/api/v2/api_tokens/${id}`)).status).toBe(204)
    expect((await use(account, full_token)).statusCode).toBe(401)
  })

  test('of an end user see what the end user sees', async () => {
    const account = await lenientAccount('everyone')
    const ask = await inBrowser(account, account.customer)
    const { full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: {} })).body.api_token
    expect((await use(account, full_token, '/api/v2/requests')).statusCode).toBe(200)
    expect((await use(account, full_token, '/api/v2/tickets')).statusCode).toBe(403)
    expect(
      (await use(account, full_token, '/api/v2/api_tokens', { method: 'POST', body: { api_token: {} } })).statusCode,
    ).toBe(403)
  })
})

describe('a service account', () => {
  test('is changed, and switched off with all its tokens, which stay dead', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const role = await account.call(account.admin, 'POST /api/v2/custom_roles', {
      custom_role: { name: 'Reader', configuration: { ticket_access: 'all' } },
    })
    const custom_role_id = role.body.custom_role.id
    const made = await ask('POST', '/api/v2/service_accounts', {
      service_account: { name: 'Sync', purpose: 'nightly', custom_role_id },
    })
    const { id } = made.body.service_account
    expect(made.body.service_account).toMatchObject({ role: 'agent', custom_role_id, active: true })
    const path = `/api/v2/service_accounts/${id}`
    const { full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: { user_id: id } })).body.api_token
    const changed = await ask('PUT', path, {
      service_account: { name: 'Sync 2', purpose: 'hourly', role: 'agent', custom_role_id: null },
    })
    expect(changed.body.service_account).toMatchObject({ name: 'Sync 2', purpose: 'hourly', custom_role_id: null })
    expect((await use(account, full_token)).json().user.name).toBe('Sync 2')
    const off = await ask('PUT', path, { service_account: { active: false } })
    expect(off.body.service_account.active).toBe(false)
    expect((await use(account, full_token)).statusCode).toBe(401)
    expect((await ask('POST', '/api/v2/api_tokens', { api_token: { user_id: id } })).status).toBe(422)
    expect((await ask('PUT', path, { service_account: { active: true } })).body.service_account.active).toBe(true)
    expect((await use(account, full_token)).statusCode).toBe(401)
    const log = await account.call(account.admin, 'GET /api/v2/audit_logs?filter[action]=service_account.*')
    const labels = log.body.audit_logs.map((entry: { action_label: string }) => entry.action_label)
    expect(labels).toEqual([...Array(3).fill('service_account.changed'), 'service_account.created'])
  })

  test('that was deleted takes no place from those that come', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const made = await ask('POST', '/api/v2/service_accounts', { service_account: { name: 'Old' } })
    expect(await account.work(listServiceAccounts)).toHaveLength(1)
    const { id } = made.body.service_account
    expect((await account.call(account.owner, `DELETE /api/v2/users/${id}`)).status).toBe(200)
    expect(await account.work(listServiceAccounts)).toEqual([])
  })

  test('is for admins in a session; what is none is not found; wrong values are declined', async () => {
    const account = await newAccount()
    const ask = await inBrowser(account, account.admin)
    const { id } = (await ask('POST', '/api/v2/service_accounts', { service_account: { name: 'S' } })).body
      .service_account
    const path = `/api/v2/service_accounts/${id}`
    expect((await account.call(account.agent, `GET ${path}`)).status).toBe(403)
    expect((await account.call(account.admin, `PUT ${path}`, { service_account: { active: false } })).status).toBe(403)
    expect((await account.call(account.admin, `GET ${path}`)).body.service_account.name).toBe('S')
    expect((await ask('GET', `/api/v2/service_accounts/${account.agent.id}`)).status).toBe(404)
    const wrong = { service_account: { active: false } }
    expect((await ask('PUT', `/api/v2/service_accounts/${account.agent.id}`, wrong)).status).toBe(404)
    for (const service_account of [
      { name: '' },
      { name: null },
      { role: 'owner' },
      { role: 'admin', custom_role_id: 1 },
      { custom_role_id: 987_654_321 },
      { purpose: 'x'.repeat(501) },
      { purpose: 'a\u0000' },
      { active: null },
    ])
      expect((await ask('PUT', path, { service_account })).status, JSON.stringify(service_account)).toBe(422)
  })

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
    const account = await lenientAccount()
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
    const account = await lenientAccount()
    const ask = await inBrowser(account, account.agent)
    const { full_token } = (await ask('POST', '/api/v2/api_tokens', { api_token: { scopes: ['read', 'impersonate'] } }))
      .body.api_token
    const answer = await use(account, full_token, undefined, { headers: { 'x-on-behalf-of': account.customer.email } })
    expect(answer.statusCode).toBe(403)
  })
})
