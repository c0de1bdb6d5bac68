// What thieves of codes, tokens and consents try.
import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import {
  asking,
  bearer,
  codeFor,
  exchange,
  firstTokens,
  REDIRECT,
  registered,
  setting,
} from '../../tests/support/oauth.ts'
import { sql } from '../platform/db.ts'

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
    const { own, first } = await firstTokens(here, app)
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

  test('who comes late with a code gets nothing', async () => {
    const here = await setting()
    const app = await registered(here)
    const code = await codeFor(here, app)
    await here.account.work(async (work) => {
      const { lasts_s } = await work.db.one<{ lasts_s: number }>(sql`
        select extract(epoch from expires_at - created_at)::int as lasts_s from oauth_codes where account_id = ${work.account_id}`)
      expect(lasts_s).toBe(120)
      await work.db.run(sql`update oauth_codes set expires_at = ${work.now} where account_id = ${work.account_id}`)
    })
    const own = { client_id: app.identifier, client_secret: app.secret }
    const answer = await exchange(here, { ...own, grant_type: 'authorization_code', redirect_uri: REDIRECT, code })
    expect(answer.body.error).toBe('invalid_grant')
  })

  test('without the secret of a client can ask nothing about its tokens, and end none', async () => {
    const here = await setting()
    const app = await registered(here)
    const { body } = (await firstTokens(here, app)).first
    for (const path of ['/oauth/introspect', '/oauth/revoke'])
      for (const client_secret of [undefined, 'custos_cs_wrongwrongwrongwrong']) {
        const asked = { client_id: app.identifier, client_secret, token: body.access_token }
        const answer = await here.account.call(null, `POST ${path}`, asked)
        expect([answer.status, answer.body.error], path).toEqual([401, 'invalid_client'])
      }
    expect((await bearer(here, body.access_token)).status).toBe(200)
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

  test('finds that a client needs PKCE, unless an admin lets one with a secret leave it out', async () => {
    const here = await setting()
    const app = await registered(here, { pkce_required: undefined })
    expect(app.pkce_required).toBe(true)
    const ask = async (more: Record<string, string> = {}) => {
      const answer = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asking(app, more))}`)
      return answer.statusCode === 200 ? 'asked' : new URL(String(answer.headers.location)).searchParams.get('error')
    }
    expect(await ask()).toBe('invalid_request')
    expect(await ask({ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' })).toBe('invalid_request')
    const challenge = await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier())
    expect(await ask({ code_challenge: challenge, code_challenge_method: 'S256' })).toBe('asked')
    const { admin, call } = here.account
    const change = (id: number, pkce_required: boolean) =>
      call(admin, `PUT /api/v2/oauth/clients/${id}`, { client: { pkce_required } })
    expect((await change(app.id, false)).body.client.pkce_required).toBe(false)
    expect(await ask()).toBe('asked')
    const open = await registered(here, { kind: 'public', identifier: 'open' })
    expect((await change(open.id, false)).status).toBe(422)
  })

  test('has a year of a stolen refresh token at the most, or less where an admin says so', async () => {
    const here = await setting()
    const app = await registered(here)
    const { own, first } = await firstTokens(here, app)
    const allowedDaysAgo = async (days: number) =>
      await here.account.work((work) =>
        work.db.run(sql`
          update oauth_refresh_tokens set began_at = ${new Date(work.now.getTime() - days * 86_400_000)}
          where account_id = ${work.account_id}`),
      )
    const refresh = (refresh_token: string) =>
      exchange(here, { ...own, grant_type: 'refresh_token', refresh_token, refresh_token_expires_in: '2592000' })
    await allowedDaysAgo(360)
    const second = await refresh(first.body.refresh_token)
    expect(second.body.refresh_token_expires_in).toBeLessThanOrEqual(5 * 86_400)
    expect(second.body.refresh_token_expires_in).toBeGreaterThan(4 * 86_400)
    await allowedDaysAgo(366)
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant')
    await allowedDaysAgo(31)
    const policy = { credential_policy: { max_token_days: 30 } }
    await here.account.call(here.account.admin, 'PUT /api/v2/credential_policy', policy)
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant')
    await allowedDaysAgo(29)
    const third = await refresh(second.body.refresh_token)
    expect(third.body.refresh_token_expires_in).toBeLessThanOrEqual(86_400)
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
