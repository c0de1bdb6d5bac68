// Attack 33 at every door of signing in: wherever a request says where to go afterwards (return_to, RelayState), it leads to
// a path of this desk and nowhere else. What a browser makes of an address decides, not what it looks like.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { localPath } from '../../server/access/index.ts'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { ageProof, sessionOf } from '../support/factors.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'
import { now, pemOf, RSA } from '../support/jwt-desk.ts'
import { liveProvider } from '../support/live-provider.ts'
import { type OpenIdPeer, openIdPeer } from '../support/openid-peer.ts'
import { samlDesk } from '../support/saml-desk.ts'
import { answerXml } from '../support/saml-idp.ts'

/** Addresses by which pages of other products were left. */
const AWAY = [
  'https://evil.example/',
  'http://evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example//',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\\/evil.example',
  '/\\\\evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'HTTPS:/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/\u0000/evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  '/%2e%2e//evil.example',
  '/agent/../..//evil.example',
  '//desk.example@evil.example',
  'https://desk.example@evil.example/',
  '//evil.example\\@desk.example',
  '//evil。example',
  '//ⓔⓥⓘⓛ.example',
  '／／evil.example',
  '/／evil.example',
  '//0x7f000001',
  '//[::ffff:7f00:1]',
  '//2130706433',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://desk.example/x',
  'evil.example',
  '@evil.example',
  '.evil.example',
  ':80',
  '?//evil.example',
  '#//evil.example',
  '/agent\r\nLocation: https://evil.example',
  '/agent\r\nSet-Cookie: __Host-custos=planted',
]

/** Where a browser that is at the desk would be taken. */
function hostOf(location: string, host: string): string {
  return new URL(location, `https://${host}/sign-in`).host
}

test.each(AWAY)('%j is no place of ours, or one that a browser finds here', (text) => {
  const path = localPath(text)
  if (path === null) return
  expect(path).toMatch(/^\/(?![/\\])/)
  expect(hostOf(path, 'desk.example')).toBe('desk.example')
  expect(path).not.toMatch(/[\r\n\t\0]/)
})

test.each([
  ['/agent/tickets/1?a=b#c', '/agent/tickets/1?a=b#c'],
  ['/account/security#factors', '/account/security#factors'],
  ['/agent?next=//evil.example', '/agent?next=//evil.example'],
  ['/a/../agent', '/agent'],
])('%j goes where it says', (text, path) => {
  expect(localPath(text)).toBe(path)
})

test('too long a place is none', () => {
  expect(localPath(`/${'a'.repeat(5_000)}`)).toBeNull()
})

type Door = (account: TestAccount, place: string) => Promise<{ location: unknown; text?: string; cookies?: string }>

/** Asks a door about every place. Returns how many answers led somewhere. */
async function expectHome(account: TestAccount, door: Door): Promise<number> {
  let led = 0
  for (const place of AWAY) {
    const { location, text = '', cookies = '' } = await door(account, place)
    if (location !== undefined) {
      led += 1
      expect([place, hostOf(String(location), account.host)]).toEqual([place, account.host])
      expect([place, /[\r\n]/.test(String(location))]).toEqual([place, false])
    }
    const links = [...text.matchAll(/(?:href|action|content)="([^"]*)"/g)].map(([, link]) => link ?? '')
    for (const link of links.filter((one) => /evil|alert\(1\)/i.test(one)))
      expect([place, link, hostOf(link.replaceAll('&amp;', '&'), account.host)]).toEqual([place, link, account.host])
    expect([place, cookies.includes('planted')]).toEqual([place, false])
  }
  return led
}

describe('attack 33: no sign-in leads to another site', () => {
  let account: TestAccount
  let peer: OpenIdPeer
  beforeAll(async () => {
    account = await newAccount()
    await givePassword(account, account.agent)
    peer = await openIdPeer()
  })
  afterAll(() => peer.close())
  beforeEach(() => account.work((work) => work.db.run(clearAttempts(work.account_id))))

  test('with a password', async () => {
    const led = await expectHome(account, async ({ agent }, return_to) => {
      const one = browser(account)
      const answer = await one.ask('POST', '/sign-in', { email: agent.email, password: PASSWORD, return_to })
      return { location: answer.headers.location, cookies: JSON.stringify(answer.headers['set-cookie']) }
    })
    expect(led).toBe(AWAY.length)
  })

  test('by the page itself, signed in or not, and what it carries along', async () => {
    const { browser: signed_in } = await sessionOf(account, account.agent)
    for (const one of [browser(account), signed_in])
      for (const page of ['/sign-in', '/sign-in/link', '/account/prove'])
        await expectHome(account, async (_account, place) => {
          const answer = await one.ask('GET', `${page}?return_to=${encodeURIComponent(place)}`)
          return { location: answer.headers.location, text: answer.payload }
        })
  })

  test('after a fresh proof', async () => {
    const session = await sessionOf(account, account.admin)
    const { user } = (await session.api('GET /api/v2/users/me')).body
    await expectHome(account, async (_account, return_to) => {
      await ageProof(account, account.admin, 11)
      const form = { csrf_token: user.authenticity_token, method: 'password', answer: PASSWORD, return_to }
      await account.work((work) => work.db.run(clearAttempts(work.account_id)))
      const answer = await session.browser.ask('POST', '/account/prove', form)
      expect([return_to, answer.statusCode]).toEqual([return_to, 303])
      return { location: answer.headers.location }
    })
  })

  test('with a passkey that fails, or a link that is asked for: not even by the cookie that remembers the place', async () => {
    await expectHome(account, async (_account, return_to) => {
      const one = browser(account)
      const failed = await one.ask('POST', '/sign-in/passkey', { answer: '{}', return_to })
      await one.ask('POST', '/sign-in/link', { email: 'nobody@people.example', return_to })
      const kept = decodeURIComponent(one.cookies.get('__Host-custos-return') ?? '')
      expect([return_to, kept === '' || hostOf(kept, account.host) === account.host]).toEqual([return_to, true])
      return { location: failed.headers.location }
    })
  })

  test('by OpenID Connect', async () => {
    const provider = await liveProvider(account, {
      kind: 'oidc',
      settings: { issuer: peer.issuer, client_id: 'desk' },
      secrets: { client_secret: 'a secret of the desk that is long enough' },
    })
    peer.claims = { email: account.agent.email, email_verified: true }
    const led = await expectHome(account, async (_account, place) => {
      const one = browser(account)
      const path = `/access/oidc/${provider.id}`
      const begun = await one.ask('GET', `${path}/start?return_to=${encodeURIComponent(place)}`)
      const question = new URL(String(begun.headers.location))
      // The provider is asked to send the browser back to us, with nothing of the place in the address.
      expect(new URL(question.searchParams.get('redirect_uri') ?? '').host).toBe(account.host)
      expect(question.search).not.toContain('evil')
      const done = await one.ask('GET', `${path}/callback?${peer.answer(question)}`)
      return { location: done.headers.location }
    })
    expect(led).toBe(AWAY.length)
  })

  test('by a portal’s token', async () => {
    await liveProvider(account, {
      kind: 'jwt',
      name: 'Portal',
      settings: {
        algorithm: 'RS256',
        public_key: pemOf(RSA.publicKey),
        remote_login_url: 'https://intranet.example/login',
        allow_unasked: true,
      },
    })
    const { SignJWT } = await import('jose')
    const led = await expectHome(account, async ({ agent }, return_to) => {
      const claims = { iat: now(), jti: crypto.randomUUID(), email: agent.email, name: 'An agent' }
      const jwt = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(RSA.privateKey)
      const one = browser(account)
      const posted = await one.ask('POST', '/access/jwt', { jwt, return_to }, { 'sec-fetch-site': 'cross-site' })
      const first = String(posted.headers.location)
      expect([return_to, hostOf(first, account.host)]).toEqual([return_to, account.host])
      const done = first.includes('/finish?') ? await one.ask('GET', first) : posted
      return { location: done.headers.location }
    })
    expect(led).toBe(AWAY.length)
  })
})

test('attack 33: RelayState of SAML leads to no other site, in an answer, in one that nobody asked for, or in a log-out', async () => {
  const saml = await samlDesk({ settings: { allow_idp_initiated: true } })
  const led = await expectHome(saml.desk, async (_account, place) => {
    const asked = browser(saml.desk)
    const in_response_to = await saml.begin(asked, `?return_to=${encodeURIComponent(place)}`)
    const answered = await saml.post(answerXml(saml.said({ in_response_to })), place)
    const own = await asked.ask('GET', answered.location)
    expect([place, hostOf(String(own.headers.location), saml.desk.host)]).toEqual([place, saml.desk.host])
    const posted = await saml.post(answerXml(saml.said({ in_response_to: null })), place)
    expect([place, hostOf(posted.location, saml.desk.host)]).toEqual([place, saml.desk.host])
    const done = await browser(saml.desk).ask('GET', posted.location)
    const query = `SAMLResponse=x&RelayState=${encodeURIComponent(place)}`
    const left = await browser(saml.desk).ask('GET', `/access/saml/${saml.provider_id}/logout?${query}`)
    expect([place, hostOf(String(left.headers.location ?? '/'), saml.desk.host)]).toEqual([place, saml.desk.host])
    return { location: done.headers.location }
  })
  expect(led).toBe(AWAY.length)
})

test('attack 33: RelayState that is a path of ours is where an unasked answer leads', async () => {
  const saml = await samlDesk({ settings: { allow_idp_initiated: true } })
  const posted = await saml.post(answerXml(saml.said({ in_response_to: null })), '/agent/views')
  expect((await browser(saml.desk).ask('GET', posted.location)).headers.location).toBe('/agent/views')
})

function clearAttempts(account_id: number) {
  return sql`delete from attempts where account_id = ${account_id}::bigint`
}
