// The attacks on the device flow (RFC 8628, 5): codes that are sent to a victim, guessed, swapped, replayed, asked for too
// often, or carried to another desk; and sending somebody elsewhere by way of the sign-in.
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { logged } from '../support/desk.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'
import { bearer, exchange, registered, type Setting, setting } from '../support/oauth.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

const device = (here: Setting, identifier = 'flows') =>
  registered(here, { kind: 'public', identifier, redirect_uri: [], device_flow: true })

async function begin({ account }: Setting, client_id = 'flows', ip = '198.51.100.7') {
  const answer = await account.app.inject({
    method: 'POST',
    url: '/oauth/device_authorization',
    remoteAddress: ip,
    headers: { host: account.host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ client_id }).toString(),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

const poll = (here: Setting, device_code: string, client_id = 'flows') =>
  exchange(here, { grant_type: DEVICE_GRANT, client_id, device_code })

const type = (here: Setting, user_code: string, more: Record<string, string> = {}) =>
  here.one.ask('POST', '/oauth/device', { user_code, csrf_token: here.csrf, ...more })

test('a code that was sent to a victim does nothing by being opened, framed or posted from elsewhere', async () => {
  const here = await setting()
  await device(here)
  const { body } = await begin(here)
  const link = `/oauth/device?user_code=${body.user_code}&decision=allow&csrf_token=${here.csrf}`
  const opened = await here.one.ask('GET', link)
  expect(opened.statusCode).toBe(200)
  expect(opened.payload).toContain('Go on only if you started this yourself')
  expect(opened.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  for (const csrf_token of ['', 'x'])
    expect((await type(here, body.user_code, { decision: 'allow', csrf_token })).statusCode).toBe(403)
  const { agent, call } = here.account
  const by_token = await call(agent, 'POST /oauth/device', `user_code=${body.user_code}&decision=allow`, {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(by_token.status).toBe(403)
  expect((await poll(here, body.device_code)).body.error).toBe('authorization_pending')
  // Asked for the decision, one sees that it comes from another place.
  const asked = await type(here, body.user_code)
  expect(asked.payload).toContain('198.51.100.7')
  expect(asked.payload).toContain('That is not the address you are at now')
  expect((await poll(here, body.device_code)).body.access_token).toBeUndefined()
})

test('codes are not guessed: twenty in a quarter of an hour for a person, however many at once', async () => {
  const here = await setting()
  await device(here)
  const tries = await Promise.all(Array.from({ length: 24 }, () => type(here, 'BCDF-GHJK')))
  expect(tries.filter((one) => one.statusCode === 422)).toHaveLength(20)
  expect(tries.filter((one) => one.statusCode === 429)).toHaveLength(4)
  // A right one is no way around it, and no way to begin anew.
  const { body } = await begin(here)
  const right = await type(here, body.user_code, { decision: 'allow' })
  expect(right.statusCode).toBe(429)
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(60)
  expect((await poll(here, body.device_code)).body.error).toBe('authorization_pending')
  const rows = await here.account.work((work) =>
    work.db.all<{ data: object }>(sql`
      select data from events where account_id = ${work.account_id} and type = 'oauth.device_guesses_limited'`),
  )
  expect(rows.map((row) => row.data)).toEqual([{ limit: 'oauth_device_person' }])
})

test('one place asks for no more than sixty codes in a quarter of an hour, which keeps no other place out', async () => {
  const here = await setting()
  await device(here)
  const answers = await Promise.all(Array.from({ length: 62 }, () => begin(here)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
  const late = await begin(here)
  expect([late.status, late.body.error]).toEqual([429, 'slow_down'])
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
  expect((await begin(here, 'flows', '192.0.2.44')).status).toBe(200)
})

test('a code is of the client that asked for it: another one gets nothing, and does not use it up', async () => {
  const here = await setting()
  await device(here)
  await device(here, 'other')
  const { body } = await begin(here)
  expect((await type(here, body.user_code, { decision: 'allow' })).statusCode).toBe(303)
  expect((await poll(here, body.device_code, 'other')).body.error).toBe('invalid_grant')
  expect((await poll(here, body.user_code)).body.error).toBe('invalid_grant')
  const form = { client_id: 'flows', redirect_uri: '', code: body.device_code, grant_type: 'authorization_code' }
  expect((await exchange(here, form)).body.error).toBe('invalid_grant')
  expect((await poll(here, body.device_code)).status).toBe(200)
})

test('a code that comes again gets nothing, and what came of it is revoked; of two at once one is let in', async () => {
  const here = await setting()
  await device(here)
  const { body } = await begin(here)
  await type(here, body.user_code, { decision: 'allow' })
  const first = await poll(here, body.device_code)
  expect((await bearer(here, first.body.access_token)).status).toBe(200)
  expect((await poll(here, body.device_code)).body.error).toBe('invalid_grant')
  expect((await bearer(here, first.body.access_token)).status).toBe(401)
  const refresh = { grant_type: 'refresh_token', client_id: 'flows', refresh_token: first.body.refresh_token }
  expect((await exchange(here, refresh)).body.error).toBe('invalid_grant')
  const next = await begin(here)
  await type(here, next.body.user_code, { decision: 'allow' })
  const both = await Promise.all([poll(here, next.body.device_code), poll(here, next.body.device_code)])
  expect(both.map((one) => one.status).sort()).toEqual([200, 400])
})

test('a decision is made once: nobody else can take it over or take it back', async () => {
  const here = await setting()
  await device(here)
  const { body } = await begin(here)
  await type(here, body.user_code, { decision: 'deny' })
  const { account } = here
  await givePassword(account, account.admin)
  const other = browser(account, '192.0.2.9')
  await other.ask('POST', '/sign-in', { email: account.admin.email, password: PASSWORD })
  const csrf_token = (await other.ask('GET', '/api/v2/users/me')).json().user.authenticity_token
  const form = { user_code: body.user_code, csrf_token, decision: 'allow' }
  expect((await other.ask('POST', '/oauth/device', form)).statusCode).toBe(422)
  expect((await poll(here, body.device_code)).body.error).toBe('access_denied')
})

test('a code of another desk is nothing here, on the page and for the device', async () => {
  const here = await setting()
  const there = await setting()
  await device(here)
  await device(there)
  const { body } = await begin(there)
  expect((await type(here, body.user_code, { decision: 'allow' })).statusCode).toBe(422)
  expect((await poll(here, body.device_code)).body.error).toBe('invalid_grant')
  expect((await poll(there, body.device_code)).body.error).toBe('authorization_pending')
})

test('whoever was suspended, or took the consent back, lets no device in any more', async () => {
  const here = await setting()
  const app = await device(here)
  const { admin, agent, call } = here.account
  const withdrawn = (await begin(here)).body
  await type(here, withdrawn.user_code, { decision: 'allow' })
  await here.one.ask('POST', `/account/security/apps/${app.id}/withdraw`, { csrf_token: here.csrf })
  expect((await poll(here, withdrawn.device_code)).body.error).toBe('invalid_grant')
  const { body } = await begin(here)
  await type(here, body.user_code, { decision: 'allow' })
  await call(admin, `PUT /api/v2/users/${agent.id}`, { user: { suspended: true } })
  expect((await poll(here, body.device_code)).body.error).toBe('invalid_grant')
})

test('the sign-in on the way leads back to the page and nowhere else', async () => {
  const here = await setting()
  for (const query of [
    'user_code=//evil.example',
    'user_code=https://evil.example',
    'user_code=BCDF-GHJK%0d%0alocation:%20https://evil.example',
    'return_to=https://evil.example',
    'user_code=BCDF-GHJK&return_to=//evil.example',
  ]) {
    const sent = await browser(here.account).ask('GET', `/oauth/device?${query}`)
    const to = new URL(String(sent.headers.location), here.issuer)
    expect(to.origin + to.pathname, query).toBe(`${here.issuer}/sign-in`)
    expect(to.searchParams.get('return_to')).toMatch(/^\/oauth\/device(\?user_code=BCDF-GHJK)?$/)
  }
})

test('codes stand in no log line, no event and no table', async () => {
  const here = await setting()
  await device(here)
  const { body } = await begin(here)
  await type(here, body.user_code)
  await poll(here, body.device_code)
  const found = await here.account.work((work) =>
    work.db.all<{ text: string }>(sql`
      select e::text as text from events e where account_id = ${work.account_id}
      union all select d::text from oauth_device_codes d where account_id = ${work.account_id}`),
  )
  expect(found.length).toBeGreaterThan(0)
  for (const text of [...logged, ...found.map((row) => row.text)]) {
    expect(text.includes(body.user_code)).toBe(false)
    expect(text.includes(body.device_code)).toBe(false)
  }
})
