// The attacks on tokens and OAuth clients: lines 48 and 51 of the threat model, and secrets where they must not be. What a
// thief of codes and refresh tokens tries stands in server/oauth/thieves.test.ts.
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { logged, newAccount } from '../support/desk.ts'

const REDIRECT = 'https://client.example/back'

async function withClient() {
  const account = await newAccount()
  const made = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
    client: { name: 'N', identifier: 'n', kind: 'confidential', redirect_uri: [REDIRECT] },
  })
  return { account, client: made.body.client }
}

test("attack 48: the API gives out nobody's tokens: others see none, admins and owners no secret", async () => {
  const { account, client } = await withClient()
  const { agent, admin, owner, call } = account
  const secret = Buffer.from(agent.authorization.slice('Basic '.length), 'base64').toString().split(':')[1] ?? ''
  const [own] = (await call(agent, 'GET /api/v2/api_tokens')).body.api_tokens
  const other = await account.addPerson('agent')
  for (const route of [`GET /api/v2/api_tokens/${own.id}`, `GET /api/v2/api_tokens/${own.id}/activity`])
    expect((await call(other, route)).status).toBe(404)
  for (const person of [admin, owner, agent])
    for (const route of [
      'GET /api/v2/api_tokens',
      `GET /api/v2/api_tokens/${own.id}`,
      'GET /api/v2/oauth/clients',
      'GET /api/v2/oauth/tokens?all=true',
      'GET /api/v2/audit_logs',
    ]) {
      const { text } = await call(person, route)
      expect(text).not.toContain(secret)
      expect(text).not.toContain(client.secret)
    }
})

test('attack 51: whose token or client it is, and of which account, cannot be written', async () => {
  const { account, client } = await withClient()
  const there = await newAccount()
  const { admin, call } = account
  const written = await call(admin, `PUT /api/v2/oauth/clients/${client.id}`, {
    client: { name: 'M', account_id: there.account_id, user_id: account.owner.id, id: 1, kind: 'public', secret: 'x' },
  })
  expect(written.body.client).toMatchObject({ id: client.id, name: 'M', user_id: admin.id, kind: 'confidential' })
  const rows = await account.work((work) =>
    work.db.all<{ account_id: number }>(sql`select account_id from oauth_clients where id = ${client.id}`),
  )
  expect(rows).toEqual([{ account_id: account.account_id }])
  expect(
    (await there.call(there.admin, `PUT /api/v2/oauth/clients/${client.id}`, { client: { name: 'X' } })).status,
  ).toBe(404)
})

test('secrets of clients and tokens stand in no log line, no event and no table', async () => {
  const { account, client } = await withClient()
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'n', client_secret: client.secret })
  await account.app.inject({
    method: 'POST',
    url: `/oauth/tokens?client_secret=${client.secret}`,
    headers: { host: account.host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: form.toString(),
  })
  const found = await account.work((work) =>
    work.db.all<{ text: string }>(sql`
      select e::text as text from events e where account_id = ${account.account_id}
      union all select c::text from oauth_clients c union all select t::text from api_tokens t`),
  )
  const secret =
    Buffer.from(account.admin.authorization.slice('Basic '.length), 'base64').toString().split(':')[1] ?? ''
  for (const text of [...logged, ...found.map((row) => row.text)]) {
    expect(text.includes(client.secret)).toBe(false)
    expect(text.includes(secret)).toBe(false)
  }
})

test('a token in an address is taken by the API, where old clients need it, and by no page', async () => {
  const account = await newAccount()
  const secret =
    Buffer.from(account.agent.authorization.slice('Basic '.length), 'base64').toString().split(':')[1] ?? ''
  expect((await account.call(null, `GET /api/v2/tickets?access_token=${secret}`)).status).toBe(200)
  const page = await account.call(null, `GET /account/security?access_token=${secret}`)
  expect([401, 403]).toContain(page.status)
})
