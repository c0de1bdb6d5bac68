// Signing in and out with SAML: against SimpleSAMLphp.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAccount } from '../support/desk.ts'
import { browser, signedIn } from '../support/form-browser.ts'
import { type IdentityProvider, startIdentityProvider } from './simplesamlphp.ts'

const EMAIL = 'anna@corp.example'
const OWNER = 'owner@corp.example'
let idp: IdentityProvider
beforeAll(async () => {
  idp = await startIdentityProvider([EMAIL, OWNER])
})
afterAll(async () => {
  await idp.end()
})

type Browser = ReturnType<typeof browser>

/** Posts to the desk what the provider's page posts, as a browser does: to the path, without the desk's cookies. */
async function comeBack(
  desk: TestAccount,
  one: Browser,
  back: { address: string; fields: Record<string, string> | null },
) {
  const path = new URL(back.address).pathname
  const posted = await browser(desk).ask('POST', path, back.fields ?? {}, { 'sec-fetch-site': 'cross-site' })
  expect(posted.statusCode).toBe(303)
  const location = String(posted.headers.location)
  return location.includes('/finish?') ? await one.ask('GET', location) : posted
}

/** A desk that knows the provider by its metadata and is known to it; tried by its owner there, and switched on. */
async function deskOf(settings: object = {}, encrypts = false) {
  const { account: desk, one, token } = await signedIn((account) => account.owner)
  const agent = await desk.addPerson('agent', EMAIL)
  await desk.call(desk.owner, `POST /api/v2/users/${desk.owner.id}/identities`, {
    identity: { type: 'email', value: OWNER, verified: true },
  })
  const read = await desk.call(desk.owner, 'POST /api/v2/identity_providers/read_metadata', {
    metadata: await idp.metadata(),
  })
  expect(read.status, read.text).toBe(200)
  const created = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
    identity_provider: {
      kind: 'saml',
      name: 'SimpleSAMLphp',
      domains: ['corp.example'],
      settings: { ...read.body.settings, name_id_format: 'persistent', ...settings },
    },
  })
  expect(created.status, created.text).toBe(201)
  const { id, our_values } = created.body.identity_provider
  await idp.know({ ...our_values, encrypts })
  const path = `/api/v2/identity_providers/${id}`
  const tryIt = async () => {
    const { trial } = (await one.ask('POST', `${path}/trials`, undefined, { 'x-csrf-token': token })).json()
    const started = await one.ask('GET', trial.start_url)
    await comeBack(desk, one, await idp.visitor().signIn(String(started.headers.location), OWNER))
    return (await one.ask('GET', `${path}/trials/${trial.id}`)).json().trial
  }
  const tried = await tryIt()
  expect(tried, JSON.stringify(tried)).toMatchObject({
    outcome: 'succeeded',
    identity: { email: OWNER, name: 'Person 1' },
  })
  const on = await desk.call(desk.owner, `PUT ${path}`, { identity_provider: { active: true } })
  expect(on.status, on.text).toBe(200)
  const signIn = async () => {
    const visitor = idp.visitor()
    const their = browser(desk)
    const started = await their.ask('GET', `/access/saml/${id}/start?return_to=/agent/tickets`)
    const done = await comeBack(desk, their, await visitor.signIn(String(started.headers.location), EMAIL))
    return { one: their, visitor, location: done.headers.location }
  }
  return { desk, agent, id, path, our_values, tryIt, signIn }
}

const whoIs = async (one: Browser) => (await one.ask('GET', '/api/v2/users/me')).json().user.id

describe('SimpleSAMLphp', () => {
  it('is set up by its metadata, tried, and signs people in', async () => {
    const { agent, signIn } = await deskOf()
    const { one, location } = await signIn()
    expect(location).toBe('/agent/tickets')
    expect(await whoIs(one)).toBe(agent.id)
  })

  it('sends encrypted assertions', async () => {
    const { agent, signIn } = await deskOf({ require_encryption: true }, true)
    expect(await whoIs((await signIn()).one)).toBe(agent.id)
  })

  it('begins by itself where that is allowed, and only there', async () => {
    for (const allow_idp_initiated of [true, false]) {
      const { desk, agent, our_values } = await deskOf({ allow_idp_initiated })
      const address = `${idp.base}saml2/idp/SSOService.php?spentityid=${encodeURIComponent(our_values.entity_id)}&RelayState=${encodeURIComponent('/agent/tickets')}`
      const one = browser(desk)
      const done = await comeBack(desk, one, await idp.visitor().signIn(address, EMAIL))
      expect(done.headers.location).toBe(allow_idp_initiated ? '/agent/tickets' : '/sign-in?refused=1')
      expect(await whoIs(one)).toBe(allow_idp_initiated ? agent.id : null)
    }
  })

  it('is signed out of when somebody signs out here', async () => {
    const { one, visitor } = await (await deskOf()).signIn()
    const { user } = (await one.ask('GET', '/api/v2/users/me')).json()
    const left = await one.ask('POST', '/sign-out', { csrf_token: user.authenticity_token })
    const address = String(left.headers.refresh).replace(/^0; url=/, '')
    expect(address).toContain('SingleLogoutService')
    const back = await visitor.go(address)
    expect(back.address).toContain('/logout?SAMLResponse=')
    expect((await one.ask('GET', new URL(back.address).pathname + new URL(back.address).search)).headers.location).toBe(
      '/sign-in?signed_out=1',
    )
  })

  it('ends the session here when somebody signs out there', async () => {
    const { agent, desk, signIn } = await deskOf()
    const { one, visitor } = await signIn()
    expect(await whoIs(one)).toBe(agent.id)
    const leaving = await visitor
      .go(`${idp.base}saml2/idp/SingleLogoutService.php?ReturnTo=${encodeURIComponent(`${idp.base}logout.php`)}`)
      .catch((error: Error) => error.message)
    const address = typeof leaving === 'string' ? leaving : leaving.address
    expect(address).toContain('SAMLRequest=')
    const { pathname, search } = new URL(address)
    const ended = await browser(desk).ask('GET', pathname + search)
    expect(ended.headers.location).toContain('SAMLResponse=')
    expect(await whoIs(one)).toBeNull()
  })

  it('signs with another key one day: refused until its new metadata was read and tried, and nobody is locked out by trying', async () => {
    const { desk, agent, path, signIn, tryIt } = await deskOf()
    await idp.rollOver()
    expect((await signIn()).location).toBe('/sign-in?refused=1')
    const read = await desk.call(desk.owner, 'POST /api/v2/identity_providers/read_metadata', {
      metadata: await idp.metadata(),
    })
    const before = (await desk.call(desk.owner, `GET ${path}`)).body.identity_provider.settings.certificates
    const certificates = [...before, ...read.body.settings.certificates]
    await desk.call(desk.owner, `PUT ${path}`, { identity_provider: { settings: { certificates } } })
    expect((await signIn()).location).toBe('/sign-in?refused=1')
    expect((await tryIt()).outcome).toBe('succeeded')
    expect(await whoIs((await signIn()).one)).toBe(agent.id)
  })
})
