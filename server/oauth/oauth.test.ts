// The OAuth server as its clients meet it: openid-client runs whole flows, and a thief tries what thieves try.
import * as client from 'openid-client'
import { beforeAll, describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { browser, givePassword, PASSWORD } from '../../tests/support/form-browser.ts'
import { sql } from '../platform/db.ts'

const REDIRECT = 'https://flows.example/rest/oauth2-credential/callback'

interface Setting {
  account: TestAccount
  /** The agent's browser, signed in. */
  one: ReturnType<typeof browser>
  csrf: string
  issuer: string
}

async function setting(): Promise<Setting> {
  const account = await newAccount()
  await givePassword(account, account.agent)
  const one = browser(account)
  await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
  const csrf = (await one.ask('GET', '/api/v2/users/me')).json().user.authenticity_token
  return { account, one, csrf, issuer: `http://${account.host}` }
}

/** An app that an admin registered. */
async function registered({ account }: Pick<Setting, 'account'>, more: object = {}) {
  const made = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
    client: { name: 'Flows', identifier: 'flows', kind: 'confidential', redirect_uri: [REDIRECT], ...more },
  })
  expect(made.status, made.text).toBe(201)
  return made.body.client
}

/** What openid-client calls, served by the desk itself. */
function fetchInto({ account }: Pick<Setting, 'account'>): client.CustomFetch {
  return async (url, options) => {
    const { pathname, search } = new URL(url)
    const answer = await account.app.inject({
      method: options.method as 'GET',
      url: pathname + search,
      headers: { ...options.headers, host: account.host },
      ...(options.body === undefined || options.body === null ? {} : { payload: String(options.body) }),
    })
    const { 'content-length': _length, ...headers } = answer.headers
    return new Response(answer.statusCode === 204 ? null : answer.payload, {
      status: answer.statusCode,
      headers: headers as Record<string, string>, // no header here comes twice
    })
  }
}

async function configured(here: Setting, app: { identifier: string; secret?: string }) {
  return await client.discovery(
    new URL(here.issuer),
    app.identifier,
    undefined,
    app.secret === undefined ? client.None() : client.ClientSecretPost(app.secret),
    { algorithm: 'oauth2', execute: [client.allowInsecureRequests], [client.customFetch]: fetchInto(here) },
  )
}

type Query = Record<string, string>

/** Says yes (or no) on the page, and returns where the browser is sent. */
async function consent(here: Setting, asking: Query, decision = 'allow') {
  const shown = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asking)}`)
  expect(shown.statusCode, shown.payload).toBe(200)
  const answer = await here.one.ask('POST', '/oauth/authorizations', { ...asking, csrf_token: here.csrf, decision })
  expect(answer.statusCode, answer.payload).toBe(303)
  return new URL(String(answer.headers.location))
}

const asking = (app: { identifier: string }, more: Query = {}): Query => ({
  response_type: 'code',
  client_id: app.identifier,
  redirect_uri: REDIRECT,
  scope: 'read',
  state: 's1',
  ...more,
})

/** POST /oauth/tokens, as a form. */
async function exchange({ account }: Pick<Setting, 'account'>, form: Query) {
  const answer = await account.app.inject({
    method: 'POST',
    url: '/oauth/tokens',
    headers: { host: account.host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}

async function codeFor(here: Setting, app: { identifier: string }, more: Query = {}): Promise<string> {
  return (await consent(here, asking(app, more))).searchParams.get('code') ?? ''
}

const bearer = (here: Pick<Setting, 'account'>, token: string, route = 'GET /api/v2/tickets', body?: unknown) =>
  here.account.call(null, route, body, { authorization: `Bearer ${token}` })

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

describe('a thief', () => {
  test('finds no way around the exact address of a client', async () => {
    const here = await setting()
    const app = await registered(here)
    for (const redirect_uri of [
      `${REDIRECT}/`,
      `${REDIRECT}?x=1`,
      `${REDIRECT}#x`,
      'https://flows.example/rest/oauth2-credential/callback/../evil',
      'https://flows.example.evil.example/rest/oauth2-credential/callback',
      'https://flows.example@evil.example/rest/oauth2-credential/callback',
      'https://FLOWS.example/rest/oauth2-credential/callback',
      'http://flows.example/rest/oauth2-credential/callback',
      'https://flows.example:443/rest/oauth2-credential/callback',
      'https://evil.example',
      'javascript:alert(1)',
      '',
    ]) {
      const answer = await here.one.ask(
        'GET',
        `/oauth/authorizations/new?${new URLSearchParams(asking(app, { redirect_uri }))}`,
      )
      expect([answer.statusCode, answer.headers.location], redirect_uri).toEqual([400, undefined])
      const posted = await here.one.ask('POST', '/oauth/authorizations', {
        ...asking(app, { redirect_uri }),
        csrf_token: here.csrf,
        decision: 'allow',
      })
      expect([posted.statusCode, posted.headers.location], redirect_uri).toEqual([400, undefined])
    }
    const twice = `${new URLSearchParams(asking(app))}&redirect_uri=https://evil.example`
    expect((await here.one.ask('GET', `/oauth/authorizations/new?${twice}`)).statusCode).toBe(400)
    for (const redirect_uri of [
      'http://flows.example/cb',
      'https://*.example/cb',
      'https://a.example/#x',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://u:p@a.example/',
      'x:/cb',
      'https://a.example\\@b.example/',
    ]) {
      const made = await here.account.call(here.account.admin, 'POST /api/v2/oauth/clients', {
        client: { name: 'N', identifier: 'n', kind: 'public', redirect_uri: [redirect_uri] },
      })
      expect(made.status, redirect_uri).toBe(422)
    }
  })

  test('who brings a code again gets nothing, and what came of it is revoked', async () => {
    const here = await setting()
    const app = await registered(here)
    const form = {
      grant_type: 'authorization_code',
      client_id: app.identifier,
      client_secret: app.secret,
      redirect_uri: REDIRECT,
      code: await codeFor(here, app),
    }
    const first = await exchange(here, form)
    expect((await bearer(here, first.body.access_token)).status).toBe(200)
    expect((await exchange(here, form)).body.error).toBe('invalid_grant')
    expect((await bearer(here, first.body.access_token)).status).toBe(401)
    expect(
      (await exchange(here, { ...form, grant_type: 'refresh_token', refresh_token: first.body.refresh_token })).body
        .error,
    ).toBe('invalid_grant')
    const code = await codeFor(here, app)
    const both = await Promise.all([exchange(here, { ...form, code }), exchange(here, { ...form, code })])
    expect(both.map((one) => one.status).sort()).toEqual([200, 400])
  })

  test('who brings a refresh token again ends the family, and admins can be told', async () => {
    const here = await setting()
    const app = await registered(here)
    const own = { client_id: app.identifier, client_secret: app.secret }
    const first = await exchange(here, {
      ...own,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: await codeFor(here, app),
    })
    const refresh = (refresh_token: string) => exchange(here, { ...own, grant_type: 'refresh_token', refresh_token })
    const second = await refresh(first.body.refresh_token)
    expect(second.status).toBe(200)
    expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant')
    for (const { body } of [first, second]) expect((await bearer(here, body.access_token)).status).toBe(401)
    const rows = await here.account.work((work) =>
      work.db.all<{ data: object }>(
        sql`select data from events where account_id = ${here.account.account_id} and type = 'oauth.secret_reused'`,
      ),
    )
    expect(rows.map((row) => row.data)).toEqual([{ client_id: app.id, what: 'refresh_token', tokens_revoked: 2 }])
  })

  test('with another client, another verifier or another address gets nothing for a code', async () => {
    const here = await setting()
    const app = await registered(here)
    const other = await registered(here, { identifier: 'other' })
    const base = { grant_type: 'authorization_code', redirect_uri: REDIRECT }
    const own = { ...base, client_id: app.identifier, client_secret: app.secret }
    const code = await codeFor(here, app)
    expect((await exchange(here, { ...base, client_id: 'other', client_secret: other.secret, code })).body.error).toBe(
      'invalid_grant',
    )
    expect((await exchange(here, { ...own, code })).status).toBe(200)
    expect(
      (await exchange(here, { ...own, code: await codeFor(here, app), redirect_uri: 'https://flows.example/' })).body
        .error,
    ).toBe('invalid_grant')
    const verifier = client.randomPKCECodeVerifier()
    const pkce = { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    expect((await exchange(here, { ...own, code: await codeFor(here, app, pkce) })).body.error).toBe('invalid_grant')
    const guessed = await codeFor(here, app, pkce)
    expect(
      (await exchange(here, { ...own, code: guessed, code_verifier: client.randomPKCECodeVerifier() })).body.error,
    ).toBe('invalid_grant')
    expect((await exchange(here, { ...own, code: guessed, code_verifier: verifier })).body.error).toBe('invalid_grant')
    // A request whose challenge was stripped on its way shows by the verifier.
    expect((await exchange(here, { ...own, code: await codeFor(here, app), code_verifier: verifier })).body.error).toBe(
      'invalid_grant',
    )
    const plain = asking(app, { code_challenge: verifier.slice(0, 43), code_challenge_method: 'plain' })
    const refused = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(plain)}`)
    expect(new URL(String(refused.headers.location)).searchParams.get('error')).toBe('invalid_request')
  })

  test('on another page cannot have somebody consent: no token of the form, no frame, no yes by a link', async () => {
    const here = await setting()
    const app = await registered(here)
    const { csrf_token: _none, ...form } = { ...asking(app), decision: 'allow', csrf_token: '' }
    expect((await here.one.ask('POST', '/oauth/authorizations', form)).statusCode).toBe(403)
    expect((await here.one.ask('POST', '/oauth/authorizations', { ...form, csrf_token: 'x' })).statusCode).toBe(403)
    const shown = await here.one.ask(
      'GET',
      `/oauth/authorizations/new?${new URLSearchParams({ ...form, csrf_token: here.csrf })}`,
    )
    expect(shown.statusCode).toBe(200)
    expect(shown.headers['x-frame-options']).toBe('DENY')
    expect(shown.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(shown.headers['content-security-policy']).toContain("form-action 'self' https://flows.example;")
    expect(shown.headers['referrer-policy']).toBe('no-referrer')
    expect(shown.headers['cache-control']).toBe('no-store')
    expect((await here.account.call(here.account.agent, 'POST /oauth/authorizations', form)).status).not.toBe(303)
  })

  test('of another account has clients, codes and tokens that are nothing here', async () => {
    const here = await setting()
    const there = await setting()
    const app = await registered(there)
    const own = { client_id: app.identifier, client_secret: app.secret }
    const code = await codeFor(there, app)
    expect(
      (await exchange(here, { ...own, grant_type: 'authorization_code', redirect_uri: REDIRECT, code })).body.error,
    ).toBe('invalid_client')
    await registered(here)
    expect(
      (await exchange(here, { ...own, grant_type: 'authorization_code', redirect_uri: REDIRECT, code })).body.error,
    ).toBe('invalid_client')
    const tokens = await exchange(there, { ...own, grant_type: 'authorization_code', redirect_uri: REDIRECT, code })
    expect((await bearer(here, tokens.body.access_token)).status).toBe(401)
    expect((await here.account.call(here.account.admin, `GET /api/v2/oauth/clients/${app.id}`)).status).toBe(404)
  })

  test('who was suspended has no tokens, and refreshes none', async () => {
    const here = await setting()
    const app = await registered(here)
    const own = { client_id: app.identifier, client_secret: app.secret }
    const tokens = await exchange(here, {
      ...own,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: await codeFor(here, app),
    })
    const code = await codeFor(here, app)
    await here.account.call(here.account.admin, `PUT /api/v2/users/${here.account.agent.id}`, {
      user: { suspended: true },
    })
    expect((await bearer(here, tokens.body.access_token)).status).toBe(401)
    expect(
      (await exchange(here, { ...own, grant_type: 'refresh_token', refresh_token: tokens.body.refresh_token })).body
        .error,
    ).toBe('invalid_grant')
    expect(
      (await exchange(here, { ...own, grant_type: 'authorization_code', redirect_uri: REDIRECT, code })).body.error,
    ).toBe('invalid_grant')
  })
})

describe('consent', () => {
  let here: Setting
  let app: { identifier: string; id: number; secret: string }
  beforeAll(async () => {
    here = await setting()
    app = await registered(here, { name: 'Flow <b>builder</b>', company: 'Flows Ltd' })
  })

  test('names the client, each scope and where the answer goes; a name is text', async () => {
    const asked = asking(app, { scope: 'tickets:read impersonate', state: '"><script>' })
    const page = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asked)}`)
    expect(page.payload).toContain('Flow &lt;b>builder')
    for (const text of [
      'Flows Ltd',
      'read tickets',
      'act on behalf of any customer',
      'flows.example',
      here.account.agent.email,
    ])
      expect(page.payload).toContain(text)
    expect(page.payload).not.toContain('"><script>')
    const german = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asked)}`, undefined, {
      'accept-language': 'de',
    })
    expect(german.statusCode).toBe(200)
  })

  test('sends those who are not signed in to the sign-in, and back with the whole request', async () => {
    const stranger = browser(here.account)
    const answer = await stranger.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asking(app))}`)
    const to = new URL(String(answer.headers.location), here.issuer)
    expect(to.pathname).toBe('/sign-in')
    const signed_in = await stranger.ask('POST', '/sign-in', {
      email: here.account.agent.email,
      password: PASSWORD,
      return_to: to.searchParams.get('return_to') ?? '',
    })
    expect(signed_in.headers.location).toBe(`/oauth/authorizations/new?${new URLSearchParams(asking(app))}`)
  })

  test('refused is told to the client with its state and ours name', async () => {
    const back = await consent(here, asking(app), 'deny')
    expect(Object.fromEntries(back.searchParams)).toEqual({ error: 'access_denied', state: 's1', iss: here.issuer })
  })

  test('refuses unknown and overlapping scopes and other response types, at the client', async () => {
    for (const [more, error] of [
      [{ scope: 'reed' }, 'invalid_scope'],
      [{ scope: 'read tickets:read' }, 'invalid_scope'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
    ] as const) {
      const answer = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asking(app, more))}`)
      const back = new URL(String(answer.headers.location))
      expect([back.origin, back.searchParams.get('error')]).toEqual(['https://flows.example', error])
    }
  })

  test('is listed on the page of security and taken back there, which ends the tokens', async () => {
    const own = { client_id: app.identifier, client_secret: app.secret }
    const tokens = await exchange(here, {
      ...own,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: await codeFor(here, app),
    })
    const page = await here.one.ask('GET', '/account/security')
    expect(page.payload).toContain('Flow &lt;b>builder')
    expect((await here.one.ask('POST', `/account/security/apps/${app.id}/withdraw`, {})).statusCode).toBe(403)
    const done = await here.one.ask('POST', `/account/security/apps/${app.id}/withdraw`, { csrf_token: here.csrf })
    expect(done.statusCode).toBe(303)
    expect((await bearer(here, tokens.body.access_token)).status).toBe(401)
    expect(
      (await exchange(here, { ...own, grant_type: 'refresh_token', refresh_token: tokens.body.refresh_token })).body
        .error,
    ).toBe('invalid_grant')
  })
})

describe('the endpoints of clients and tokens', () => {
  test('are for admins; a secret is shown once and renewed', async () => {
    const account = await newAccount()
    expect((await account.call(account.agent, 'GET /api/v2/oauth/clients')).status).toBe(403)
    const app = await registered({ account })
    expect(app.secret).toMatch(/^custos_cs_[\w-]{43}$/)
    const shown = await account.call(account.admin, `GET /api/v2/oauth/clients/${app.id}`)
    expect(shown.body.client).toMatchObject({
      identifier: 'flows',
      kind: 'confidential',
      redirect_uri: [REDIRECT],
      global: false,
      user_id: account.admin.id,
    })
    expect(shown.text).not.toContain(app.secret)
    const changed = await account.call(account.admin, `PUT /api/v2/oauth/clients/${app.id}`, {
      client: { name: 'Other' },
    })
    expect(changed.body.client.name).toBe('Other')
    const renewed = await account.call(account.admin, `PUT /api/v2/oauth/clients/${app.id}/generate_secret`)
    expect(renewed.body.client.secret).not.toBe(app.secret)
    const again = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
      client: { name: 'N', identifier: 'flows', redirect_uri: [] },
    })
    expect(again.body.details.identifier[0].error).toBe('DuplicateValue')
    expect((await account.call(account.admin, 'GET /api/v2/oauth/global_clients')).body).toMatchObject({
      global_clients: [],
    })
    expect((await account.call(account.admin, `DELETE /api/v2/oauth/clients/${app.id}`)).status).toBe(204)
    expect((await account.call(account.admin, `GET /api/v2/oauth/clients/${app.id}`)).status).toBe(404)
  })

  test('list tokens of oneself; admins all; removing a client ends its tokens', async () => {
    const here = await setting()
    const app = await registered(here)
    const own = { client_id: app.identifier, client_secret: app.secret }
    const { body } = await exchange(here, {
      ...own,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: await codeFor(here, app),
    })
    const { agent, admin, call } = here.account
    const mine = (await call(agent, 'GET /api/v2/oauth/tokens')).body.tokens
    expect(mine).toHaveLength(1)
    expect((await call(admin, 'GET /api/v2/oauth/tokens')).body.tokens).toEqual([])
    expect((await call(admin, `GET /api/v2/oauth/tokens?all=true&client_id=${app.id}`)).body.tokens).toHaveLength(1)
    const [token] = mine
    expect((await call(admin, `GET /api/v2/oauth/tokens/${token.id}`)).body.token.id).toBe(token.id)
    const other = await here.account.addPerson('agent')
    expect((await call(other, `GET /api/v2/oauth/tokens/${token.id}`)).status).toBe(404)
    expect((await call(other, 'GET /api/v2/oauth/tokens?all=true')).body.tokens).toEqual([])
    await call(admin, `DELETE /api/v2/oauth/clients/${app.id}`)
    expect((await bearer(here, body.access_token)).status).toBe(401)
  })
})
