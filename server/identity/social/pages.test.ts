// Signing in at each social network, from the button to the session, and what attackers do on that way.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { browser } from '../../../tests/support/form-browser.ts'
import { liveProvider, recordedProblems } from '../../../tests/support/live-provider.ts'
import { makePeerKey } from '../../../tests/support/openid-peer.ts'
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type Networks,
  PLACES,
  type PlayedNetwork,
  playNetworks,
} from '../../../tests/support/social-networks.ts'

const REFUSED = '/sign-in?refused=1'
let world: Networks
let private_key = ''
beforeAll(async () => {
  const { desk } = await newAccount()
  world = await playNetworks(desk.config.webhook_networks)
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  private_key = `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`
  world.apple_key = keys.publicKey
})
afterAll(() => world.close())
beforeEach(() => {
  Object.assign(world, { said: {}, signer: null })
  world.refused.length = 0
})

/** What each says of somebody with an address that counts as verified there; Facebook has none. */
const SAID: Record<PlayedNetwork, (email: string) => Record<string, unknown>> = {
  google: (email) => ({ email, email_verified: true, hd: 'people.example', name: 'Ada' }),
  microsoft: (email) => ({ email, xms_edov: true, name: 'Ada' }),
  apple: (email) => ({ email, email_verified: 'true' }),
  facebook: (email) => ({ id: '77', name: 'Ada', email }),
  x: (email) => ({ data: { id: '9', name: 'Ada', confirmed_email: email } }),
}
const NETWORKS = Object.keys(PLACES) as PlayedNetwork[] // its keys
const WITH_TOKENS = ['google', 'microsoft', 'apple'] as const

type Browser = ReturnType<typeof browser>

async function deskAt(network: PlayedNetwork) {
  const desk = await newAccount()
  const provider = await liveProvider(desk, {
    kind: 'social',
    audiences: ['end_user'],
    domains: ['*'],
    creates_people: true,
    settings: {
      network,
      client_id: CLIENT_ID,
      ...(network === 'apple' ? { team_id: 'TEAM123456', key_id: 'KEY1234567' } : {}),
    },
    secrets: network === 'apple' ? { private_key } : { client_secret: CLIENT_SECRET },
  })
  const callback = `/access/social/${provider.id}/callback`
  const begin = async (one: Browser, query = '') => {
    const asked = await one.ask('GET', `/access/social/${provider.id}/start${query}`)
    expect(asked.statusCode, asked.payload).toBe(303)
    return new URL(String(asked.headers.location))
  }
  /** The browser comes back as the network lets it: Apple by a form of its own site, which brings no cookies. */
  const finish = async (one: Browser, answer: URLSearchParams): Promise<string> => {
    if (network !== 'apple') return String((await one.ask('GET', `${callback}?${answer}`)).headers.location)
    const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://appleid.apple.com' }
    const posted = await browser(desk).ask('POST', callback, Object.fromEntries(answer), cross)
    expect(posted.statusCode, posted.payload).toBe(303)
    const location = String(posted.headers.location)
    return location.startsWith(callback) ? String((await one.ask('GET', location)).headers.location) : location
  }
  return { desk, provider, callback, begin, finish }
}

const idOf = async (one: Browser) => (await one.ask('GET', '/api/v2/users/me')).json().user.id as number | null

describe.each(NETWORKS)('signing in with %s', (network) => {
  test('goes there with what it must, and comes back as the customer whose address it says is verified', async () => {
    const { desk, provider, begin, finish } = await deskAt(network)
    const one = browser(desk)
    expect((await one.ask('GET', '/sign-in')).payload).toContain(`/access/social/${provider.id}/start`)
    const question = await begin(one, '?return_to=/requests')
    expect(question.origin + question.pathname).toBe(PLACES[network].authorization)
    const asked = Object.fromEntries(question.searchParams)
    expect(asked).toMatchObject({
      client_id: CLIENT_ID,
      response_type: 'code',
      redirect_uri: provider.our_values.redirect_uri,
    })
    expect(asked.state).toHaveLength(43)
    expect([asked.code_challenge_method, asked.nonce?.length, asked.response_mode]).toEqual([
      PLACES[network].has_pkce ? 'S256' : undefined,
      'keys' in PLACES[network] ? 43 : undefined,
      network === 'apple' ? 'form_post' : undefined,
    ])
    expect(question.href).not.toContain(encodeURIComponent(CLIENT_SECRET))
    world.said = SAID[network](desk.customer.email)
    const location = await finish(one, world.answer(question))
    expect(world.refused).toEqual([])
    if (network === 'facebook') {
      // It does not say that it checked the address: whoever has it here is not taken over by it.
      expect([location, await recordedProblems(desk)]).toEqual([REFUSED, ['address_unverified']])
      return
    }
    expect([location, await recordedProblems(desk)]).toEqual(['/requests', []])
    expect(await idOf(one)).toBe(desk.customer.id)
    // The subject is who they are from now on, not the address.
    world.said = SAID[network]('another@elsewhere.example')
    const again = browser(desk)
    await finish(again, world.answer(await begin(again)))
    expect(await idOf(again)).toBe(desk.customer.id)
  })

  test('makes a customer of somebody new, and nobody of the team by it', async () => {
    const { desk, begin, finish } = await deskAt(network)
    world.said = SAID[network]('new@people.example')
    const one = browser(desk)
    expect(await finish(one, world.answer(await begin(one)))).toBe('/')
    const { user } = (await one.ask('GET', '/api/v2/users/me')).json()
    expect([user.role, user.email]).toEqual(['end-user', network === 'facebook' ? null : 'new@people.example'])
    const { desk: other, ...ways } = await deskAt(network)
    world.said = SAID[network](other.agent.email)
    const agent = browser(other)
    expect(await ways.finish(agent, world.answer(await ways.begin(agent)))).toBe(REFUSED)
    expect(await idOf(agent)).toBeNull()
  })

  test('state: an answer without it, with another’s, or in another browser lets nobody in', async () => {
    const { desk, begin, finish } = await deskAt(network)
    world.said = SAID[network](desk.customer.email)
    const [victim, attacker] = [browser(desk), browser(desk)]
    const answer = world.answer(await begin(attacker))
    // The attacker's own answer in the victim's browser (log-in CSRF): they would work in the attacker's account.
    expect(await finish(victim, answer)).toBe(REFUSED)
    for (const state of ['', 'x'.repeat(43), String((await begin(victim)).searchParams.get('state')).toLowerCase()]) {
      const forged = world.answer(await begin(victim))
      forged.set('state', state)
      expect(await finish(victim, forged), state).toBe(REFUSED)
    }
    expect(await idOf(victim)).toBeNull()
  })

  test('an answer counts once, and a code that another question got does not count for this one', async () => {
    const { desk, begin, finish } = await deskAt(network)
    world.said = SAID[network](`new-${network}@people.example`)
    const one = browser(desk)
    const answer = world.answer(await begin(one))
    await finish(one, answer)
    expect(await idOf(one)).not.toBeNull()
    const second = browser(desk)
    expect(await finish(second, answer)).toBe(REFUSED)
    // A code stolen from somebody else's question, put into the attacker's own answer (code injection).
    const stolen = world.answer(await begin(browser(desk)))
    const own = world.answer(await begin(second))
    own.set('code', String(stolen.get('code')))
    const done = await finish(second, own)
    // Facebook has neither a verifier nor a nonce: there the code is worth what the state is, and the secret is ours.
    if (network === 'facebook') return
    expect(done).toBe(REFUSED)
    expect(await idOf(second)).toBeNull()
    if (PLACES[network].has_pkce) expect(world.refused.at(-1)).toBe('another verifier')
    else expect((await recordedProblems(desk)).at(-1)).toBe('wrong_nonce')
  })

  test('mix-up: an answer of another network, or one that names another issuer, is not taken', async () => {
    const { desk, begin, finish, callback } = await deskAt(network)
    const other = network === 'google' ? 'x' : 'google'
    const second = await liveProvider(desk, {
      kind: 'social',
      name: 'Another',
      audiences: ['end_user'],
      domains: ['*'],
      creates_people: true,
      settings: { network: other, client_id: CLIENT_ID },
      secrets: { client_secret: CLIENT_SECRET },
    })
    const one = browser(desk)
    world.said = SAID[network](desk.customer.email)
    // The state of a question to one, answered at the address of the other.
    const asked = await one.ask('GET', `/access/social/${second.id}/start`)
    const strange = world.answer(new URL(String(asked.headers.location)))
    expect(await finish(one, strange)).toBe(REFUSED)
    // A code of the other, sent on to this one: it knows no such code, and our secret for it stays here.
    const mixed = world.answer(await begin(one))
    mixed.set('code', String(strange.get('code')))
    expect(await finish(one, mixed)).toBe(REFUSED)
    expect(world.refused.at(-1)).toBe('no such code')
    const named = world.answer(await begin(one))
    named.set('iss', 'https://evil.example')
    expect(await finish(one, named)).toBe(REFUSED)
    expect(await idOf(one)).toBeNull()
    expect(callback).not.toContain(String(second.id))
  })
})

describe.each(WITH_TOKENS)('a token of %s', (network) => {
  test.each<[string, Record<string, unknown>]>([
    ['with another nonce', { nonce: 'n'.repeat(43) }],
    ['without a nonce', { nonce: undefined }],
    ['for another client', { aud: 'another client' }],
    ['of another issuer', { iss: 'https://accounts.evil.example' }],
    ['that is over', { exp: 1_700_000_000 }],
    ['about nobody', { sub: '' }],
  ])('%s lets nobody in', async (_what, wrong) => {
    const { desk, begin, finish } = await deskAt(network)
    world.said = { ...SAID[network](desk.customer.email), ...wrong }
    const one = browser(desk)
    expect(await finish(one, world.answer(await begin(one)))).toBe(REFUSED)
    expect(await idOf(one)).toBeNull()
  })

  test('that another key signed lets nobody in', async () => {
    const { desk, begin, finish } = await deskAt(network)
    world.said = SAID[network](desk.customer.email)
    world.signer = await makePeerKey('network key', 'RS256')
    const one = browser(desk)
    expect(await finish(one, world.answer(await begin(one)))).toBe(REFUSED)
    expect(await idOf(one)).toBeNull()
  })
})

test('Apple: what the form says beside the code is a name to show and nothing else', async () => {
  const { desk, begin, finish } = await deskAt('apple')
  const one = browser(desk)
  const answer = world.answer(await begin(one))
  world.said = SAID.apple('relay@privaterelay.example')
  answer.set('user', JSON.stringify({ name: { firstName: 'Ada', lastName: 'Lovelace' }, email: desk.customer.email }))
  await finish(one, answer)
  const { user } = (await one.ask('GET', '/api/v2/users/me')).json()
  expect(user).toMatchObject({ name: 'Ada Lovelace', email: 'relay@privaterelay.example' })
})

test('Apple: a secret that another team’s key signed gets no token', async () => {
  const { desk, begin, finish } = await deskAt('apple')
  const before = world.apple_key
  world.apple_key = (
    await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  ).publicKey
  const one = browser(desk)
  world.said = SAID.apple(desk.customer.email)
  expect(await finish(one, world.answer(await begin(one)))).toBe(REFUSED)
  expect(world.refused).toEqual(['not our secret'])
  world.apple_key = before
})
