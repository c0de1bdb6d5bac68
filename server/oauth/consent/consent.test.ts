// The page on which somebody allows a client to act for them, and where they take it back.
import { beforeAll, describe, expect, test } from 'vitest'
import { ageProof } from '../../../tests/support/factors.ts'
import { browser, PASSWORD } from '../../../tests/support/form-browser.ts'
import {
  asking,
  bearer,
  consent,
  exchange,
  firstTokens,
  registered,
  type Setting,
  setting,
} from '../../../tests/support/oauth.ts'

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

  test('to more than reading and writing asks who is there: a page that was left open gives no token that passes a proof', async () => {
    const { account, one } = here
    await ageProof(account, account.agent, 11)
    for (const scope of ['security', 'read impersonate', 'exports']) {
      const asked = asking(app, { scope })
      const page = `/oauth/authorizations/new?${new URLSearchParams(asked)}`
      const to = `/account/prove?return_to=${encodeURIComponent(page)}`
      expect([scope, (await one.ask('GET', page)).headers.location]).toEqual([scope, to])
      const csrf_token = (await one.ask('GET', '/api/v2/users/me')).json().user.authenticity_token
      const form = { ...asked, csrf_token, decision: 'allow' }
      expect([scope, (await one.ask('POST', '/oauth/authorizations', form)).headers.location]).toEqual([scope, to])
    }
    expect((await consent(here, asking(app, { scope: 'read write' }))).searchParams.get('code')).not.toBeNull()
    await ageProof(account, account.agent, 0)
    expect((await consent(here, asking(app, { scope: 'security' }))).searchParams.get('code')).not.toBeNull()
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
    const { own, first: tokens } = await firstTokens(here, app)
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
