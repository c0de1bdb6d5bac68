// Whole flows of OAuth as openid-client runs them, and what the token endpoint takes and answers.
import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import { browser, givePassword, PASSWORD } from '../../tests/support/form-browser.ts'
import {
  asking,
  bearer,
  codeFor,
  configured,
  consent,
  exchange,
  type Query,
  REDIRECT,
  registered,
  setting,
} from '../../tests/support/oauth.ts'

describe('openid-client', () => {
  test('runs the whole flow: code with PKCE, use, refresh, introspection, revocation', async () => {
    const here = await setting()
    const app = await registered(here)
    const config = await configured(here, app)
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'read tickets:write',
      state: 'xyz',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    expect(url.pathname).toBe('/oauth/authorizations/new')
    const back = await consent(here, Object.fromEntries(url.searchParams))
    const tokens = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState: 'xyz' })
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'read tickets:write', expires_in: 3600 })
    expect((await bearer(here, tokens.access_token)).status).toBe(200)
    const ticket = { ticket: { subject: 'S', comment: { body: 'B' } } }
    expect((await bearer(here, tokens.access_token, 'POST /api/v2/tickets', ticket)).status).toBe(201)
    expect((await bearer(here, tokens.access_token, 'POST /api/v2/users', { user: { name: 'N' } })).status).toBe(403)
    const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(again.refresh_token).not.toBe(tokens.refresh_token)
    expect(await client.tokenIntrospection(config, again.access_token)).toMatchObject({
      active: true,
      client_id: 'flows',
      scope: 'read tickets:write',
      sub: String(here.account.agent.id),
    })
    await client.tokenRevocation(config, again.refresh_token ?? '')
    expect((await bearer(here, again.access_token)).status).toBe(401)
    expect(await client.tokenIntrospection(config, again.access_token)).toEqual({ active: false })
    await expect(client.refreshTokenGrant(config, again.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  test('gets a token for itself with client credentials, as the service account that an admin chose', async () => {
    const here = await setting()
    const { account } = here
    await givePassword(account, account.admin)
    const admin = browser(account)
    await admin.ask('POST', '/sign-in', { email: account.admin.email, password: PASSWORD })
    const csrf = (await admin.ask('GET', '/api/v2/users/me')).json().user.authenticity_token
    const made = await account.app.inject({
      method: 'POST',
      url: '/api/v2/service_accounts',
      headers: {
        host: account.host,
        cookie: `__Host-custos=${admin.cookies.get('__Host-custos')}`,
        'x-csrf-token': csrf,
      },
      payload: { service_account: { name: 'Sync' } },
    })
    const { id } = made.json().service_account
    const app = await registered(here, { service_account_id: id, scopes: ['tickets:read'] })
    const config = await configured(here, app)
    const tokens = await client.clientCredentialsGrant(config, { scope: 'tickets:read' })
    expect(tokens.refresh_token).toBeUndefined()
    expect((await bearer(here, tokens.access_token)).status).toBe(200)
    await expect(client.clientCredentialsGrant(config, { scope: 'write' })).rejects.toMatchObject({
      error: 'invalid_scope',
    })
    const other = await registered(here, { identifier: 'other' })
    await expect(client.clientCredentialsGrant(await configured(here, other), {})).rejects.toMatchObject({
      error: 'unauthorized_client',
    })
  })

  test('as a public client needs PKCE and no secret', async () => {
    const here = await setting()
    const app = await registered(here, {
      kind: 'public',
      redirect_uri: ['http://127.0.0.1:4711/cb', 'org.example.app:/cb'],
    })
    expect(app.secret).toBeUndefined()
    const plain = asking(app, { redirect_uri: 'http://127.0.0.1:4711/cb' })
    const refused = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(plain)}`)
    expect(new URL(String(refused.headers.location)).searchParams.get('error')).toBe('invalid_request')
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const challenge = await client.calculatePKCECodeChallenge(pkceCodeVerifier)
    const back = await consent(here, { ...plain, code_challenge: challenge, code_challenge_method: 'S256' })
    const tokens = await client.authorizationCodeGrant(await configured(here, app), back, {
      pkceCodeVerifier,
      expectedState: 's1',
    })
    expect((await bearer(here, tokens.access_token)).status).toBe(200)
  })
})

describe('the token endpoint', () => {
  test('takes JSON as Zendesk clients send it, and the lives they ask for within limits', async () => {
    const here = await setting()
    const app = await registered(here)
    const body = {
      grant_type: 'authorization_code',
      client_id: app.identifier,
      client_secret: app.secret,
      redirect_uri: REDIRECT,
      scope: 'read',
    }
    const post = async (more: object) => await here.account.call(null, 'POST /oauth/tokens', { ...body, ...more })
    const short = await post({ code: await codeFor(here, app), expires_in: 60 })
    expect([short.status, short.body.error]).toEqual([400, 'invalid_request'])
    const good = await post({ code: await codeFor(here, app), expires_in: 86_400, refresh_token_expires_in: 604_800 })
    expect(good.body).toMatchObject({ expires_in: 86_400, refresh_token_expires_in: 604_800, scope: 'read' })
    expect(good.headers['cache-control']).toBe('no-store')
    const shown = await bearer(here, good.body.access_token, 'GET /api/v2/oauth/tokens/current')
    expect(shown.body.token).toMatchObject({ scopes: ['read'], user_id: here.account.agent.id, client_id: app.id })
    expect(shown.body.token.token).toBe(good.body.access_token.slice(0, 10))
    expect((await bearer(here, good.body.access_token, 'DELETE /api/v2/oauth/tokens/current')).status).toBe(204)
    expect((await bearer(here, good.body.access_token)).status).toBe(401)
    const narrower = await post({ code: await codeFor(here, app), scope: 'tickets:read' })
    expect(narrower.body.scope).toBe('tickets:read')
    const wider = await post({ code: await codeFor(here, app), scope: 'write' })
    expect(wider.body.error).toBe('invalid_scope')
  })

  test('answers bad requests in the words of the protocol, and never with a fault', async () => {
    const here = await setting()
    const app = await registered(here)
    const secret = { client_id: app.identifier, client_secret: app.secret }
    const tries: [Query, number, string][] = [
      [{}, 401, 'invalid_client'],
      [{ ...secret, client_secret: 'custos_cs_wrongwrongwrongwrong' }, 401, 'invalid_client'],
      [{ client_id: app.identifier }, 401, 'invalid_client'],
      [{ client_id: 'nobody', client_secret: 'x' }, 401, 'invalid_client'],
      [{ client_id: '\u0000', client_secret: '\u0000' }, 401, 'invalid_client'],
      [secret, 400, 'unsupported_grant_type'],
      [
        { ...secret, grant_type: 'password', username: here.account.agent.email, password: PASSWORD },
        400,
        'unsupported_grant_type',
      ],
      [{ ...secret, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, 400, 'unsupported_grant_type'],
      [{ ...secret, grant_type: 'authorization_code' }, 400, 'invalid_grant'],
      [{ ...secret, grant_type: 'authorization_code', code: 'x'.repeat(90) }, 400, 'invalid_grant'],
      [{ ...secret, grant_type: 'refresh_token', refresh_token: 'eyJhbGciOiJub25lIn0.e30.' }, 400, 'invalid_grant'],
    ]
    for (const [form, status, error] of tries) {
      const answer = await exchange(here, form)
      expect([answer.status, answer.body.error], JSON.stringify(form)).toEqual([status, error])
      expect(answer.body.access_token).toBeUndefined()
    }
    for (const body of [null, [], 'x', { grant_type: { $ne: null }, client_id: ['flows'] }])
      expect(
        (
          await here.account.call(null, 'POST /oauth/tokens', JSON.stringify(body), {
            'content-type': 'application/json',
          })
        ).status,
      ).toBe(401)
  })

  test('knows clients by Basic too, and takes no two credentials at once', async () => {
    const here = await setting()
    const app = await registered(here)
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${app.identifier}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    })
    const ask = async (headers: Query, body: object) =>
      await here.account.call(null, 'POST /oauth/tokens', JSON.stringify(body), headers)
    const code = await codeFor(here, app)
    const wanted = { grant_type: 'authorization_code', redirect_uri: REDIRECT, code }
    expect((await ask(basic('wrong'), wanted)).status).toBe(401)
    expect((await ask(basic(app.secret), { ...wanted, client_secret: app.secret })).body.error).toBe('invalid_request')
    expect((await ask(basic(app.secret), wanted)).status).toBe(200)
  })
})
