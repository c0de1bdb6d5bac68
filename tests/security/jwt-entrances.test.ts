// Every door that reads a JWT, besides the sign-in of a portal (jwt.test.ts) and the id_token of a provider of the desk's own
// (openid.test.ts): messages that a session is over, Apple's id_token, and doors that read none and must not begin to. Tricks
// with `alg`, `kid` and the keys in a header; a token made for another door; and identity that a header claims.
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { exportJWK, exportSPKI, SignJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { Refused } from '../../server/identity/saml/refused.ts'
import { socialParty } from '../../server/identity/social/party.ts'
import { newAccount } from '../support/desk.ts'
import { newDirectory } from '../support/directory.ts'
import { browser } from '../support/form-browser.ts'
import { liveProvider, recordedProblems, sessionsOf } from '../support/live-provider.ts'
import { makePeerKey, type OpenIdPeer, openIdPeer, type PeerKey, signed, unsigned } from '../support/openid-peer.ts'

const SECRET = 'a secret of the desk that is long enough'
const now = () => Math.floor(Date.now() / 1_000)
const peers: OpenIdPeer[] = []
afterAll(() => Promise.all(peers.map((peer) => peer.close())))

function hmac(header: object, claims: object, secret: string): string {
  const text = unsigned(header, claims).slice(0, -1)
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** Well signed, and with a header that its reader must understand or refuse. */
async function withExtension(key: PeerKey, claims: Record<string, unknown>): Promise<string> {
  const header = { alg: key.alg, kid: key.kid, crit: ['exp'], exp: 1 }
  return await new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey, { crit: { exp: true } })
}

/** Tokens with good claims that nobody may believe, for a key that is published under `kid`. */
async function forgeries(key: PeerKey, claims: Record<string, unknown>): Promise<[string, string][]> {
  const strange = await makePeerKey(key.kid, key.alg)
  const own = { ...(await exportJWK(strange.publicKey)), kid: key.kid }
  const good = await signed(key, claims)
  const [header = '', body = '', signature = ''] = good.split('.')
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody else' })).toString('base64url')
  const spki = await exportSPKI(key.publicKey)
  const confused = [spki, spki.trim(), JSON.stringify(await exportJWK(key.publicKey)), SECRET, '']
  return [
    ...['none', 'None', 'NONE', 'nOnE', ''].map((alg): [string, string] => [
      `alg ${alg}`,
      unsigned({ alg, kid: key.kid }, claims),
    ]),
    ['no alg', unsigned({ kid: key.kid }, claims)],
    ['alg none with a signature', unsigned({ alg: 'none', kid: key.kid }, claims, signature)],
    ['no signature', `${header}.${body}.`],
    ['two parts', `${header}.${body}`],
    ...confused.map((secret, n): [string, string] => [
      `HS256 with what is public or known, ${n}`,
      hmac({ alg: 'HS256', kid: key.kid }, claims, secret),
    ]),
    ['a strange key under the same kid', await signed(strange, claims)],
    ['a key of its own', await signed(strange, claims, { jwk: own })],
    ['an address of keys', await signed(strange, claims, { jku: 'https://evil.example/jwks' })],
    ['an address of certificates', await signed(strange, claims, { x5u: 'https://evil.example/x', x5c: ['AAAA'] })],
    ['a kid that is a path', hmac({ alg: 'HS256', kid: '../../../../dev/null' }, claims, '')],
    ['a kid that is a query', await signed(strange, claims, { kid: `${key.kid}' or '1'='1` })],
    ['an extension that must be understood', await withExtension(key, claims)],
    ['a changed text', `${header}.${other}.${signature}`],
    ['nested once more', unsigned({ alg: 'none', cty: 'JWT' }, { jwt: good })],
    ['five parts', `${good}.a.b`],
    ['nothing', ''],
    ['rubbish', '\u0000.𝕏.%'],
    ['very long', 'A'.repeat(20_000)],
  ]
}

describe('a message that a session is over (logout_token)', () => {
  const claims = (issuer: string, more: object = {}) => ({
    iss: issuer,
    aud: 'desk',
    iat: now(),
    exp: now() + 120,
    jti: crypto.randomUUID(),
    sid: 'session 1',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...more,
  })

  async function signedIn() {
    const peer = await openIdPeer()
    peers.push(peer)
    const desk = await newAccount()
    const provider = await liveProvider(desk, {
      kind: 'oidc',
      settings: { issuer: peer.issuer, client_id: 'desk' },
      secrets: { client_secret: SECRET },
    })
    peer.claims = { email: desk.agent.email, email_verified: true, sid: 'session 1' }
    const one = browser(desk)
    const begun = await one.ask('GET', `/access/oidc/${provider.id}/start`)
    const question = new URL(String(begun.headers.location))
    const done = await one.ask('GET', `/access/oidc/${provider.id}/callback?${peer.answer(question)}`)
    expect(done.headers.location).toBe('/agent')
    const say = async (logout_token: string) =>
      (
        await browser(desk).ask(
          'POST',
          `/access/oidc/${provider.id}/backchannel_logout`,
          { logout_token },
          { 'sec-fetch-site': 'cross-site' },
        )
      ).statusCode
    return { peer, desk, provider, say, left: () => sessionsOf(desk, desk.agent.id) }
  }

  test('that is forged ends nothing, whatever its header says', async () => {
    const { peer, say, left } = await signedIn()
    for (const [what, token] of await forgeries(peer.key, claims(peer.issuer)))
      expect([what, await say(token), await left()]).toEqual([what, 400, 1])
    expect(peer.asked.filter((address) => /evil|dev\/null/.test(address))).toEqual([])
    expect([await say(await signed(peer.key, claims(peer.issuer))), await left()]).toEqual([200, 0])
  })

  test('that is an id_token, or made for another door, ends nothing; nor is it a sign-in', async () => {
    const { peer, desk, provider, say, left } = await signedIn()
    const good = claims(peer.issuer)
    for (const [what, token] of [
      ['an id_token', await signed(peer.key, { ...good, events: undefined, nonce: 'n', sub: 'subject-1' })],
      ['an access token', await signed(peer.key, good, { typ: 'at+jwt' })],
      ['a request object', await signed(peer.key, good, { typ: 'oauth-authz-req+jwt' })],
      ['another event', await signed(peer.key, { ...good, events: { 'https://evil.example/event': {} } })],
      ['no event', await signed(peer.key, { ...good, events: {} })],
      ['events that are a list', await signed(peer.key, { ...good, events: [Object.keys(good.events)[0]] })],
    ] as const)
      expect([what, await say(token), await left()]).toEqual([what, 400, 1])
    const one = browser(desk)
    const question = new URL(String((await one.ask('GET', `/access/oidc/${provider.id}/start`)).headers.location))
    peer.id_token = (own) => signed(peer.key, { ...own, ...good, aud: 'desk', sub: 'subject-1' }, { typ: 'logout+jwt' })
    const back = await one.ask('GET', `/access/oidc/${provider.id}/callback?${peer.answer(question)}`)
    // It may be refused or, where it carries all that an id_token must, be one; it is never both.
    if (back.headers.location === '/agent') expect(await say(await signed(peer.key, { ...good, nonce: 'n' }))).toBe(400)
    else expect(back.headers.location).toBe('/sign-in?refused=1')
  })

  test('of one provider ends no session of another', async () => {
    const { desk, provider, left } = await signedIn()
    const other = await openIdPeer()
    peers.push(other)
    const second = await liveProvider(desk, {
      kind: 'oidc',
      name: 'Other',
      settings: { issuer: other.issuer, client_id: 'desk' },
      secrets: { client_secret: SECRET },
    })
    const token = await signed(other.key, claims(other.issuer))
    for (const id of [provider.id, second.id])
      await browser(desk).ask('POST', `/access/oidc/${id}/backchannel_logout`, { logout_token: token })
    expect(await left()).toBe(1)
    expect(await recordedProblems(desk)).toHaveLength(1)
  })
})

describe('Apple’s id_token', () => {
  const team = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  const ISSUER = 'https://appleid.apple.com'

  /** Apple as it answers on its own host, without a network. Returns whose identity came out, or why not. */
  async function outcome(key: PeerKey, id_token: string): Promise<string> {
    const json = (value: unknown) =>
      new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } })
    const party = await socialParty(
      { for_staff: false },
      {
        settings: { network: 'apple', client_id: 'desk', team_id: 'TEAM123456', key_id: 'KEY1234567' },
        secrets: { private_key: team.toString() },
        digest: '',
      },
      async (address) => {
        if (address.includes('openid-configuration'))
          return json({
            issuer: ISSUER,
            authorization_endpoint: `${ISSUER}/auth`,
            token_endpoint: `${ISSUER}/token`,
            jwks_uri: `${ISSUER}/keys`,
          })
        if (address.endsWith('/keys'))
          return json({ keys: [{ ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg }] })
        return json({ access_token: 'a', token_type: 'bearer', id_token })
      },
      new Date(),
    )
    const asked = { state: 's', nonce: 'n', verifier: 'v'.repeat(43), redirect_uri: 'https://desk.example/back' }
    return await party.redeem(new URLSearchParams({ code: 'c', state: 's' }), asked).then(
      ({ identity }) => `came in: ${identity.subject}`,
      (error: unknown) => (error instanceof Refused ? 'refused' : `fault: ${String(error)}`),
    )
  }

  test('is believed with Apple’s signature and with no other, whatever its header says', async () => {
    const key = await makePeerKey('apple', 'RS256')
    const claims = { iss: ISSUER, aud: 'desk', sub: 'subject', nonce: 'n', iat: now(), exp: now() + 60 }
    expect(await outcome(key, await signed(key, claims))).toBe('came in: subject')
    for (const [what, token] of await forgeries(key, claims))
      expect([what, await outcome(key, token)]).toEqual([what, 'refused'])
    for (const wrong of [
      { iss: 'https://appleid.apple.com.evil.example' },
      { aud: 'other' },
      { nonce: 'x' },
      { exp: 1 },
    ])
      expect([wrong, await outcome(key, await signed(key, { ...claims, ...wrong }))]).toEqual([wrong, 'refused'])
  })
})

describe('doors that read no JWT', () => {
  test('the API, SCIM and the token endpoint believe none, signed or not', async () => {
    const desk = await newAccount()
    await newDirectory(desk)
    const key = await makePeerKey('k', 'RS256')
    const claims = {
      iss: `https://${desk.host}`,
      aud: desk.host,
      sub: String(desk.owner.id),
      user_id: desk.owner.id,
      email: desk.owner.email,
      role: 'owner',
      scope: 'read write',
      iat: now(),
      exp: now() + 60,
      jti: '1',
    }
    const tokens = [...(await forgeries(key, claims)).map(([, token]) => token), await signed(key, claims)]
    for (const token of tokens.filter((one) => /^[\w.-]+$/.test(one))) {
      const authorization = `Bearer ${token}`
      for (const route of ['GET /api/v2/tickets', 'GET /scim/v2/Users'])
        expect([route, (await desk.call(null, route, undefined, { authorization })).status]).toEqual([route, 401])
    }
    const made = await desk.call(desk.admin, 'POST /api/v2/oauth/clients', {
      client: { name: 'N', identifier: 'n', kind: 'confidential', redirect_uri: ['https://client.example/back'] },
    })
    expect(made.status, made.text).toBe(201)
    const assertion = {
      iss: 'n',
      sub: 'n',
      aud: `https://${desk.host}/oauth/tokens`,
      iat: now(),
      exp: now() + 60,
      jti: '2',
    }
    for (const client_assertion of [
      unsigned({ alg: 'none' }, assertion),
      hmac({ alg: 'HS256' }, assertion, ''),
      await signed(key, assertion),
    ]) {
      const proof = {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion,
      }
      const grants: Record<string, string>[] = [
        { grant_type: 'client_credentials', client_id: 'n' },
        { grant_type: 'client_credentials' },
        { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: client_assertion },
      ]
      for (const grant of grants) {
        const answer = await browser(desk).ask('POST', '/oauth/tokens', { ...proof, ...grant })
        expect([grant, [400, 401].includes(answer.statusCode), answer.payload.includes('access_token')]).toEqual([
          grant,
          true,
          false,
        ])
      }
    }
  })

  test('attack 38 (CVE-2026-34720, CVE-2020-26030): no header says who somebody is, or from where, with no provider or with one', async () => {
    const desk = await newAccount()
    const check = async () => {
      for (const name of [
        'remote-user',
        'x-remote-user',
        'x-forwarded-user',
        'x-forwarded-email',
        'x-forwarded-preferred-username',
        'x-auth-request-user',
        'x-auth-request-email',
        'x-authenticated-user',
        'x-webauth-user',
        'x-user',
        'x-user-id',
        'x-user-email',
        'x-original-user',
        'x-sso-user',
        'x-saml-user',
        'x-ms-client-principal',
        'x-ms-client-principal-name',
        'x-goog-authenticated-user-email',
        'x-amzn-oidc-identity',
        'x-amzn-oidc-data',
        'cf-access-authenticated-user-email',
        'cf-access-jwt-assertion',
        'tailscale-user-login',
        'x-ssl-client-s-dn',
        'ssl-client-verify',
        'x-client-cert',
        'x-forwarded-client-cert',
        'x-on-behalf-of',
        'proxy-authorization',
        'x-account-id',
      ]) {
        const headers = {
          [name]: name.includes('cert') ? `Subject="CN=${desk.admin.email}"` : desk.admin.email,
          'x-forwarded-for': '127.0.0.1',
          'x-real-ip': '127.0.0.1',
        }
        const me = await browser(desk).ask('GET', '/api/v2/users/me', undefined, headers)
        expect([name, me.statusCode, me.json().user?.id]).toEqual([name, 200, null])
        expect([name, (await browser(desk).ask('GET', '/api/v2/tickets', undefined, headers)).statusCode]).toEqual([
          name,
          401,
        ])
        const page = await browser(desk).ask('GET', '/sign-in', undefined, headers)
        expect([name, page.statusCode, page.cookies.length]).toEqual([name, 200, 0])
      }
      for (const authorization of [
        'Negotiate YII=',
        'NTLM TlRM',
        'Digest username="admin"',
        `Remote ${desk.admin.email}`,
      ])
        expect((await desk.call(null, 'GET /api/v2/tickets', undefined, { authorization })).status).toBe(401)
    }
    await check()
    const peer = await openIdPeer()
    peers.push(peer)
    await liveProvider(desk, {
      kind: 'oidc',
      settings: { issuer: peer.issuer, client_id: 'desk' },
      secrets: { client_secret: SECRET },
    })
    await check()
  })
})
