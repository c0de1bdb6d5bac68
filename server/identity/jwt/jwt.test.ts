import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { browser, signedIn } from '../../../tests/support/form-browser.ts'
import { EC, jwtDesk, LOGIN_URL, pemOf, RSA, SECRET, whoIs } from '../../../tests/support/jwt-desk.ts'
import { liveProvider, recordedProblems } from '../../../tests/support/live-provider.ts'
import { makePeerKey, openIdPeer, signed } from '../../../tests/support/openid-peer.ts'

describe('signing in with a token', () => {
  test('sends visitors away with where to come back to and the brand, and lets them in with a token', async () => {
    const { desk, provider, token, signIn } = await jwtDesk()
    const left = await browser(desk).ask('GET', '/access/jwt?return_to=/agent/views')
    expect(left.headers.location).toBe(`/access/jwt/${provider.id}/start?return_to=%2Fagent%2Fviews`)
    const away = await browser(desk).ask('GET', String(left.headers.location))
    const address = new URL(String(away.headers.location))
    expect(address.origin + address.pathname).toBe(LOGIN_URL)
    expect(Number(address.searchParams.get('brand_id'))).toBeGreaterThan(0)
    const { location, one } = await signIn(await token(), '?return_to=/agent/views')
    expect(location).toBe('/agent/views')
    expect((await whoIs(one)).id).toBe(desk.agent.id)
  })

  test('is possible with a shared secret, a pasted key and published keys', async () => {
    const peer = await openIdPeer()
    const shared = await jwtDesk({ settings: { algorithm: 'HS256' }, secrets: { shared_secret: SECRET } })
    const secret = new TextEncoder().encode(SECRET)
    const hs = await shared.signIn(await shared.token({}, { alg: 'HS256' }, secret))
    expect((await whoIs(hs.one)).id).toBe(shared.desk.agent.id)
    const pasted = await jwtDesk({ settings: { algorithm: 'ES256', public_key: pemOf(EC.publicKey) } })
    const es = await pasted.signIn(await pasted.token({}, { alg: 'ES256' }, EC.privateKey))
    expect((await whoIs(es.one)).id).toBe(pasted.desk.agent.id)
    const settings = { algorithm: 'ES256', public_key: '', jwks_url: `${peer.issuer}/jwks`, audience: 'desk' }
    const published = await jwtDesk({ settings })
    const jwks = await published.signIn(await signed(peer.key, published.claims({ aud: 'desk' })))
    expect((await whoIs(jwks.one)).id).toBe(published.desk.agent.id)
    const strange = await signed(await makePeerKey('key-9'), published.claims({ aud: 'desk' }))
    expect((await published.signIn(strange)).location).toBe('/sign-in?refused=1')
    expect(await recordedProblems(published.desk)).toEqual(['unknown_key'])
    await peer.close()
  })

  test('writes the other claims into the record, and leaves out what the desk does not take', async () => {
    const { desk, token, signIn } = await jwtDesk({ audiences: ['end_user'], creates_people: true })
    const made = await desk.call(desk.admin, 'POST /api/v2/organizations', { organization: { name: 'Acme' } })
    const { one } = await signIn(
      await token({
        email: 'new@people.example',
        name: 'Nina New',
        external_id: 'crm-7',
        organizations: ['Acme', 'Nobody knows'],
        tags: ['gold', 'two words'],
        phone: '+31 20 000',
        locale: 'nl-NL',
        user_fields: { is_not_there: 'x' },
        role: 'admin',
        custom_role_id: 7,
        remote_photo_url: 'https://intranet.example/photo.png',
      }),
    )
    const me = await whoIs(one)
    const { user } = (await desk.call(desk.admin, `GET /api/v2/users/${me.id}`)).body
    expect(user).toMatchObject({
      name: 'Nina New',
      email: 'new@people.example',
      external_id: 'crm-7',
      organization_id: made.body.organization.id,
      phone: '+31 20 000',
      locale: 'nl',
      role: 'end-user',
    })
    expect(user.tags).toEqual(['gold', 'two_words'])
  })

  test('gives a role only where the mapping says that the claim gives it', async () => {
    const rules = [{ attribute: 'role', value: 'agent', grant: { kind: 'role', role: 'agent' } }]
    const { token, signIn } = await jwtDesk({ creates_people: true, mapping: { rules } })
    const agent = await signIn(await token({ email: 'a@people.example', role: 'agent' }))
    expect((await whoIs(agent.one)).role).toBe('agent')
    const admin = await signIn(await token({ email: 'b@people.example', role: 'admin' }))
    expect((await whoIs(admin.one)).role).toBe('end-user')
  })

  test('knows people by the number the other system has for them when their address changes', async () => {
    const { desk, token, signIn } = await jwtDesk()
    await signIn(await token({ external_id: 'n-1' }))
    const { one } = await signIn(await token({ external_id: 'n-1', email: 'moved@people.example' }))
    expect((await whoIs(one)).id).toBe(desk.agent.id)
  })

  test('asks each provider of the desk whose token it is', async () => {
    const { desk, provider, claims, post } = await jwtDesk({ settings: { allow_unasked: true } })
    const peer = await makePeerKey('k')
    const other = await liveProvider(desk, {
      kind: 'jwt',
      settings: {
        algorithm: 'ES256',
        public_key: pemOf(EC.publicKey),
        remote_login_url: LOGIN_URL,
        allow_unasked: true,
      },
    })
    const sign = (alg: string, key: KeyObject | CryptoKey) =>
      new SignJWT(claims()).setProtectedHeader({ alg }).sign(key)
    expect(await post(await sign('ES256', EC.privateKey))).toContain(`/access/jwt/${other.id}/finish?`)
    expect(await post(await sign('RS256', RSA.privateKey))).toContain(`/access/jwt/${provider.id}/finish?`)
    expect(await post(await sign('ES256', peer.privateKey))).toBe('/sign-in?refused=1')
  })

  test('tells the remote server of an error and of a sign-out, and nothing about the person', async () => {
    const remote_logout_url = 'https://intranet.example/logout?from=desk'
    const { desk, token, signIn } = await jwtDesk({ settings: { remote_logout_url } })
    const bad = new URL((await signIn(await token({ iat: 1 }))).location)
    expect(bad.origin + bad.pathname).toBe('https://intranet.example/logout')
    expect(bad.searchParams.get('from')).toBe('desk')
    expect(bad.searchParams.get('kind')).toBe('error')
    expect(bad.searchParams.get('message')).not.toBe('')
    const { one } = await signIn(await token())
    const csrf = (await whoIs(one)).authenticity_token
    const left = await one.ask('POST', '/sign-out', undefined, { 'x-csrf-token': csrf })
    expect(left.payload).toContain('https://intranet.example/logout?from=desk&amp;brand_id=')
    expect(left.payload).toContain('kind=info')
    expect(left.payload).not.toContain(desk.agent.email)
  })
})

test('a trial with a token shows each claim, and then the provider can be switched on', async () => {
  const { account, one, token: csrf } = await signedIn((desk) => desk.owner)
  const created = await account.call(account.owner, 'POST /api/v2/identity_providers', {
    identity_provider: {
      kind: 'jwt',
      name: 'Intranet',
      domains: ['people.example'],
      settings: { algorithm: 'ES256', public_key: pemOf(EC.publicKey), remote_login_url: LOGIN_URL },
    },
  })
  const path = `/api/v2/identity_providers/${created.body.identity_provider.id}`
  const tryIt = async (iat: number) => {
    const { trial } = (await one.ask('POST', `${path}/trials`, undefined, { 'x-csrf-token': csrf })).json()
    const away = new URL(String((await one.ask('GET', trial.start_url)).headers.location))
    const jwt = await new SignJWT({ iat, jti: crypto.randomUUID(), email: account.owner.email, name: 'Me', role: 'x' })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(EC.privateKey)
    const posted = await browser(account).ask('POST', '/access/jwt', {
      jwt,
      return_to: away.searchParams.get('return_to') ?? '',
    })
    expect((await one.ask('GET', String(posted.headers.location))).statusCode).toBe(200)
    return (await one.ask('GET', `${path}/trials/${trial.id}`)).json().trial
  }
  expect(await tryIt(1)).toMatchObject({
    outcome: 'failed',
    problem: 'wrong_time',
    identity: null,
    claims: { iat: ['1'], role: ['x'], email: [account.owner.email] },
  })
  expect(await tryIt(Math.floor(Date.now() / 1_000))).toMatchObject({
    outcome: 'succeeded',
    identity: { email: account.owner.email, attributes: { role: ['x'] } },
    result: { outcome: 'by_address', user_id: account.owner.id },
  })
  const on = await account.call(account.owner, `PUT ${path}`, { identity_provider: { active: true } })
  expect(on.body.identity_provider).toMatchObject({ active: true, state: 'tested' })
})
