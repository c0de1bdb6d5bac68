// Attacks 37, 38, 47, 48, 63 and what is known of attacks on SAML, each as a test that fails on the flawed behaviour.

import { sign } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { escapeValue } from '../../server/identity/ldap/escaping.ts'
import { readCertificate } from '../../server/identity/saml/settings.ts'
import { addApp, sessionOf } from '../support/factors.ts'
import { browser } from '../support/form-browser.ts'
import { IDP_KEY, type SamlDesk, samlDesk } from '../support/saml-desk.ts'
import { answerXml, IDP_ENTITY, makeIdpKey, type Said, signElement, toBase64 } from '../support/saml-idp.ts'

const REFUSED = '/sign-in?refused=1'

describe('37: an identity provider says more than it may', () => {
  it('an address that it does not vouch for links nobody', async () => {
    const saml = await samlDesk({ domains: ['corp.example'], creates_people: true })
    expect((await saml.signIn()).location).toBe(REFUSED)
    expect(await saml.problems()).toEqual(['address_not_vouched'])
  })
})

describe('38: a header says who somebody is', () => {
  it('and nobody believes it', async () => {
    const { desk } = await samlDesk()
    for (const header of [
      'remote-user',
      'x-remote-user',
      'x-forwarded-user',
      'x-forwarded-email',
      'x-auth-request-email',
      'cf-access-authenticated-user-email',
    ]) {
      const answer = await browser(desk).ask('GET', '/api/v2/users/me', undefined, { [header]: desk.admin.email })
      expect(answer.json().user.id, header).toBeNull()
    }
  })
})

describe('47: a person who was switched off', () => {
  it('does not come in through a provider that still vouches for them', async () => {
    const saml = await samlDesk()
    expect((await saml.signIn()).location).toBe('/agent')
    await saml.desk.call(saml.desk.admin, `PUT /api/v2/users/${saml.desk.agent.id}`, { user: { suspended: true } })
    expect((await saml.signIn()).location).toBe(REFUSED)
  })

  it('loses the session at once when the provider says that it is over', async () => {
    const saml = await samlDesk()
    const { one } = await saml.signIn({ session_index: 'there-1' })
    const id = async () => (await one.ask('GET', '/api/v2/users/me')).json().user.id
    expect(await id()).toBe(saml.desk.agent.id)
    const logout = await browser(saml.desk).ask('GET', logoutAddress(saml, 'there-1'))
    expect(logout.headers.location).toContain('SAMLResponse=')
    expect(await id()).toBeNull()
  })

  it('does not finish a sign-in that waits for a second factor when the provider says that it is over', async () => {
    const saml = await samlDesk()
    await addApp(saml.desk, await sessionOf(saml.desk, saml.desk.agent))
    const waiting = await saml.signIn({ session_index: 'there-2' })
    const other = await saml.signIn({ session_index: 'there-3' })
    expect([waiting.location, other.location]).toEqual(['/sign-in/second-factor', '/sign-in/second-factor'])
    await browser(saml.desk).ask('GET', logoutAddress(saml, 'there-2'))
    expect((await waiting.one.ask('GET', '/sign-in/second-factor')).statusCode).toBe(303)
    expect((await other.one.ask('GET', '/sign-in/second-factor')).statusCode).toBe(200)
    // One that names no session means all of the person's.
    await browser(saml.desk).ask('GET', logoutAddress(saml, null))
    expect((await other.one.ask('GET', '/sign-in/second-factor')).statusCode).toBe(303)
  })

  it('is out when the session there is, however long one may last here', async () => {
    const saml = await samlDesk()
    const soon = new Date(Date.now() + 90_000)
    const { one } = await saml.signIn({ session_ends_at: soon })
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(saml.desk.agent.id)
    const { sessions } = (await saml.desk.call(saml.desk.admin, 'GET /api/v2/sessions')).body
    expect(Math.abs(Date.parse(sessions[0].expires_at) - soon.getTime())).toBeLessThan(3_000)
    expect((await saml.signIn({ session_ends_at: new Date(Date.now() - 1_000) })).location).toBe(REFUSED)
    // Later than the policy allows is the policy's.
    await saml.signIn({ session_ends_at: new Date(Date.now() + 400 * 86_400_000), session_index: 'long' })
    const after = (await saml.desk.call(saml.desk.admin, 'GET /api/v2/sessions')).body.sessions
    for (const session of after) expect(Date.parse(session.expires_at) - Date.now()).toBeLessThan(91 * 86_400_000)
  })
})

/** The address of a log-out request as a provider makes it. */
function logoutAddress(
  saml: SamlDesk,
  session_index: string | null,
  wrong: { unsigned?: true; key?: typeof IDP_KEY; sig_alg?: string; issued?: Date; issuer?: string } = {},
): string {
  const xml = `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${Math.random().toString(36).slice(2)}" Version="2.0" IssueInstant="${(wrong.issued ?? new Date()).toISOString()}"><saml:Issuer>${wrong.issuer ?? IDP_ENTITY}</saml:Issuer><saml:NameID>subject-1</saml:NameID>${session_index === null ? '' : `<samlp:SessionIndex>${session_index}</samlp:SessionIndex>`}</samlp:LogoutRequest>`
  const query = [
    `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`,
    `RelayState=${encodeURIComponent('https://evil.example/')}`,
    ...(wrong.unsigned
      ? []
      : [`SigAlg=${encodeURIComponent(wrong.sig_alg ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')}`]),
  ].join('&')
  const hash = wrong.sig_alg?.endsWith('sha1') ? 'sha1' : 'sha256'
  const signature = sign(hash, Buffer.from(query), (wrong.key ?? IDP_KEY).private_key).toString('base64')
  return `/access/saml/${saml.provider_id}/logout?${query}${wrong.unsigned ? '' : `&Signature=${encodeURIComponent(signature)}`}`
}

describe('somebody else ends a session by a forged log-out', () => {
  it.each([
    ['unsigned', { unsigned: true as const }],
    ['signed by another key', { key: makeIdpKey() }],
    ['signed with SHA-1', { sig_alg: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['of another provider', { issuer: 'https://evil.example' }],
    ['of yesterday', { issued: new Date(Date.now() - 86_400_000) }],
  ])('%s: nothing happens', async (_what, wrong) => {
    const saml = await samlDesk()
    const { one } = await saml.signIn({ session_index: 'there-2' })
    const answer = await browser(saml.desk).ask('GET', logoutAddress(saml, 'there-2', wrong))
    expect(answer.headers.location).toBe('/sign-in')
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(saml.desk.agent.id)
  })

  it('nor by the true one a second time', async () => {
    const saml = await samlDesk()
    const address = logoutAddress(saml, 'there-3')
    await browser(saml.desk).ask('GET', address)
    await browser(saml.desk).ask('GET', address)
    expect(await saml.problems()).toEqual(['already_used'])
  })
})

describe('48: the API gives out what others come in with', () => {
  it('no secret of a provider, nor our private key', async () => {
    const { desk, provider_id } = await samlDesk()
    for (const path of ['', `/${provider_id}`]) {
      const { text } = await desk.call(desk.owner, `GET /api/v2/identity_providers${path}`)
      expect(text).not.toContain('PRIVATE KEY')
      expect(text).not.toContain('private_key')
    }
  })
})

describe('63: LDAP injection', () => {
  it.each(['*', 'a)(uid=*', 'x\\2a', 'a\u0000b', ')(|(objectClass=*)', 'cn=admin,dc=x', '+', '<>;"', ' lead', '#x'])(
    '%s becomes a value and nothing else',
    (typed) => {
      const written = escapeValue(typed)
      expect(written).toMatch(/^[A-Za-z0-9@._\\-]*$/)
      const read = Buffer.from(
        written.replace(/\\([0-9a-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
      expect(read.toString('utf8')).toBe(typed)
    },
  )
})

describe('an open redirect', () => {
  it('by return_to or RelayState leads nowhere but to paths of ours', async () => {
    const saml = await samlDesk()
    for (const elsewhere of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/%2f%2fevil.example',
    ])
      expect((await saml.signIn({}, `?return_to=${encodeURIComponent(elsewhere)}`)).location).not.toMatch(
        /^(https?:|javascript:|\/\/|\/\\)/,
      )
  })
})

describe('a forged or stolen answer of a SAML provider', () => {
  let saml: SamlDesk
  beforeAll(async () => {
    saml = await samlDesk({ settings: { clock_skew_s: 0 } })
  })

  /** Posts what `make` makes for a request of ours; returns why it was refused. */
  async function refusal(make: (said: Said) => string, on = saml): Promise<string | undefined> {
    const one = browser(on.desk)
    const in_response_to = await on.begin(one)
    const answer = await on.post(make(on.said({ in_response_to })))
    expect(answer).toEqual({ status: 303, location: REFUSED })
    return (await on.problems()).at(-1)
  }

  const ago = new Date(Date.now() - 3_600_000)
  const ahead = new Date(Date.now() + 3_600_000)
  it.each<[string, string, Partial<Said>]>([
    ['unsigned', 'not_signed', { sign: 'none' }],
    ['signed with SHA-1', 'weak_algorithm', { algorithm: 'sha1' }],
    ['signed by a stranger', 'bad_signature', { key: makeIdpKey() }],
    ['for another audience', 'wrong_audience', { audience: 'https://other.example' }],
    ['for another recipient', 'wrong_recipient', { recipient: 'https://other.example/acs' }],
    ['sent to another destination', 'wrong_destination', { destination: 'https://other.example/acs' }],
    ['of another issuer', 'wrong_issuer', { issuer: 'https://evil.example' }],
    ['over', 'wrong_time', { now: ago }],
    ['not begun', 'wrong_time', { now: ahead }],
    ['a failure', 'status', { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }],
    ['without a subject', 'no_subject', { name_id: '' }],
    ['for no request of ours', 'no_such_request', { in_response_to: '_made-up' }],
    ['for nobody’s request', 'not_allowed_unasked', { in_response_to: null }],
  ])('%s', async (_what, problem, parts) => {
    const one = browser(saml.desk)
    const in_response_to = await saml.begin(one)
    const posted = await saml.post(answerXml(saml.said({ in_response_to, ...parts })))
    const location = posted.location.includes('/finish')
      ? (await one.ask('GET', posted.location)).headers.location
      : posted.location
    expect([location, (await saml.problems()).at(-1)]).toEqual([REFUSED, problem])
  })

  it.each<[string, (xml: string) => string]>([
    ['a DTD', (xml) => `<!DOCTYPE x>${xml}`],
    ['entities that grow', (xml) => `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${xml}`],
    [
      'an external entity',
      (xml) => `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${xml.replace('subject-1', '&a;')}`,
    ],
    ['a comment in the name', (xml) => xml.replace('subject-1', 'subject<!-- -->-1')],
    ['CDATA in the name', (xml) => xml.replace('subject-1', '<![CDATA[subject-1]]>')],
    ['a processing instruction', (xml) => xml.replace('subject-1', 'subject<?x?>-1')],
  ])('%s is not read', async (_what, change) => {
    expect(await refusal((said) => change(answerXml(said)))).toBe('unreadable')
  })

  it.each([
    '',
    'A',
    '%%%',
    toBase64('<a/>'),
    toBase64('no xml'),
    toBase64('<a'),
    'A'.repeat(400_000),
    toBase64('\u0000'),
  ])('nonsense %# is refused and breaks nothing', async (SAMLResponse) => {
    const answer = await browser(saml.desk).ask('POST', saml.acs, { SAMLResponse })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, REFUSED])
  })

  const inner = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
  const without = (xml: string) =>
    xml.replace(/<ds:Signature|<Signature/, '$&').replace(/<Signature[\s\S]*<\/Signature>/, '')
  /** An assertion of the attacker's making about the admin. */
  const evilOf = (said: Said, keep_id = false) => {
    const signed = answerXml(said)
    const evil = without(inner(signed))
      .replace('subject-1', 'victim')
      .replaceAll(said.attributes?.email?.[0] ?? '', saml.desk.admin.email)
    return keep_id ? evil : evil.replace(/ ID="[^"]+"/, ' ID="_evil"')
  }
  const wrapped = (said: Said, put: (signed: string, assertion: string) => string) => {
    const signed = answerXml(said)
    return put(signed, inner(signed))
  }
  it.each<[string, (said: Said) => string]>([
    ['before the signed one', (said) => wrapped(said, (xml, good) => xml.replace(good, evilOf(said) + good))],
    ['behind the signed one', (said) => wrapped(said, (xml, good) => xml.replace(good, good + evilOf(said)))],
    [
      'around the signed one',
      (said) =>
        wrapped(said, (xml, good) =>
          xml.replace(
            good,
            evilOf(said).replace('</saml:Subject>', `</saml:Subject><saml:Advice>${good}</saml:Advice>`),
          ),
        ),
    ],
    [
      'with the signed one in an extension',
      (said) =>
        wrapped(said, (xml, good) => xml.replace(good, `<samlp:Extensions>${good}</samlp:Extensions>${evilOf(said)}`)),
    ],
    ['with the same ID', (said) => wrapped(said, (xml, good) => xml.replace(good, evilOf(said, true) + good))],
    [
      'with the signed one inside its own signature',
      (said) =>
        wrapped(said, (xml, good) => {
          const signature = /<Signature[\s\S]*<\/Signature>/.exec(good)?.[0] ?? ''
          const object = signature.replace(
            '</Signature>',
            `<Object>${good.replace(signature, '')}</Object></Signature>`,
          )
          return xml.replace(good, evilOf(said).replace('</saml:Issuer>', `</saml:Issuer>${object}`))
        }),
    ],
    [
      'in another response around the signed one',
      (said) => {
        const signed = answerXml({ ...said, sign: 'response' })
        const evil = answerXml({ ...said, sign: 'none', attributes: { email: [saml.desk.admin.email] } })
        return evil.replace('<samlp:Status>', `<samlp:Extensions>${signed}</samlp:Extensions><samlp:Status>`)
      },
    ],
    [
      'edited after it was signed',
      (said) => answerXml(said).replaceAll(said.attributes?.email?.[0] ?? '', saml.desk.admin.email),
    ],
    [
      'with an empty signature',
      (said) =>
        answerXml({ ...said, sign: 'none' }).replace(
          '<saml:Subject>',
          '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><saml:Subject>',
        ),
    ],
    [
      'signed over another element',
      (said) => {
        const good = answerXml({ ...said, sign: 'none' })
        return signElement(good, "//*[local-name()='Status']/..", makeIdpKey())
      },
    ],
  ])('an assertion wrapped %s lets nobody in', async (_what, make) => {
    expect(['several_assertions', 'bad_signature', 'not_signed', 'unreadable']).toContain(await refusal(make))
  })

  it('a true answer counts once', async () => {
    const one = browser(saml.desk)
    const xml = answerXml(saml.said({ in_response_to: await saml.begin(one) }))
    const first = await saml.post(xml)
    expect((await saml.post(xml)).location).toBe(REFUSED)
    expect((await one.ask('GET', first.location)).headers.location).toBe('/agent')
    expect((await one.ask('GET', first.location)).headers.location).toBe(REFUSED)
    const open = await samlDesk({ settings: { allow_idp_initiated: true } })
    const unasked = answerXml(open.said({ in_response_to: null }))
    expect((await open.post(unasked)).location).toContain('/finish')
    expect((await open.post(unasked)).location).toBe(REFUSED)
    expect(await open.problems()).toEqual(['already_used'])
  })

  it('an answer to one browser lets no other in: nobody is signed in as the attacker', async () => {
    const attacker = browser(saml.desk)
    const posted = await saml.post(answerXml(saml.said({ in_response_to: await saml.begin(attacker) })))
    expect((await browser(saml.desk).ask('GET', posted.location)).headers.location).toBe(REFUSED)
    expect((await saml.problems()).at(-1)).toBe('other_browser')
  })

  it('an answer to one request does not pass for the answer to another', async () => {
    const theirs = await saml.begin(browser(saml.desk))
    expect(
      await refusal((said) =>
        answerXml({ ...said, in_response_to: theirs }).replace(
          ` InResponseTo="${theirs}"><saml:Issuer>`,
          ` InResponseTo="${said.in_response_to}"><saml:Issuer>`,
        ),
      ),
    ).toBe('no_such_request')
  })

  it('an answer for one provider counts at no other, though the same key signed it', async () => {
    const { desk } = saml
    const other = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
      identity_provider: { kind: 'saml', name: 'Other' },
    })
    const acs = new URL(other.body.identity_provider.our_values.acs_url).pathname
    const xml = answerXml(saml.said({ in_response_to: await saml.begin(browser(desk)) }))
    expect((await browser(desk).ask('POST', acs, { SAMLResponse: toBase64(xml) })).headers.location).toBe(REFUSED)
  })
})

/** Answers that broke other libraries, from collections beside the project where they are at hand. */
const CORPUS = join(process.env.CUSTOS_SHARED ?? '../shared', 'corpora/saml')
const files = (pattern: string) => globSync(pattern, { cwd: CORPUS }).map((path) => join(CORPUS, path))
const answers = files('**/*.{xml,base64}')

function isCertificate(text: string): boolean {
  return readCertificate(text) !== null
}

describe.runIf(answers.length > 0)('collected answers of other providers', () => {
  it('let nobody in and break nothing', async () => {
    const texts = files('**/*.{pem,cert,crt}').map((path) => readFileSync(path, 'utf8'))
    const certificates = texts.filter(isCertificate).slice(0, 10)
    expect(certificates.length).toBeGreaterThan(1)
    const saml = await samlDesk({ settings: { certificates, allow_idp_initiated: true } })
    for (const path of answers) {
      const text = readFileSync(path, 'utf8')
      const message = path.endsWith('.base64') ? text : toBase64(text)
      const answer = await browser(saml.desk).ask('POST', saml.acs, { SAMLResponse: message })
      expect([answer.statusCode, answer.headers.location], path).toEqual([303, REFUSED])
      const logout = await browser(saml.desk).ask('POST', saml.acs.replace('/acs', '/logout'), { SAMLRequest: message })
      expect(logout.headers.location, path).toBe('/sign-in')
    }
  })
})
