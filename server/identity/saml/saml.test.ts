import { beforeAll, describe, expect, it } from 'vitest'
import { browser, signedIn } from '../../../tests/support/form-browser.ts'
import { IDP_KEY, type SamlDesk, samlDesk } from '../../../tests/support/saml-desk.ts'
import { answerXml, IDP_ENTITY, IDP_SSO, makeIdpKey, requestIdOf, toBase64 } from '../../../tests/support/saml-idp.ts'

const whoIs = async (one: ReturnType<typeof browser>) => (await one.ask('GET', '/api/v2/users/me')).json().user.id

describe('signing in with SAML', () => {
  let saml: SamlDesk
  beforeAll(async () => {
    saml = await samlDesk()
  })

  it('asks by a signed request and lets the person in whom the signed answer means', async () => {
    const started = await browser(saml.desk).ask('GET', `/access/saml/${saml.provider_id}/start`)
    const address = new URL(String(started.headers.location))
    expect([address.origin + address.pathname, [...address.searchParams.keys()].toSorted()]).toEqual([
      IDP_SSO,
      ['SAMLRequest', 'SigAlg', 'Signature'],
    ])
    expect(address.searchParams.get('SigAlg')).toContain('rsa-sha256')
    const { location, one } = await saml.signIn({}, '?return_to=/agent/tickets')
    expect(location).toBe('/agent/tickets')
    expect(await whoIs(one)).toBe(saml.desk.agent.id)
  })

  it('takes a signed response instead of a signed assertion only where that is chosen', async () => {
    expect((await saml.signIn({ sign: 'response' })).location).toBe('/sign-in?refused=1')
    const other = await samlDesk({ settings: { signed: 'response' } })
    expect((await other.signIn({ sign: 'response' })).location).toBe('/agent')
    expect((await other.signIn({ sign: 'assertion' })).location).toBe('/sign-in?refused=1')
  })

  it('takes an encrypted assertion, and no other where that is required', async () => {
    expect((await saml.signIn({ encrypt_for: saml.certificate })).location).toBe('/agent')
    const strict = await samlDesk({ settings: { require_encryption: true } })
    expect((await strict.signIn({})).location).toBe('/sign-in?refused=1')
    expect(await strict.problems()).toEqual(['not_encrypted'])
    expect((await strict.signIn({ encrypt_for: strict.certificate, sign: 'both' })).location).toBe('/agent')
    expect((await strict.signIn({ encrypt_for: makeIdpKey().certificate })).location).toBe('/sign-in?refused=1')
    expect(await strict.problems()).toEqual(['not_encrypted', 'cannot_decrypt'])
  })

  it('goes on over a change of certificates while both are there', async () => {
    const next = makeIdpKey()
    const rolling = await samlDesk({ settings: { certificates: [IDP_KEY.certificate, next.certificate] } })
    expect((await rolling.signIn({})).location).toBe('/agent')
    expect((await rolling.signIn({ key: next })).location).toBe('/agent')
    await rolling.change({ settings: { certificates: [next.certificate] } })
    expect((await rolling.signIn({})).location).toBe('/sign-in?refused=1')
  })

  it('warns of certificates that end soon, but not of one beside a newer one', async () => {
    const soon = makeIdpKey(new Date(), 10)
    const codes = async (certificates: string[]) => {
      const { desk, provider_id } = await samlDesk({ settings: { certificates } })
      const { body } = await desk.call(desk.admin, `GET /api/v2/identity_providers/${provider_id}`)
      return body.identity_provider.warnings.map((warning: { code: string }) => warning.code)
    }
    expect(await codes([soon.certificate])).toEqual(['certificate_ends'])
    expect(await codes([soon.certificate, IDP_KEY.certificate])).toEqual([])
    expect(await codes([makeIdpKey(new Date(Date.now() - 40 * 86_400_000), 10).certificate])).toEqual([
      'certificate_expired',
    ])
  })

  it('takes an answer nobody asked for only where that is allowed, and leads it to our own paths only', async () => {
    const unasked = answerXml(saml.said({ in_response_to: null }))
    expect((await saml.post(unasked)).location).toBe('/sign-in?refused=1')
    const open = await samlDesk({ settings: { allow_idp_initiated: true } })
    const go = async (relay_state: string) => {
      const posted = await open.post(answerXml(open.said({ in_response_to: null })), relay_state)
      return (await browser(open.desk).ask('GET', posted.location)).headers.location
    }
    expect(await go('/agent/tickets/1')).toBe('/agent/tickets/1')
    for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect(await go(elsewhere)).toBe('/agent')
  })

  it('counts a second factor that was proven there, by the context', async () => {
    const mfa = 'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken'
    const other = await samlDesk({ settings: { second_factor_contexts: [mfa] } })
    expect((await other.signIn({ context: mfa })).location).toBe('/agent')
  })

  it('makes no account of a name that lasts for one sign-in', async () => {
    await saml.signIn({ name_id_format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' })
    expect((await saml.problems()).at(-1)).toBe('no_subject')
  })

  it('says in its metadata where answers go and what they are encrypted for', async () => {
    const answer = await browser(saml.desk).ask('GET', `/access/saml/${saml.provider_id}/metadata`)
    expect(answer.statusCode).toBe(200)
    expect(answer.payload).toContain(saml.acs)
    expect(answer.payload).toContain(saml.certificate.split('\n')[1])
    expect(answer.payload).not.toContain('PRIVATE')
  })

  it('posts its request by a form that needs no script, where the provider wants that', async () => {
    const posting = await samlDesk({ settings: { sso_binding: 'post' } })
    const answer = await browser(posting.desk).ask('GET', `/access/saml/${posting.provider_id}/start`)
    expect(answer.payload).toContain(`action="${IDP_SSO}"`)
    expect(answer.headers['content-security-policy']).toContain('form-action https://idp.example https:')
    const message = /name="SAMLRequest" value="([^"]+)"/.exec(answer.payload)?.[1] ?? ''
    expect(Buffer.from(message, 'base64').toString()).toContain('<samlp:AuthnRequest')
  })

  it('shows its button on the sign-in page while it is on', async () => {
    const shown = async () => (await browser(saml.desk).ask('GET', '/sign-in?return_to=/agent/x')).payload
    expect(await shown()).toContain(`href="/access/saml/${saml.provider_id}/start?return_to=%2Fagent%2Fx"`)
    const legacy = await browser(saml.desk).ask('GET', '/access/saml')
    expect(legacy.headers.location).toBe(`/access/saml/${saml.provider_id}/start`)
    const off = await samlDesk()
    await off.change({ active: false })
    expect((await browser(off.desk).ask('GET', '/sign-in')).payload).not.toContain('/access/saml/')
    expect((await browser(off.desk).ask('GET', `/access/saml/${off.provider_id}/start`)).statusCode).toBe(404)
  })
})

describe('metadata of a provider', () => {
  const metadata = (inside: string) =>
    `<?xml version="1.0"?><!-- a comment --><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${IDP_ENTITY}">${inside}</md:EntityDescriptor>`
  const idp = `<md:IDPSSODescriptor><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${IDP_KEY.certificate.replace(/-----.*-----/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${IDP_SSO}"/></md:IDPSSODescriptor>`

  it('becomes settings; what is missing is said', async () => {
    const { desk } = await samlDesk()
    const read = (body: object) => desk.call(desk.admin, 'POST /api/v2/identity_providers/read_metadata', body)
    expect((await read({ metadata: metadata(idp) })).body.settings).toMatchObject({
      idp_entity_id: IDP_ENTITY,
      sso_url: IDP_SSO,
      sso_binding: 'redirect',
    })
    for (const wrong of [
      '',
      'no xml',
      '<a/>',
      metadata(''),
      metadata(idp + idp),
      metadata(idp.replace('https:', 'http:')),
      metadata(idp.replace(/<ds:X509Certificate>.*<\/ds:X509Certificate>/s, '')),
      `<!DOCTYPE x [<!ENTITY y "z">]>${metadata(idp)}`,
    ])
      expect((await read({ metadata: wrong })).status, wrong.slice(0, 60)).toBe(422)
    expect((await read({ url: 'https://127.0.0.1:9/' })).status).not.toBe(200)
    expect((await read({ url: 'file:///etc/passwd' })).status).toBe(422)
    expect((await read({})).status).toBe(422)
  })
})

describe('a trial', () => {
  it('shows what came back, changes nothing for anybody, and then lets the settings count', async () => {
    const { account, one, token } = await signedIn((desk) => desk.owner)
    const created = await account.call(account.owner, 'POST /api/v2/identity_providers', {
      identity_provider: {
        kind: 'saml',
        name: 'Company',
        domains: ['people.example'],
        settings: { idp_entity_id: IDP_ENTITY, sso_url: IDP_SSO, certificates: [IDP_KEY.certificate] },
      },
    })
    const { id, our_values } = created.body.identity_provider
    const path = `/api/v2/identity_providers/${id}`
    const tryIt = async (email: string) => {
      const begun = await one.ask('POST', `${path}/trials`, undefined, { 'x-csrf-token': token })
      const { trial } = begun.json()
      const started = await one.ask('GET', trial.start_url)
      const in_response_to = requestIdOf(String(started.headers.location))
      const xml = answerXml({
        key: IDP_KEY,
        acs_url: our_values.acs_url,
        entity_id: our_values.entity_id,
        in_response_to,
        attributes: { email: [email] },
      })
      const posted = await browser(account).ask('POST', new URL(our_values.acs_url).pathname, {
        SAMLResponse: toBase64(xml),
      })
      const shown = await one.ask('GET', String(posted.headers.location))
      expect(shown.statusCode, shown.payload).toBe(200)
      return (await one.ask('GET', `${path}/trials/${trial.id}`)).json().trial
    }
    expect(await tryIt('stranger@people.example')).toMatchObject({
      outcome: 'failed',
      problem: 'no_account',
      identity: { email: 'stranger@people.example', attributes: { email: ['stranger@people.example'] } },
    })
    expect((await account.call(account.owner, `PUT ${path}`, { identity_provider: { active: true } })).status).toBe(422)
    expect(await tryIt(account.owner.email)).toMatchObject({
      outcome: 'succeeded',
      problem: null,
      result: { outcome: 'by_address', user_id: account.owner.id, role: 'owner' },
    })
    expect(
      (await account.call(account.owner, `GET /api/v2/users/${account.owner.id}/identity_links`)).body.identity_links,
    ).toEqual([])
    const on = await account.call(account.owner, `PUT ${path}`, { identity_provider: { active: true } })
    expect(on.body.identity_provider).toMatchObject({ active: true, state: 'tested', tested_by_id: account.owner.id })
    const changed = await account.call(account.owner, `PUT ${path}`, {
      identity_provider: { settings: { sso_url: 'https://idp.example/other' } },
    })
    expect(changed.body.identity_provider.state).toBe('changed')
    const started = await browser(account).ask('GET', `/access/saml/${id}/start`)
    expect(started.headers.location).toContain(IDP_SSO)
  })

  it('is of the admin who began it, and of nobody else', async () => {
    const { desk, provider_id } = await samlDesk()
    const begun = await desk.call(desk.owner, `POST /api/v2/identity_providers/${provider_id}/trials`)
    const path = `/api/v2/identity_providers/${provider_id}/trials/${begun.body.trial.id}`
    expect((await desk.call(desk.owner, `GET ${path}`)).status).toBe(200)
    expect((await desk.call(desk.admin, `GET ${path}`)).status).toBe(404)
    const start = `/access/saml/${provider_id}/start?trial_id=${begun.body.trial.id}`
    expect((await browser(desk).ask('GET', start)).statusCode).toBe(404)
  })
})
