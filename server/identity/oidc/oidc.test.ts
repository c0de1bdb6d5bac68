import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { addApp, sessionOf } from '../../../tests/support/factors.ts'
import { browser, signedIn } from '../../../tests/support/form-browser.ts'
import { liveProvider, recordedProblems, sessionsOf } from '../../../tests/support/live-provider.ts'
import { makePeerKey, openIdPeer, signed } from '../../../tests/support/openid-peer.ts'

const peer = await openIdPeer()
afterAll(() => peer.close())
beforeEach(() => {
  Object.assign(peer, { claims: {}, id_token: null, userinfo: null, metadata: {} })
})

const settings = { issuer: peer.issuer, client_id: 'desk' }
const secrets = { client_secret: 'a secret of the desk' }

async function openIdDesk(write: { settings?: object } & Record<string, unknown> = {}) {
  const desk = await newAccount()
  const { settings: more, ...rest } = write
  const provider = await liveProvider(desk, { kind: 'oidc', secrets, ...rest, settings: { ...settings, ...more } })
  const start = `/access/oidc/${provider.id}/start`
  const callback = `/access/oidc/${provider.id}/callback`
  return {
    desk,
    provider,
    start,
    callback,
    async signIn(claims: object = {}, one = browser(desk), query = '') {
      peer.claims = { email: desk.agent.email, email_verified: true, ...claims }
      const asked = await one.ask('GET', `${start}${query}`)
      expect(asked.statusCode, asked.payload).toBe(303)
      const question = new URL(String(asked.headers.location))
      const done = await one.ask('GET', `${callback}?${peer.answer(question)}`)
      return { location: String(done.headers.location), one, question }
    },
  }
}

const whoIs = async (one: ReturnType<typeof browser>) => (await one.ask('GET', '/api/v2/users/me')).json().user

describe('signing in with OpenID Connect', () => {
  test('asks with PKCE, state and nonce, and lets in whom a verified address means', async () => {
    const { desk, signIn } = await openIdDesk()
    const { location, one, question } = await signIn({}, undefined, '?return_to=/agent/views')
    expect(location).toBe('/agent/views')
    expect((await whoIs(one)).id).toBe(desk.agent.id)
    expect(question.searchParams.get('code_challenge_method')).toBe('S256')
    expect(question.searchParams.get('state')).toHaveLength(43)
    expect(question.searchParams.get('nonce')).toHaveLength(43)
    const asked = peer.token_requests.at(-1)
    expect(asked?.get('code_verifier')).toHaveLength(43)
    expect(question.href).not.toContain(asked?.get('code_verifier'))
  })

  test('links by issuer and subject: the address may change afterwards', async () => {
    const { desk, signIn } = await openIdDesk()
    await signIn({ sub: 'employee 7' })
    const { one } = await signIn({ sub: 'employee 7', email: 'another@elsewhere.example', email_verified: false })
    expect((await whoIs(one)).id).toBe(desk.agent.id)
  })

  test.each([
    ['does not say that it checked the address', {}, undefined],
    ['says that it did not', { email_verified: false }, false],
    ['says it in a word that is none', { email_verified: 'yes' }, 'yes'],
  ])('keeps out by address where the provider %s', async (_name, claims, email_verified) => {
    const { desk, signIn } = await openIdDesk()
    const { location, one } = await signIn({ ...claims, email_verified })
    expect(location).toBe('/sign-in?refused=1')
    expect((await whoIs(one)).id).toBeNull()
    expect(await recordedProblems(desk)).toEqual(['address_unverified'])
  })

  test('takes the address from userinfo, which must be about the same subject', async () => {
    const { desk, signIn } = await openIdDesk()
    peer.userinfo = { sub: 'subject-1', email: desk.agent.email, email_verified: true }
    const { one } = await signIn({ email: undefined, email_verified: undefined })
    expect((await whoIs(one)).id).toBe(desk.agent.id)
    peer.userinfo = { sub: 'somebody else', email: desk.admin.email, email_verified: true }
    const other = await signIn({ email: undefined, email_verified: undefined })
    expect(other.location).toBe('/sign-in?refused=1')
  })

  test('gives groups and roles by claims that nest', async () => {
    const { desk, signIn } = await openIdDesk({
      creates_people: true,
      mapping: {
        attributes: { groups: 'realm_access.roles' },
        rules: [{ value: 'helpdesk', grant: { kind: 'role', role: 'agent' } }],
      },
    })
    const claims = { sub: 'new', email: 'new@people.example', name: 'New Person' }
    const { one } = await signIn({ ...claims, realm_access: { roles: ['helpdesk'] } })
    expect(await whoIs(one)).toMatchObject({ role: 'agent', name: 'New Person', email: 'new@people.example' })
    expect(desk.account_id).toBeGreaterThan(0)
  })

  test('takes a key that the provider began to use just now', async () => {
    const { desk, signIn } = await openIdDesk()
    await signIn()
    const before = peer.key
    const next = await makePeerKey('key-2')
    Object.assign(peer, { key: next, published: [before, next] })
    const { one } = await signIn()
    expect((await whoIs(one)).id).toBe(desk.agent.id)
    Object.assign(peer, { key: before, published: [next] })
    expect((await signIn()).location).toBe('/sign-in?refused=1')
    expect(await recordedProblems(desk)).toEqual(['unknown_key'])
    Object.assign(peer, { key: before, published: [before] })
  })

  test('takes an answer by form as well, and lets the browser come with its cookies', async () => {
    const { desk, start, callback } = await openIdDesk()
    peer.claims = { email: desk.agent.email, email_verified: true }
    const one = browser(desk)
    const question = new URL(String((await one.ask('GET', start)).headers.location))
    const stranger = browser(desk)
    const cross = { 'sec-fetch-site': 'cross-site', origin: peer.issuer }
    const posted = await stranger.ask('POST', callback, Object.fromEntries(peer.answer(question)), cross)
    expect(posted.statusCode).toBe(303)
    const done = await one.ask('GET', String(posted.headers.location))
    expect(done.headers.location).toBe('/agent')
    expect((await whoIs(one)).id).toBe(desk.agent.id)
  })

  test('goes on to the provider when somebody signs out', async () => {
    const { signIn } = await openIdDesk()
    const { one } = await signIn()
    const token = (await whoIs(one)).authenticity_token
    const left = await one.ask('POST', '/sign-out', undefined, { 'x-csrf-token': token })
    expect(left.statusCode, left.payload).toBe(200)
    const [, link = ''] = /href="(http[^"]+\/end\?[^"]+)"/.exec(left.payload) ?? []
    const address = new URL(link.replaceAll('&amp;', '&'))
    expect(address.origin + address.pathname).toBe(`${peer.issuer}/end`)
    expect(address.searchParams.get('client_id')).toBe('desk')
    expect(address.searchParams.get('id_token_hint')).toMatch(/^eyJ/)
    expect(address.searchParams.get('post_logout_redirect_uri')).toMatch(/\/sign-in\?signed_out=1$/)
  })
})

describe('a trial', () => {
  const tried = async (claims: object, more: object = {}) => {
    const { account, one, token } = await signedIn((desk) => desk.owner)
    const created = await account.call(account.owner, 'POST /api/v2/identity_providers', {
      identity_provider: {
        kind: 'oidc',
        name: 'Company',
        domains: ['people.example'],
        settings: { ...settings, ...more },
        secrets,
      },
    })
    const path = `/api/v2/identity_providers/${created.body.identity_provider.id}`
    const begun = await one.ask('POST', `${path}/trials`, undefined, { 'x-csrf-token': token })
    peer.claims = { email: account.owner.email, email_verified: true, ...claims }
    const started = await one.ask('GET', begun.json().trial.start_url)
    const question = URL.parse(String(started.headers.location))
    if (question) {
      const shown = await one.ask(
        'GET',
        `/access/oidc/${created.body.identity_provider.id}/callback?${peer.answer(question)}`,
      )
      expect(shown.statusCode, shown.payload).toBe(200)
    }
    const { trial } = (await one.ask('GET', `${path}/trials/${begun.json().trial.id}`)).json()
    return { trial, account, path }
  }

  test('shows each claim and what would become of it, and lets the provider be switched on', async () => {
    const { trial, account, path } = await tried({ groups: ['a', 'b'], address: { country: 'NL' } })
    expect(trial).toMatchObject({
      outcome: 'succeeded',
      identity: {
        issuer: peer.issuer,
        subject: 'subject-1',
        attributes: { groups: ['a', 'b'], 'address.country': ['NL'] },
      },
      result: { outcome: 'by_address', user_id: account.owner.id, second_factor_proved: false },
    })
    const on = await account.call(account.owner, `PUT ${path}`, { identity_provider: { active: true } })
    expect(on.body.identity_provider.active).toBe(true)
  })

  test('shows a second factor only where acr or amr names it in words of the admin', async () => {
    const words = { second_factor_amr: ['mfa'], second_factor_acr: ['phr'] }
    expect((await tried({ amr: ['pwd', 'mfa'] }, words)).trial.result.second_factor_proved).toBe(true)
    expect((await tried({ acr: 'phr' }, words)).trial.result.second_factor_proved).toBe(true)
    expect((await tried({ amr: ['pwd'], acr: 'phrh' }, words)).trial.result.second_factor_proved).toBe(false)
    expect((await tried({ amr: ['pwd', 'mfa'] })).trial.result.second_factor_proved).toBe(false)
  })

  test('says why it failed, in technical words too', async () => {
    const wrong = await tried({ aud: 'another client' })
    expect(wrong.trial).toMatchObject({ outcome: 'failed', problem: 'wrong_audience' })
    expect(wrong.trial.detail).toContain('claim')
    expect(wrong.trial.claims).toMatchObject({ aud: ['another client'], sub: ['subject-1'] })
    peer.userinfo = { sub: 'somebody else' }
    const mixed = await tried({ groups: ['crew'] })
    expect(mixed.trial).toMatchObject({ problem: 'no_subject', identity: null, claims: { groups: ['crew'] } })
    peer.userinfo = null
    const forged = await tried({ iss: 'https://evil.example' })
    expect(forged.trial).toMatchObject({ problem: 'wrong_issuer', claims: { iss: ['https://evil.example'] } })
    const unreachable = await tried({}, { issuer: 'https://10.0.0.1' })
    expect(unreachable.trial).toMatchObject({ outcome: 'failed', problem: 'unreachable' })
    expect(unreachable.trial.detail).toContain('not a public one')
  })
})

describe('log-out that the provider says (back channel)', () => {
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const now = () => Math.floor(Date.now() / 1_000)
  const good = () => ({
    iss: peer.issuer,
    aud: 'desk',
    iat: now(),
    exp: now() + 120,
    jti: crypto.randomUUID(),
    sid: 'session 1',
    events: event,
  })

  async function signedInDesk() {
    const all = await openIdDesk()
    await all.signIn({ sid: 'session 1' })
    expect(await sessionsOf(all.desk, all.desk.agent.id)).toBe(1)
    const path = new URL(all.provider.our_values.backchannel_logout_uri ?? '').pathname
    const say = async (logout_token: string) =>
      (await browser(all.desk).ask('POST', path, { logout_token }, { 'sec-fetch-site': 'cross-site' })).statusCode
    return { ...all, say, left: () => sessionsOf(all.desk, all.desk.agent.id) }
  }

  test('ends the session it names, and its message counts once', async () => {
    const { say, left, signIn, desk } = await signedInDesk()
    await signIn({ sid: 'session 2' })
    const token = await signed(peer.key, good(), { typ: 'logout+jwt' })
    expect(await say(token)).toBe(200)
    expect(await left()).toBe(1)
    expect(await say(token)).toBe(400)
    expect(await recordedProblems(desk)).toEqual(['already_used'])
  })

  test('ends all sessions of a person it names by subject', async () => {
    const { say, left, signIn } = await signedInDesk()
    await signIn({ sid: 'session 2' })
    expect(await say(await signed(peer.key, { ...good(), sid: undefined, sub: 'subject-1' }))).toBe(200)
    expect(await left()).toBe(0)
  })

  test('ends a sign-in that waits for a second factor', async () => {
    const { desk, signIn, say } = await signedInDesk()
    await addApp(desk, await sessionOf(desk, desk.agent))
    const { one, location } = await signIn({ sid: 'session 3' })
    expect(location).toBe('/sign-in/second-factor')
    expect(await say(await signed(peer.key, { ...good(), sid: 'session 3' }, { typ: 'logout+jwt' }))).toBe(200)
    expect((await one.ask('GET', '/sign-in/second-factor')).statusCode).toBe(303)
  })

  test.each<[string, object, object?]>([
    ['is for another client', { aud: 'another' }],
    ['is of another issuer', { iss: 'https://elsewhere.example' }],
    ['is old', { iat: now() - 3_600 }],
    ['is over', { exp: now() - 3_600 }],
    ['is an id_token', { events: undefined, nonce: 'n' }],
    ['has the nonce of a sign-in', { nonce: 'n' }],
    ['has no id of its own', { jti: undefined }],
    ['names nobody', { sid: undefined }],
    ['is of another type', {}, { typ: 'at+jwt' }],
  ])('ends nothing when the message %s', async (_name, claims, header = {}) => {
    const { say, left } = await signedInDesk()
    expect(await say(await signed(peer.key, { ...good(), ...claims }, { ...header }))).toBe(400)
    expect(await left()).toBe(1)
  })

  test('ends nothing when somebody else signed it, or nobody', async () => {
    const { say, left } = await signedInDesk()
    const strange = await makePeerKey('key-1')
    expect(await say(await signed(strange, good()))).toBe(400)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(await say(`${part({ alg: 'none' })}.${part(good())}.`)).toBe(400)
    expect(await say('nonsense')).toBe(400)
    expect(await left()).toBe(1)
  })
})
