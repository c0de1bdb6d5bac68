import { afterAll, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { browser, signedIn } from '../../../tests/support/form-browser.ts'
import { liveProvider, recordedProblems, sessionsOf } from '../../../tests/support/live-provider.ts'
import { CLIENT, newSigningKey, realProvider } from '../../../tests/support/oidc-provider.ts'

const real = await realProvider()
afterAll(() => real.close())

test('oidc-provider: signing in with PKCE, groups, another key, and log-out here and there by the back channel', async () => {
  const desk = await newAccount()
  const provider = await liveProvider(desk, {
    kind: 'oidc',
    settings: {
      issuer: `${real.issuer}/.well-known/openid-configuration`,
      client_id: CLIENT.client_id,
      scopes: ['openid', 'email', 'profile', 'groups'],
    },
    secrets: { client_secret: CLIENT.client_secret },
    creates_people: true,
    mapping: { rules: [{ value: 'support', grant: { kind: 'role', role: 'agent' } }] },
  })
  const { redirect_uri = '', post_logout_redirect_uri = '', backchannel_logout_uri = '' } = provider.our_values
  real.client = {
    redirect_uris: [redirect_uri],
    post_logout_redirect_uris: [post_logout_redirect_uri],
    backchannel_logout_uri,
  }
  real.person = { email: 'new@people.example', email_verified: true, name: 'New Person', groups: ['support'] }
  const first = await newSigningKey('first')
  real.begin([first])

  const signIn = async () => {
    const one = browser(desk)
    const asked = await one.ask('GET', `/access/oidc/${provider.id}/start`)
    const back = await real.follow(String(asked.headers.location))
    const done = await one.ask('GET', back.pathname + back.search)
    return { one, location: String(done.headers.location) }
  }
  const me = async (one: ReturnType<typeof browser>) => (await one.ask('GET', '/api/v2/users/me')).json().user

  const { one, location } = await signIn()
  expect([location, await recordedProblems(desk)]).toEqual(['/agent', []])
  const person = await me(one)
  expect(person).toMatchObject({ name: 'New Person', role: 'agent', email: 'new@people.example' })

  const delivered: number[] = []
  real.deliver = async (address, body) => {
    const answer = await browser(desk).ask(
      'POST',
      new URL(address).pathname,
      Object.fromEntries(new URLSearchParams(body)),
    )
    delivered.push(answer.statusCode)
  }
  const second = browser(desk)
  const asked = await second.ask('GET', `/access/oidc/${provider.id}/start`)
  const back = await real.follow(String(asked.headers.location))
  await second.ask('GET', back.pathname + back.search)
  expect(await sessionsOf(desk, person.id)).toBe(2)

  // Signing out in one browser goes on at the provider, which tells us of all that it began in that session.
  const left = await one.ask('POST', '/sign-out', undefined, { 'x-csrf-token': person.authenticity_token })
  const [, link = ''] = /href="(http[^"]+\/session\/end\?[^"]+)"/.exec(left.payload) ?? []
  const landed = await real.follow(link.replaceAll('&amp;', '&'))
  expect(landed.href).toBe(post_logout_redirect_uri)
  expect(delivered).toEqual([200])
  expect(await sessionsOf(desk, person.id)).toBe(0)

  real.begin([await newSigningKey('second'), first])
  const again = await signIn()
  expect((await me(again.one)).id).toBe(person.id)
})

test('oidc-provider: a trial says that the secret of the client is wrong', async () => {
  const { account: desk, one, token } = await signedIn((made) => made.owner)
  for (const client_authentication of ['client_secret_basic', 'client_secret_post']) {
    const provider = await liveProvider(desk, {
      kind: 'oidc',
      settings: { issuer: real.issuer, client_id: CLIENT.client_id, client_authentication },
      secrets: { client_secret: 'not the secret' },
    })
    const { redirect_uri = '' } = provider.our_values
    real.client = { redirect_uris: [redirect_uri], post_logout_redirect_uris: [], backchannel_logout_uri: redirect_uri }
    real.begin([await newSigningKey('third')])
    const path = `/api/v2/identity_providers/${provider.id}/trials`
    const { trial } = (await one.ask('POST', path, undefined, { 'x-csrf-token': token })).json()
    const back = await real.follow(String((await one.ask('GET', trial.start_url)).headers.location))
    await one.ask('GET', back.pathname + back.search)
    const ended = (await one.ask('GET', `${path}/${trial.id}`)).json().trial
    expect(ended).toMatchObject({ outcome: 'failed', problem: 'wrong_client', claims: null })
    expect(ended.detail).not.toContain('not the secret')
  }
})
