// Tokens that must open nothing: hostile headers, keys, times, replays, and places to go to.
import { createHmac } from 'node:crypto'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { newAccount } from '../support/desk.ts'
import { browser } from '../support/form-browser.ts'
import { EC, type JwtDesk, jwtDesk, now, pemOf, RSA, SECRET, whoIs } from '../support/jwt-desk.ts'
import { liveProvider, recordedProblems } from '../support/live-provider.ts'
import { unsigned } from '../support/openid-peer.ts'

async function expectRefused(given: JwtDesk, jwt: string, problem: string): Promise<void> {
  const { location, one } = await given.signIn(jwt)
  expect(location).toBe('/sign-in?refused=1')
  expect((await whoIs(one)).id).toBeNull()
  expect((await recordedProblems(given.desk)).at(-1)).toBe(problem)
}

function hmac(header: object, claims: object, secret: string): string {
  const text = unsigned(header, claims).slice(0, -1)
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

describe('the algorithm is the provider’s, not the token’s', () => {
  test('alg none, in all its writings', async () => {
    const given = await jwtDesk()
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ''])
      await expectRefused(given, unsigned({ alg, typ: 'JWT' }, given.claims()), 'weak_algorithm')
    await expectRefused(given, unsigned({ typ: 'JWT' }, given.claims()), 'weak_algorithm')
  })

  test('HS256 with the public key as its secret', async () => {
    const given = await jwtDesk()
    for (const secret of [
      pemOf(RSA.publicKey),
      pemOf(RSA.publicKey).trim(),
      JSON.stringify(RSA.publicKey.export({ format: 'jwk' })),
    ])
      await expectRefused(given, hmac({ alg: 'HS256', typ: 'JWT' }, given.claims(), secret), 'weak_algorithm')
  })

  test('another algorithm of the same family, or of another with a good signature', async () => {
    const given = await jwtDesk()
    await expectRefused(given, await given.token({}, { alg: 'PS256' }), 'weak_algorithm')
    await expectRefused(given, await given.token({}, { alg: 'RS512' }), 'weak_algorithm')
    await expectRefused(given, await given.token({}, { alg: 'ES256' }, EC.privateKey), 'weak_algorithm')
  })

  test('an empty shared secret, and one that is too short to be set', async () => {
    const given = await jwtDesk({ settings: { algorithm: 'HS256', public_key: '' } })
    for (const secret of ['', ' ', 'undefined', 'null'])
      await expectRefused(given, hmac({ alg: 'HS256' }, given.claims(), secret), 'unknown_key')
    const path = `PUT /api/v2/identity_providers/${given.provider.id}`
    for (const shared_secret of ['short', pemOf(RSA.publicKey)]) {
      const set = await given.desk.call(given.desk.owner, path, { identity_provider: { secrets: { shared_secret } } })
      expect(set.status).toBe(422)
    }
  })
})

describe('what a token says about keys is not read', () => {
  test('its own key, and addresses of keys', async () => {
    const given = await jwtDesk({ settings: { algorithm: 'ES256', public_key: pemOf(EC.publicKey) } })
    const { generateKeyPairSync } = await import('node:crypto')
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = await exportJWK(own.publicKey)
    for (const header of [
      { jwk },
      { jku: 'https://evil.example/jwks' },
      { x5u: 'https://evil.example/cert' },
      { x5c: ['AAAA'] },
    ])
      await expectRefused(given, await given.token({}, { alg: 'ES256', ...header }, own.privateKey), 'bad_signature')
  })

  test('a kid that is a path, a query or a command, also with a good signature, leads nowhere else', async () => {
    const given = await jwtDesk({ settings: { algorithm: 'HS256' }, secrets: { shared_secret: SECRET } })
    for (const kid of ['../../../../dev/null', "x' union select 'AA", '/proc/self/environ', 'a|id', '\u0000']) {
      const empty = hmac({ alg: 'HS256', kid }, given.claims(), '')
      await expectRefused(given, empty, 'bad_signature')
    }
    const good = hmac({ alg: 'HS256', kid: '../../x' }, given.claims(), SECRET)
    expect((await whoIs((await given.signIn(good)).one)).id).toBe(given.desk.agent.id)
  })

  test('an extension that must be understood', async () => {
    const given = await jwtDesk({ settings: { algorithm: 'HS256' }, secrets: { shared_secret: SECRET } })
    await expectRefused(given, hmac({ alg: 'HS256', crit: ['exp'], exp: 1 }, given.claims(), SECRET), 'unreadable')
    await expectRefused(given, hmac({ alg: 'HS256', crit: ['b64'], b64: false }, given.claims(), SECRET), 'unreadable')
  })
})

describe('what a token says about itself is checked', () => {
  test.each<[string, object, string]>([
    ['made more than three minutes ago', { iat: now() - 200 }, 'wrong_time'],
    ['made in the future', { iat: now() + 400 }, 'wrong_time'],
    ['over', { exp: now() - 100 }, 'wrong_time'],
    ['not yet good', { nbf: now() + 400 }, 'wrong_time'],
    ['without a time', { iat: undefined }, 'claim_missing'],
    ['with a time that is none', { iat: 'now' }, 'wrong_time'],
    ['without an id', { jti: undefined }, 'claim_missing'],
    ['with an empty id', { jti: '' }, 'claim_missing'],
    ['without an address', { email: undefined }, 'claim_missing'],
    ['with a list of addresses', { email: ['a@people.example'] }, 'claim_missing'],
    ['without a name', { name: undefined }, 'claim_missing'],
    ['for nobody', { iss: 'us' }, 'wrong_audience'],
    ['for somebody else', { iss: 'us', aud: 'another' }, 'wrong_audience'],
    ['of somebody else', { aud: 'desk', iss: 'another' }, 'wrong_issuer'],
  ])('a token %s', async (_name, more, problem) => {
    const settings =
      problem.startsWith('wrong_a') || problem === 'wrong_issuer' ? { audience: 'desk', issuer: 'us' } : {}
    const given = await jwtDesk({ settings })
    await expectRefused(given, await given.token(more), problem)
  })

  test('a token that was made for something else', async () => {
    const given = await jwtDesk()
    for (const typ of ['at+jwt', 'logout+jwt', 'secevent+jwt'])
      await expectRefused(given, await given.token({}, { typ }), 'wrong_token_type')
  })

  test('the same token twice, also of two at once and from another browser', async () => {
    const given = await jwtDesk()
    const jwt = await given.token()
    const both = await Promise.all([given.signIn(jwt), given.signIn(jwt)])
    expect(both.filter(({ location }) => location === '/agent')).toHaveLength(1)
    await expectRefused(given, jwt, 'already_used')
    const again = await given.token({ jti: 'the same' })
    expect((await given.signIn(again)).location).toBe('/agent')
    await expectRefused(given, await given.token({ jti: 'the same' }), 'already_used')
  })

  test('rubbish of every kind answers like any other refusal', async () => {
    const given = await jwtDesk()
    for (const jwt of [
      '',
      '.',
      '..',
      'a.b.c',
      'a.b.c.d.e',
      '\u0000',
      '𝕏'.repeat(100),
      'x'.repeat(19_000),
      unsigned([], []),
    ])
      expect((await given.signIn(jwt)).location).toBe('/sign-in?refused=1')
  })
})

describe('a token signs in where it was asked for', () => {
  test('in the browser that was sent away, in no other', async () => {
    const given = await jwtDesk()
    const return_to = await given.leave(browser(given.desk))
    const location = await given.post(await given.token(), return_to)
    const victim = browser(given.desk)
    expect((await victim.ask('GET', location)).headers.location).toBe('/sign-in?refused=1')
    expect((await whoIs(victim)).id).toBeNull()
    expect(await recordedProblems(given.desk)).toEqual(['other_browser'])
  })

  test('and unasked only where the admin allows it', async () => {
    const given = await jwtDesk()
    expect(await given.post(await given.token())).toBe('/sign-in?refused=1')
    expect(await given.post(await given.token(), '/agent')).toBe('/sign-in?refused=1')
    expect(await recordedProblems(given.desk)).toEqual(['not_allowed_unasked', 'not_allowed_unasked'])
    await given.provider.change({ settings: { allow_unasked: true } })
    expect(await given.post(await given.token(), '/agent/views')).toContain('/finish?ticket=')
  })

  test('in an address only where the admin allows it', async () => {
    const given = await jwtDesk({ settings: { allow_unasked: true } })
    const one = browser(given.desk)
    const get = async () => one.ask('GET', `/access/jwt?jwt=${await given.token()}`)
    expect((await get()).headers.location).toBe('/sign-in?refused=1')
    expect(await recordedProblems(given.desk)).toEqual(['not_by_address'])
    await given.provider.change({ settings: { allow_get: true } })
    expect((await get()).headers.location).toContain('/finish?ticket=')
  })

  test('of a provider of another desk it opens nothing here', async () => {
    const given = await jwtDesk({ settings: { allow_unasked: true } })
    const elsewhere = await newAccount()
    await liveProvider(elsewhere, {
      kind: 'jwt',
      settings: { algorithm: 'ES256', public_key: pemOf(EC.publicKey), allow_unasked: true },
    })
    const answer = await browser(elsewhere).ask('POST', '/access/jwt', { jwt: await given.token() })
    expect(answer.headers.location).toBe('/sign-in?refused=1')
  })
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'https://desk.example.evil.example/agent',
  'https://evil.example/access/jwt/1/return?state=x',
])('attack 33: return_to %s leads to no other site', async (return_to) => {
  const given = await jwtDesk({ settings: { allow_unasked: true } })
  const one = browser(given.desk)
  const location = await given.post(await given.token(), return_to)
  expect((await one.ask('GET', location)).headers.location).toBe('/agent')
  const host_of_ours = await given.post(await given.token(), `http://${given.desk.host}/agent/views`)
  expect((await browser(given.desk).ask('GET', host_of_ours)).headers.location).toBe('/agent/views')
})

test('attack 37: a token’s address means nobody outside of the domains that the provider is believed about', async () => {
  const given = await jwtDesk({ domains: ['only.example'] })
  await expectRefused(given, await given.token(), 'address_not_vouched')
  const unsure = await jwtDesk()
  await expectRefused(unsure, await unsure.token({ email_verified: false }), 'address_unverified')
})

test('attack 46: no claim makes an owner or an admin, and a provider for customers makes no staff', async () => {
  const given = await jwtDesk({ audiences: ['end_user'], creates_people: true })
  for (const role of ['owner', 'admin', 'agent', 4]) {
    const { one } = await given.signIn(await given.token({ email: `${role}@people.example`, role, is_owner: true }))
    expect((await whoIs(one)).role).toBe('end-user')
  }
  await expectRefused(given, await given.token(), 'not_for_audience')
})
