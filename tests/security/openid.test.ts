// OpenID Connect providers, browsers and strangers that want in by what they must not: nothing of it signs anybody in.
import { createHmac } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { openIdParty } from '../../server/identity/oidc/party.ts'
import { openIdClientOf } from '../../server/identity/oidc/provider-party.ts'
import { Refused } from '../../server/identity/saml/refused.ts'
import { newAccount } from '../support/desk.ts'
import { browser } from '../support/form-browser.ts'
import { liveProvider, recordedProblems } from '../support/live-provider.ts'
import { makePeerKey, type OpenIdPeer, openIdPeer, signed, unsigned } from '../support/openid-peer.ts'

const peers: OpenIdPeer[] = []
afterAll(() => Promise.all(peers.map((peer) => peer.close())))

const SECRET = 'a secret of the desk that is long enough'

async function hostileDesk(metadata: object = {}, write: object = {}) {
  const peer = await openIdPeer()
  peers.push(peer)
  Object.assign(peer.metadata, metadata)
  const desk = await newAccount()
  const provider = await liveProvider(desk, {
    kind: 'oidc',
    settings: { issuer: peer.issuer, client_id: 'desk' },
    secrets: { client_secret: SECRET },
    ...write,
  })
  peer.claims = { email: desk.agent.email, email_verified: true }
  const path = (page: string) => `/access/oidc/${provider.id}/${page}`
  const begin = async (one: ReturnType<typeof browser>, query = '') =>
    new URL(String((await one.ask('GET', path('start') + query)).headers.location))
  const come = async (one: ReturnType<typeof browser>, answer: URLSearchParams | string) =>
    String((await one.ask('GET', `${path('callback')}?${answer}`)).headers.location)
  return {
    desk,
    provider,
    peer,
    path,
    begin,
    come,
    async signIn(query = '') {
      const one = browser(desk)
      return await come(one, peer.answer(await begin(one, query)))
    },
    problems: () => recordedProblems(desk),
  }
}

const REFUSED = '/sign-in?refused=1'
const now = () => Math.floor(Date.now() / 1_000)

describe('an id_token that is wrong in one point', () => {
  test.each<[string, object, string]>([
    ['of another issuer', { iss: 'https://elsewhere.example' }, 'wrong_issuer'],
    ['for another client', { aud: 'another' }, 'wrong_audience'],
    ['for two clients without a word on whose it is', { aud: ['desk', 'another'] }, 'wrong_audience'],
    ['with the nonce of another sign-in', { nonce: 'another' }, 'wrong_nonce'],
    ['without a nonce', { nonce: undefined }, 'wrong_nonce'],
    ['that is over', { exp: now() - 3_600 }, 'wrong_time'],
    ['that is not yet good', { nbf: now() + 3_600 }, 'wrong_time'],
    ['about nobody', { sub: undefined }, 'no_subject'],
  ])('%s', async (_name, claims, problem) => {
    const { peer, signIn, problems } = await hostileDesk()
    Object.assign(peer.claims, claims)
    expect(await signIn()).toBe(REFUSED)
    expect(await problems()).toEqual([problem])
  })

  test('alg none, a secret’s algorithm, a strange key, a changed text, a key of its own', async () => {
    const { peer, signIn } = await hostileDesk()
    const strange = await makePeerKey('key-1')
    const forged: OpenIdPeer['id_token'][] = [
      (claims) => unsigned({ alg: 'none' }, claims),
      (claims) => unsigned({ alg: 'NONE', kid: 'key-1' }, claims),
      (claims) => {
        const text = unsigned({ alg: 'HS256' }, claims).slice(0, -1)
        return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`
      },
      (claims) => signed(strange, claims),
      (claims) => signed(strange, claims, { jku: 'https://evil.example/jwks' }),
      async (claims) => {
        const [header, , signature] = (await signed(peer.key, claims)).split('.')
        const body = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody else' })).toString('base64url')
        return `${header}.${body}.${signature}`
      },
      () => 'nonsense',
      () => '',
    ]
    for (const id_token of forged) {
      peer.id_token = id_token
      expect(await signIn()).toBe(REFUSED)
    }
    peer.id_token = null
    expect(await signIn()).toBe('/agent')
  })
})

describe('an answer that does not belong to the question', () => {
  test('a state is good once, in one browser, at one provider', async () => {
    const { desk, peer, begin, come, problems } = await hostileDesk()
    const one = browser(desk)
    const question = await begin(one)
    expect(await come(browser(desk), peer.answer(question))).toBe(REFUSED)
    // The stranger's attempt used it up: the victim begins again.
    expect(await come(one, peer.answer(question))).toBe(REFUSED)
    const next = await begin(one)
    expect(await come(one, peer.answer(next))).toBe('/agent')
    expect(await come(one, peer.answer(next))).toBe(REFUSED)
    expect(await come(one, 'code=code-1&state=made-up')).toBe(REFUSED)
    expect(await come(one, 'code=code-1')).toBe(REFUSED)
    expect(await problems()).toEqual([
      'other_browser',
      'no_such_request',
      'no_such_request',
      'no_such_request',
      'no_such_request',
    ])
  })

  test('a code of somebody else’s sign-in is worth nothing (injection)', async () => {
    const { desk, peer, begin, come, problems } = await hostileDesk()
    const attacker = await begin(browser(desk))
    const stolen = peer.answer(attacker).get('code') ?? ''
    const victim = browser(desk)
    const own = await begin(victim)
    const answer = new URLSearchParams({ code: stolen, state: own.searchParams.get('state') ?? '' })
    expect(await come(victim, answer)).toBe(REFUSED)
    expect(await problems()).toEqual(['status'])
  })

  test('an answer of one provider is not taken at another (mix-up)', async () => {
    const honest = await hostileDesk({ authorization_response_iss_parameter_supported: true })
    const evil = await openIdPeer()
    peers.push(evil)
    const other = await liveProvider(honest.desk, {
      kind: 'oidc',
      name: 'Other',
      settings: { issuer: evil.issuer, client_id: 'desk' },
      secrets: { client_secret: 'another secret' },
    })
    const one = browser(honest.desk)
    const question = await honest.begin(one)
    const answer = honest.peer.answer(question)
    const elsewhere = await one.ask('GET', `/access/oidc/${other.id}/callback?${answer}`)
    expect(elsewhere.headers.location).toBe(REFUSED)
    expect(evil.token_requests).toEqual([])
    // The state still belongs to the honest one, which says whose answer it is.
    answer.set('iss', evil.issuer)
    expect(await honest.come(one, answer)).toBe(REFUSED)
    expect((await honest.problems()).at(-1)).toBe('wrong_issuer')
    const again = honest.peer.answer(await honest.begin(one))
    expect(await honest.come(one, again)).toBe(REFUSED)
    const good = honest.peer.answer(await honest.begin(one))
    good.set('iss', honest.peer.issuer)
    expect(await honest.come(one, good)).toBe('/agent')
  })

  test('parameters that stand twice, errors and rubbish are refused alike', async () => {
    const { desk, begin, come } = await hostileDesk()
    const one = browser(desk)
    for (const text of ['error=access_denied', 'code=a&code=b', 'code=%00', 'code=%F0%9D%95%8F', 'id_token=x', '']) {
      const state = (await begin(one)).searchParams.get('state') ?? ''
      expect(await come(one, `${text}&state=${state}`)).toBe(REFUSED)
    }
    expect(await come(one, `state=${'x'.repeat(9_000)}`)).toBe(REFUSED)
  })
})

describe('a provider that is not what it says', () => {
  test('a discovery document of another issuer', async () => {
    const { signIn, begin, desk, problems } = await hostileDesk({ issuer: 'https://accounts.google.com' })
    await expect(begin(browser(desk))).rejects.toThrow()
    await expect(signIn()).rejects.toThrow()
    expect(await problems()).toEqual(['wrong_issuer', 'wrong_issuer'])
  })

  test('addresses that browsers must not be sent to', async () => {
    for (const authorization_endpoint of ['javascript:alert(1)', 'http://evil.example/', 'data:text/html,x']) {
      const { desk, path } = await hostileDesk({ authorization_endpoint })
      expect((await browser(desk).ask('GET', path('start'))).headers.location).toBe(REFUSED)
    }
  })

  test('attack 64: endpoints in our own network are not asked', async () => {
    for (const token_endpoint of ['http://169.254.169.254/latest/', 'http://10.0.0.1/', 'http://[::1]:80/']) {
      const { signIn, problems } = await hostileDesk({ token_endpoint })
      expect(await signIn()).toBe(REFUSED)
      expect(await problems()).toEqual(['unreachable'])
    }
  })

  test('userinfo about somebody else', async () => {
    const { desk, peer, signIn } = await hostileDesk()
    peer.userinfo = { sub: 'another subject', email: desk.admin.email, email_verified: true }
    expect(await signIn()).toBe(REFUSED)
  })
})

test('attack 33: return_to leads to no other site', async () => {
  const { signIn } = await hostileDesk()
  for (const place of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect(await signIn(`?return_to=${encodeURIComponent(place)}`)).toBe('/agent')
  expect(await signIn('?return_to=%2Fagent%2Fviews')).toBe('/agent/views')
})

describe('attack 37: an address that the provider did not check, or is not believed about', () => {
  test('means nobody', async () => {
    const { peer, signIn, desk, problems } = await hostileDesk()
    peer.claims = { email: desk.owner.email, email_verified: false }
    expect(await signIn()).toBe(REFUSED)
    // Checked in one place and denied in another is not checked.
    peer.claims = { email: desk.owner.email, email_verified: true }
    peer.userinfo = { sub: 'subject-1', email: desk.owner.email, email_verified: false }
    expect(await signIn()).toBe(REFUSED)
    peer.userinfo = { sub: 'subject-1', email: 'else@people.example', email_verified: true }
    peer.claims = { email: desk.owner.email }
    expect(await signIn()).toBe(REFUSED)
    expect(await problems()).toEqual(['address_unverified', 'address_unverified', 'address_unverified'])
  })

  test('is not kept for a new person either, so that its owner finds it free', async () => {
    const { peer, signIn, desk } = await hostileDesk({}, { creates_people: true })
    peer.claims = { email: 'victim@people.example', email_verified: false, name: 'Mallory' }
    expect(await signIn()).toBe('/')
    const found = await desk.call(desk.admin, 'GET /api/v2/users/search?query=email:victim@people.example')
    expect(found.body.users).toEqual([])
  })

  /** Entra as it answers on its own host, without a network. */
  async function entra(tid: string, claims: object, settings: object) {
    const key = await makePeerKey('entra', 'RS256')
    const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0'
    const asked = {
      state: 'state',
      nonce: 'nonce',
      verifier: 'v'.repeat(43),
      redirect_uri: 'https://desk.example/back',
    }
    const { exportJWK } = await import('jose')
    const json = (value: unknown) =>
      new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } })
    const provider = { mapping: (await import('../../server/identity/mapping/schema.ts')).NO_MAPPING }
    const state = {
      settings: { issuer: 'https://login.microsoftonline.com/common/v2.0', client_id: 'desk', ...settings },
      secrets: { client_secret: 's' },
      digest: '',
    }
    const party = await openIdParty(
      openIdClientOf(provider, state, async (address) => {
        const base = 'https://login.microsoftonline.com/common'
        if (address.endsWith('/openid-configuration'))
          return json({
            issuer,
            authorization_endpoint: `${base}/a`,
            token_endpoint: `${base}/t`,
            jwks_uri: `${base}/k`,
          })
        if (address.endsWith('/k')) return json({ keys: [{ ...(await exportJWK(key.publicKey)), kid: 'entra' }] })
        const standard = { iss: issuer.replace('{tenantid}', tid), aud: 'desk', sub: 's', tid, nonce: 'nonce' }
        const id_token = await signed(key, { ...standard, iat: now(), exp: now() + 300, ...claims })
        return json({ access_token: 'a', token_type: 'Bearer', id_token })
      }),
    )
    return await party.redeem(new URLSearchParams({ code: 'c', state: 'state' }), asked)
  }
  const OURS = '11111111-2222-3333-4444-555555555555'
  const THEIRS = '99999999-2222-3333-4444-555555555555'

  test('of a directory of many: only listed ones come in, with their own issuer, and their addresses count for nothing', async () => {
    const address = { email: 'owner@people.example' }
    const problemOf = async (said: Promise<unknown>) =>
      await said.then(
        () => null,
        (error: unknown) => (error instanceof Refused ? error.problem : error),
      )
    expect(await problemOf(entra(THEIRS, address, { tenants: [OURS] }))).toBe('wrong_tenant')
    expect(await problemOf(entra(OURS, address, { tenants: [] }))).toBe('wrong_tenant')
    const lies = { iss: `https://login.microsoftonline.com/${THEIRS}/v2.0` }
    expect(await problemOf(entra(OURS, lies, { tenants: [OURS] }))).toBe('wrong_issuer')
    const { identity } = await entra(OURS, address, { tenants: [OURS] })
    expect(identity).toMatchObject({
      issuer: `https://login.microsoftonline.com/${OURS}/v2.0`,
      email: 'owner@people.example',
      email_verified: false,
    })
    const owned = await entra(OURS, { ...address, xms_edov: true }, { tenants: [OURS] })
    expect(owned.identity.email_verified).toBe(true)
  })

  test('and an admin cannot say that all directories of the world are believed', async () => {
    const desk = await newAccount()
    const answer = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
      identity_provider: {
        kind: 'oidc',
        name: 'Entra',
        settings: { issuer: 'https://login.microsoftonline.com/common/v2.0', trusts_addresses: true },
      },
    })
    expect(answer.status).toBe(422)
  })
})

test('secrets of a provider and what it said stand in no log, event or reply', async () => {
  const { desk, signIn, provider } = await hostileDesk()
  await signIn()
  const shown = await desk.call(desk.owner, `GET /api/v2/identity_providers/${provider.id}`)
  expect(shown.body.identity_provider.secrets).toEqual(['client_secret'])
  expect(shown.text).not.toContain(SECRET)
  const { logged } = await import('../support/desk.ts')
  expect(logged.join('\n')).not.toContain(SECRET)
})
