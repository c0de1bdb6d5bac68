import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, exportJWK } from 'jose'
import type { CustomFetch } from 'openid-client'
import { describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { makePeerKey, signed } from '../../../tests/support/openid-peer.ts'
import { Refused } from '../saml/refused.ts'
import { socialParty } from './party.ts'
import type { Network } from './settings.ts'

const key = await makePeerKey('k', 'RS256')
const asked = { state: 's', nonce: 'n', verifier: 'v'.repeat(43), redirect_uri: 'https://desk.example/back' }
const now = () => Math.floor(Date.now() / 1_000)
const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } })

interface Heard {
  address: string
  body: URLSearchParams
  authorization: string | undefined
}

/** A network as it answers on its own host, without one. `said` are claims, or what it says about who asks. */
function answering(issuer: string, said: Record<string, unknown>, heard: Heard[]): CustomFetch {
  return async (address, { body, headers }) => {
    const form = new URLSearchParams(body instanceof URLSearchParams ? body : '')
    heard.push({ address, body: form, authorization: headers.authorization })
    const { origin } = new URL(issuer)
    if (address.includes('openid-configuration'))
      return json({
        issuer,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
      })
    if (address.endsWith('/keys'))
      return json({ keys: [{ ...(await exportJWK(key.publicKey)), kid: 'k', alg: 'RS256' }] })
    if (address.includes('/me')) return json(said)
    const claims = { iss: issuer, aud: 'desk', sub: 'subject', nonce: 'n', iat: now(), exp: now() + 60, ...said }
    const has_id_token = !issuer.includes('facebook') && !issuer.includes('x.com')
    const id_token = has_id_token ? { id_token: await signed(key, claims) } : {}
    return json({ access_token: 'a token', token_type: 'bearer', ...id_token })
  }
}

const ISSUERS: Record<Network, string> = {
  google: 'https://accounts.google.com',
  microsoft: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  apple: 'https://appleid.apple.com',
  facebook: 'https://www.facebook.com',
  x: 'https://x.com',
}

interface Given {
  settings?: object
  secrets?: Record<string, string>
  for_staff?: boolean
  answer?: Record<string, string>
}

async function through(network: Network, said: Record<string, unknown>, given: Given = {}) {
  const heard: Heard[] = []
  const party = await socialParty(
    { for_staff: given.for_staff ?? false },
    {
      settings: { network, client_id: 'desk', ...given.settings },
      secrets: { client_secret: 'secret', ...given.secrets },
      digest: '',
    },
    answering(ISSUERS[network], said, heard),
    new Date(),
  )
  const address = new URL(party.address(asked, 'challenge'))
  const { identity } = await party.redeem(new URLSearchParams({ code: 'c', state: 's', ...given.answer }), asked)
  return { identity, address, heard, token: heard.find((one) => one.body.has('code')) }
}

const problemOf = async (said: Promise<unknown>) =>
  await said.then(
    () => null,
    (error: unknown) => (error instanceof Refused ? error.problem : error),
  )

describe('Google', () => {
  test('is believed about its own addresses and those of Workspace domains', async () => {
    const gmail = await through('google', { email: 'a@gmail.com', email_verified: true })
    expect(gmail.identity).toMatchObject({ subject: 'subject', email: 'a@gmail.com', email_verified: true })
    expect(gmail.address.searchParams.get('code_challenge')).toBe('challenge')
    const other = await through('google', { email: 'a@elsewhere.example', email_verified: true })
    expect(other.identity.email_verified).toBe(false)
    const hosted = await through('google', { email: 'a@acme.example', email_verified: true, hd: 'acme.example' })
    expect(hosted.identity.email_verified).toBe(true)
    expect((await through('google', { email: 'a@gmail.com' })).identity.email_verified).toBe(false)
  })

  test('lets a team in by the domain of the account only, not by the address', async () => {
    const given = { for_staff: true, settings: { workspace_domains: ['acme.example'] } }
    const said = { email: 'a@acme.example', email_verified: true }
    expect(await problemOf(through('google', said, given))).toBe('wrong_tenant')
    expect(await problemOf(through('google', { ...said, hd: 'evil.example' }, given))).toBe('wrong_tenant')
    expect(await problemOf(through('google', { ...said, hd: 'acme.example' }, given))).toBeNull()
    expect(await problemOf(through('google', said, { for_staff: true }))).toBe('not_for_audience')
  })
})

test('Microsoft: personal accounts come in, an address counts only with its domain’s owner', async () => {
  const tid = '9188040d-6c67-4c5b-b112-36a304b66dad'
  const iss = `https://login.microsoftonline.com/${tid}/v2.0`
  const said = { tid, iss, email: 'a@outlook.example', email_verified: true }
  expect((await through('microsoft', said)).identity).toMatchObject({ issuer: iss, email_verified: false })
  expect((await through('microsoft', { ...said, xms_edov: '1' })).identity.email_verified).toBe(true)
  const other = '11111111-2222-3333-4444-555555555555'
  const strange = { tid: other, iss: iss.replace(tid, other) }
  expect(await problemOf(through('microsoft', strange))).toBe('wrong_tenant')
  expect(await problemOf(through('microsoft', said, { for_staff: true }))).toBe('not_for_audience')
})

test('Apple: is asked with a secret signed for this moment, answers by form, and says the name once', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const given = {
    settings: { team_id: 'TEAM123456', key_id: 'KEY1234567' },
    secrets: { private_key },
    answer: {
      user: JSON.stringify({ name: { firstName: 'Ada', lastName: 'Lovelace' }, email: 'forged@people.example' }),
    },
  }
  const { identity, address, token } = await through(
    'apple',
    { email: 'r@privaterelay.example', email_verified: 'true' },
    given,
  )
  expect(address.searchParams.get('response_mode')).toBe('form_post')
  const secret = token?.body.get('client_secret') ?? ''
  expect(decodeProtectedHeader(secret)).toEqual({ alg: 'ES256', kid: 'KEY1234567' })
  expect(decodeJwt(secret)).toMatchObject({ iss: 'TEAM123456', sub: 'desk', aud: 'https://appleid.apple.com' })
  expect(identity).toMatchObject({ name: 'Ada Lovelace', email: 'r@privaterelay.example', email_verified: true })
  expect(await problemOf(through('apple', {}))).toBe('unreachable')
})

test('Facebook: is asked who it was with the token, and its addresses never count as verified', async () => {
  const { identity, heard, address } = await through('facebook', { id: '77', name: 'F', email: 'f@people.example' })
  expect(address.host).toBe('www.facebook.com')
  expect(identity).toMatchObject({ issuer: 'https://www.facebook.com', subject: '77', email_verified: false })
  expect(heard.at(-1)?.authorization).toBe('Bearer a token')
  expect(await problemOf(through('facebook', { id: '77' }, { for_staff: true }))).toBe('not_for_audience')
})

test('X: is asked with PKCE and a client’s password, and gives confirmed addresses only', async () => {
  const { identity, token } = await through('x', { data: { id: '9', name: 'X', confirmed_email: 'x@people.example' } })
  expect(identity).toMatchObject({
    issuer: 'https://x.com',
    subject: '9',
    email: 'x@people.example',
    email_verified: true,
  })
  expect(token?.body.get('code_verifier')).toBe(asked.verifier)
  expect(token?.authorization).toMatch(/^Basic /)
  expect((await through('x', { data: { id: '9' } })).identity).toMatchObject({ email: null, email_verified: false })
})

test('an answer without the state we gave is refused', async () => {
  expect(await problemOf(through('x', { data: { id: '9' } }, { answer: { state: 'another' } }))).not.toBeNull()
})

test('a network is for customers unless an admin says otherwise, and for a team only where a team can be told', async () => {
  const desk = await newAccount()
  const make = (identity_provider: object) =>
    desk.call(desk.owner, 'POST /api/v2/identity_providers', {
      identity_provider: { kind: 'social', name: 'Network', ...identity_provider },
    })
  const plain = await make({ settings: { network: 'facebook', client_id: 'x' } })
  expect(plain.body.identity_provider.audiences).toEqual(['end_user'])
  for (const network of ['facebook', 'x', 'apple', 'google', 'microsoft'])
    expect((await make({ audiences: ['staff'], settings: { network } })).status).toBe(422)
  const team = await make({
    audiences: ['staff'],
    settings: { network: 'google', workspace_domains: ['acme.example'] },
  })
  expect(team.status).toBe(201)
  expect((await make({ secrets: { private_key: 'no key' } })).status).toBe(422)
})
