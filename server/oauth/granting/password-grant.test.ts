// The grant type `password` of old clients: closed until the account and the client are both opened for it.
import { expect, test } from 'vitest'
import { addApp, sessionOf } from '../../../tests/support/factors.ts'
import { PASSWORD } from '../../../tests/support/form-browser.ts'
import { bearer, exchange, registered, type Setting, setting } from '../../../tests/support/oauth.ts'

interface App {
  id: number
  identifier: string
  secret: string
}

const ask = (here: Setting, app: App, more: Record<string, string> = {}) =>
  exchange(here, {
    grant_type: 'password',
    client_id: app.identifier,
    client_secret: app.secret,
    username: here.account.agent.email,
    password: PASSWORD,
    ...more,
  })

async function open(here: Setting, password_access = true) {
  const policy = { credential_policy: { password_access } }
  expect((await here.account.call(here.account.admin, 'PUT /api/v2/credential_policy', policy)).status).toBe(200)
}

const grants = async (here: Setting) =>
  (await here.account.call(null, 'GET /.well-known/oauth-authorization-server')).body.grant_types_supported

test('is refused alike for right and wrong passwords, until account and client are opened', async () => {
  const here = await setting()
  const app: App = await registered(here, { password_grant: true })
  const closed: App = await registered(here, { identifier: 'closed' })
  const wrong = { password: 'wrong wrong wrong' }
  for (const more of [{}, wrong]) expect((await ask(here, app, more)).body.error).toBe('unsupported_grant_type')
  expect(await grants(here)).not.toContain('password')
  await open(here)
  expect(await grants(here)).toContain('password')
  const answers = [await ask(here, closed), await ask(here, closed, wrong)]
  expect(answers[0]?.body.error).toBe('unauthorized_client')
  expect(answers[1]?.body).toEqual(answers[0]?.body)
  expect((await ask(here, app)).status).toBe(200)
  await open(here, false)
  expect((await ask(here, app)).body.error).toBe('unsupported_grant_type')
})

test('gives a token for an hour at most, without a refresh token, which the person can take back', async () => {
  const here = await setting()
  await open(here)
  const app: App = await registered(here, { password_grant: true, name: 'Old script' })
  const { body } = await ask(here, app, { scope: 'read tickets:write', expires_in: '86400' })
  expect(body).toMatchObject({ token_type: 'bearer', scope: 'read tickets:write', expires_in: 3600 })
  expect(body.refresh_token).toBeUndefined()
  expect((await bearer(here, body.access_token)).status).toBe(200)
  expect((await here.one.ask('GET', '/account/security')).payload).toContain('Old script')
  await here.one.ask('POST', `/account/security/apps/${app.id}/withdraw`, { csrf_token: here.csrf })
  expect((await bearer(here, body.access_token)).status).toBe(401)
})

test('passes no second factor over, and tells nobody that a password was right', async () => {
  const here = await setting()
  await open(here)
  const app: App = await registered(here, { password_grant: true })
  const wrong = await ask(here, app, { password: 'wrong wrong wrong' })
  expect([wrong.status, wrong.body.error]).toEqual([400, 'invalid_grant'])
  expect((await ask(here, app, { username: 'nobody@people.example' })).body).toEqual(wrong.body)
  await addApp(here.account, await sessionOf(here.account, here.account.agent))
  expect((await ask(here, app)).body).toEqual(wrong.body)
})

test('gives none of the scopes that a password alone must not open, whatever the password', async () => {
  const here = await setting()
  await open(here)
  const app: App = await registered(here, { password_grant: true })
  for (const scope of ['security', 'impersonate', 'exports', 'read exports']) {
    expect((await ask(here, app, { scope })).body.error).toBe('invalid_scope')
    expect((await ask(here, app, { scope, password: 'wrong wrong wrong' })).body.error).toBe('invalid_scope')
  }
})

test('counts guesses as the sign-in does, and only for clients that show who they are', async () => {
  const here = await setting()
  await open(here)
  const app: App = await registered(here, { password_grant: true })
  for (let tried = 0; tried < 12; tried++)
    expect((await ask(here, { ...app, secret: 'custos_cs_wrongwrongwrongwrong' })).body.error).toBe('invalid_client')
  const guesses = await Promise.all(Array.from({ length: 12 }, () => ask(here, app, { password: 'wrong wrong wrong' })))
  expect(guesses.map(({ status }) => status).sort()).toEqual([...Array(10).fill(400), 429, 429])
  const late = await ask(here, app)
  expect([late.status, late.body.error]).toEqual([429, 'invalid_grant'])
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(60)
})

test('is for clients with a secret', async () => {
  const here = await setting()
  const { admin, call } = here.account
  const app = await registered(here, { kind: 'public' })
  const change = { client: { password_grant: true } }
  expect((await call(admin, `PUT /api/v2/oauth/clients/${app.id}`, change)).status).toBe(422)
  const client = { name: 'N', identifier: 'n', kind: 'public', password_grant: true }
  expect((await call(admin, 'POST /api/v2/oauth/clients', { client })).status).toBe(422)
})
