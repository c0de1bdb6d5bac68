// The device flow (RFC 8628) as openid-client runs it, and the page on which a person decides.
import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import { browser, PASSWORD } from '../../../tests/support/form-browser.ts'
import { bearer, configured, exchange, registered, type Setting, setting } from '../../../tests/support/oauth.ts'
import { sql } from '../../platform/db.ts'
import { newUserCode, readUserCode } from './codes.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

async function television(here: Setting, more: object = {}) {
  const app = await registered(here, {
    kind: 'public',
    redirect_uri: [],
    name: 'Television',
    device_flow: true,
    ...more,
  })
  const config = await configured(here, app)
  const asked = await client.initiateDeviceAuthorization(config, { scope: 'tickets:read' })
  const ask = () => client.genericGrantRequest(config, DEVICE_GRANT, { device_code: asked.device_code })
  return { app, config, asked, ask }
}

const type = (here: Setting, user_code: string, decision?: 'allow' | 'deny') =>
  here.one.ask('POST', '/oauth/device', {
    user_code,
    csrf_token: here.csrf,
    ...(decision === undefined ? {} : { decision }),
  })

describe('a code that a person types', () => {
  test('has eight letters that are no vowels, and is read however it is typed', () => {
    for (let made = 0; made < 200; made++)
      expect(newUserCode()).toMatch(/^[BCDFGHJ-NP-TV-XZ]{4}-[BCDFGHJ-NP-TV-XZ]{4}$/)
    for (const typed of ['bcdf-ghjk', ' BCDF GHJK ', 'b.c.d.f.g.h.j.k', 'BCDFGHJK'])
      expect(readUserCode(typed)).toBe('BCDF-GHJK')
    for (const typed of ['', 'BCDF-GHJ', 'BCDF-GHJKL', 'BCDF-GHJ0', 'AEIO-UAEI', 'BCDF-GHJ\u{212a}', 'x'.repeat(100)])
      expect(readUserCode(typed)).toBeNull()
  })
})

describe('openid-client', () => {
  test('gets tokens for a device when its person allows it, and not before', async () => {
    const here = await setting()
    const { config, asked, ask } = await television(here)
    expect(asked).toMatchObject({
      verification_uri: `${here.issuer}/oauth/device`,
      verification_uri_complete: `${here.issuer}/oauth/device?user_code=${asked.user_code}`,
      expires_in: 600,
      interval: 5,
    })
    await expect(ask()).rejects.toMatchObject({ error: 'authorization_pending' })
    const shown = await type(here, asked.user_code.toLowerCase())
    expect(shown.statusCode).toBe(200)
    const done = await type(here, asked.user_code, 'allow')
    expect([done.statusCode, done.headers.location]).toEqual([303, '/oauth/device?done=allowed'])
    expect((await here.one.ask('GET', '/oauth/device?done=allowed')).payload).toContain('The device is allowed')
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0 })
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'tickets:read', expires_in: 3600 })
    expect((await bearer(here, tokens.access_token)).status).toBe(200)
    expect((await bearer(here, tokens.access_token, 'GET /api/v2/users')).status).toBe(403)
    const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect((await bearer(here, again.access_token)).status).toBe(200)
    const events = await here.account.work((work) =>
      work.db.all<{ type: string; data: object }>(sql`
        select type, data from events where account_id = ${work.account_id} and type like 'oauth.%' order by event_id`),
    )
    expect(events.map(({ type }) => type)).toEqual(['oauth.access_granted', 'oauth.token_issued', 'oauth.token_issued'])
    expect(events[0]?.data).toMatchObject({ flow: 'device', scopes: ['tickets:read'] })
    expect(events[1]?.data).toMatchObject({ grant_type: 'device_code' })
    // It is among the apps that the person can take back.
    expect((await here.one.ask('GET', '/account/security')).payload).toContain('Television')
  })

  test('hears that the person said no, that the time is over, and that the client may not', async () => {
    const here = await setting()
    const { app, config, asked, ask } = await television(here)
    const denied = await type(here, asked.user_code, 'deny')
    expect(denied.headers.location).toBe('/oauth/device?done=denied')
    await expect(ask()).rejects.toMatchObject({ error: 'access_denied' })
    await expect(ask()).rejects.toMatchObject({ error: 'invalid_grant' })
    // To ask once more after a no is no theft.
    const { audit_logs } = (
      await here.account.call(here.account.admin, 'GET /api/v2/audit_logs?filter[action]=oauth.secret_reused')
    ).body
    expect(audit_logs).toEqual([])
    const late = await client.initiateDeviceAuthorization(config, {})
    await here.account.work((work) =>
      work.db.run(sql`update oauth_device_codes set expires_at = ${work.now} where account_id = ${work.account_id}`),
    )
    expect((await type(here, late.user_code)).statusCode).toBe(422)
    const form = { grant_type: DEVICE_GRANT, client_id: app.identifier, device_code: late.device_code }
    expect((await exchange(here, form)).body.error).toBe('expired_token')
    const { admin, call } = here.account
    await call(admin, `PUT /api/v2/oauth/clients/${app.id}`, { client: { device_flow: false } })
    await expect(client.initiateDeviceAuthorization(config, {})).rejects.toMatchObject({ error: 'unauthorized_client' })
    expect((await exchange(here, form)).body.error).toBe('unauthorized_client')
  })

  test('needs the secret of a client that has one', async () => {
    const here = await setting()
    const { config } = await television(here, { kind: 'confidential' })
    expect((await client.initiateDeviceAuthorization(config, {})).device_code).toMatch(/^custos_dc_/)
    const bare = await configured(here, { identifier: 'flows' })
    await expect(client.initiateDeviceAuthorization(bare, {})).rejects.toMatchObject({ status: 401 })
  })

  test('cannot begin where an admin did not switch it on, nor for more than the client may have', async () => {
    const here = await setting()
    const app = await registered(here, { kind: 'public', scopes: ['tickets:read'] })
    expect(app.device_flow).toBe(false)
    const config = await configured(here, app)
    await expect(client.initiateDeviceAuthorization(config, {})).rejects.toMatchObject({ error: 'unauthorized_client' })
    const { admin, call } = here.account
    await call(admin, `PUT /api/v2/oauth/clients/${app.id}`, { client: { device_flow: true } })
    await expect(client.initiateDeviceAuthorization(config, { scope: 'write' })).rejects.toMatchObject({
      error: 'invalid_scope',
    })
    await call(admin, `PUT /api/v2/oauth/clients/${app.id}`, { client: { scopes: null } })
    for (const scope of ['security', 'read impersonate', 'exports'])
      await expect(client.initiateDeviceAuthorization(config, { scope })).rejects.toMatchObject({
        error: 'invalid_scope',
      })
  })
})

describe('a device that does not wait', () => {
  test('waits longer each time, until it is let in all the same', async () => {
    const here = await setting()
    const { asked, ask } = await television(here)
    await expect(ask()).rejects.toMatchObject({ error: 'authorization_pending' })
    const secondsAgo = async (seconds: number) =>
      await here.account.work((work) =>
        work.db.run(sql`
          update oauth_device_codes set last_polled_at = ${new Date(work.now.getTime() - seconds * 1000)}
          where account_id = ${work.account_id}`),
      )
    for (let early = 0; early < 2; early++) {
      await secondsAgo(-60)
      await expect(ask()).rejects.toMatchObject({ error: 'slow_down' })
    }
    // Twice five seconds were added to the five.
    await secondsAgo(7)
    await expect(ask()).rejects.toMatchObject({ error: 'slow_down' })
    await secondsAgo(20)
    await expect(ask()).rejects.toMatchObject({ error: 'authorization_pending' })
    await type(here, asked.user_code, 'allow')
    expect((await ask()).access_token).toMatch(/^custos_at_/)
  })
})

describe('the page', () => {
  test('leads over the sign-in and back with the code, and does nothing by a link', async () => {
    const here = await setting()
    const { asked } = await television(here)
    const stranger = browser(here.account)
    const sent = await stranger.ask('GET', `/oauth/device?user_code=${asked.user_code}`)
    const to = new URL(String(sent.headers.location), here.issuer)
    expect([sent.statusCode, to.pathname]).toEqual([303, '/sign-in'])
    const return_to = to.searchParams.get('return_to') ?? ''
    const signed_in = await stranger.ask('POST', '/sign-in', {
      email: here.account.agent.email,
      password: PASSWORD,
      return_to,
    })
    expect(signed_in.headers.location).toBe(`/oauth/device?user_code=${asked.user_code}`)
    const page = await stranger.ask('GET', return_to)
    expect(page.payload).toContain(`value="${asked.user_code}"`)
    expect(page.payload).not.toContain('Television')
  })

  test('says who asks, for what, from where, and that the device must be one’s own, in each language', async () => {
    const here = await setting()
    const { asked } = await television(here, { name: 'Tele<b>vision', company: 'Screens Ltd' })
    const page = await type(here, asked.user_code)
    for (const text of [
      'Tele&lt;b>vision',
      'Screens Ltd',
      'read tickets',
      asked.user_code,
      'Go on only if you started this yourself',
      '127.0.0.1',
      'That is not the address you are at now (203.0.113.9)',
      here.account.agent.email,
    ])
      expect(page.payload).toContain(text)
    expect(page.headers['x-frame-options']).toBe('DENY')
    expect(page.headers['cache-control']).toBe('no-store')
    for (const [language, text] of [
      ['de', 'Ein Gerät verbinden'],
      ['nl', 'Een apparaat verbinden'],
      ['it', 'Collegare un dispositivo'],
    ] as const) {
      const { agent, admin, call } = here.account
      const { body } = await call(agent, 'GET /api/v2/users/me')
      await call(admin, `PUT /api/v2/users/${body.user.id}`, { user: { locale: language } })
      expect((await here.one.ask('GET', '/oauth/device')).payload).toContain(text)
    }
  })

  test('takes whatever is typed without a fault', async () => {
    const here = await setting()
    for (const user_code of ['', '\u0000', 'BCDF-GHJK', '\ud800', 'x'.repeat(10_000), "' or 1=1 --"])
      expect((await type(here, user_code)).statusCode, JSON.stringify(user_code).slice(0, 40)).toBe(422)
    expect((await here.one.ask('GET', '/oauth/device?user_code=a&user_code=b&done=x')).statusCode).toBe(200)
  })
})
