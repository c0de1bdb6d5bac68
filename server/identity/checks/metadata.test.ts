import { generateKeyPairSync } from 'node:crypto'
import { createServer as createPlain, type RequestListener } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { signXml } from '@node-saml/node-saml/lib/xml.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { IDP_KEY, type SamlDesk, samlDesk } from '../../../tests/support/saml-desk.ts'
import { IDP_ENTITY, IDP_SLO, IDP_SSO, type IdpKey, makeIdpKey } from '../../../tests/support/saml-idp.ts'
import { certify } from '../../platform/certificate.ts'
import { sql } from '../../platform/db.ts'
import { readCertificate } from '../saml/settings.ts'
import { sweepProviders } from './jobs.ts'

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const next = makeIdpKey()
const over = makeIdpKey(new Date(Date.now() - 20 * 86_400_000), 10)
const pin = makeIdpKey()

/** Metadata as a provider publishes it; signed by a key where one is given. */
function metadataOf(
  keys: readonly IdpKey[],
  {
    entity = IDP_ENTITY,
    sso = IDP_SSO,
    valid_until = '',
    by,
  }: { entity?: string; sso?: string; valid_until?: string; by?: IdpKey } = {},
): string {
  const descriptors = keys.map(
    ({ certificate }) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${readCertificate(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  )
  const xml = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m"${valid_until && ` validUntil="${valid_until}"`} entityID="${entity}"><md:IDPSSODescriptor>${descriptors.join('')}<md:SingleLogoutService Binding="${REDIRECT}" Location="${IDP_SLO}"/><md:SingleSignOnService Binding="${REDIRECT}" Location="${sso}"/></md:IDPSSODescriptor></md:EntityDescriptor>`
  if (!by) return xml
  const path = "/*[local-name()='EntityDescriptor']"
  return signXml(
    xml,
    path,
    { reference: `${path}/*[local-name()='IDPSSODescriptor']`, action: 'before' },
    { privateKey: by.private_key, publicCert: by.certificate, signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' },
  )
}

const published = { xml: '', status: 200, asked: 0, redirects_to: '' }
const serve: RequestListener = (_request, response) => {
  published.asked += 1
  const { redirects_to, status, xml } = published
  if (redirects_to !== '') response.writeHead(302, { location: redirects_to }).end()
  else response.writeHead(status, { 'content-type': 'application/samlmetadata+xml' }).end(xml)
}
const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const cert = certify(keys, { name: 'localhost', is_host: true, valid_days: 1, now: new Date() })
const plain = createPlain(serve)
const secure = createSecure({ key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), cert }, serve)
const usual = getCACertificates('default')
let plain_url = ''
let secure_url = ''
beforeAll(async () => {
  for (const server of [plain, secure])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const portOf = (server: typeof plain) => (server.address() as AddressInfo).port // it listens on a port
  plain_url = `http://127.0.0.1:${portOf(plain)}/metadata`
  secure_url = `https://localhost:${portOf(secure)}/metadata`
})
afterAll(async () => {
  setDefaultCACertificates(usual)
  for (const server of [plain, secure]) await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  Object.assign(published, { xml: metadataOf([IDP_KEY]), status: 200, redirects_to: '' })
  // As an authority that everybody trusts would have signed the server's certificate.
  setDefaultCACertificates([...usual, cert])
})

const withPin = () => ({ metadata_url: plain_url, metadata_certificates: [pin.certificate] })
const path = (saml: SamlDesk) => `/api/v2/identity_providers/${saml.provider_id}`
const shown = async (saml: SamlDesk) =>
  (await saml.desk.call(saml.desk.owner, `GET ${path(saml)}`)).body.identity_provider
/** Fetches now, as an admin asks for it. */
async function fetchNow(saml: SamlDesk) {
  expect((await saml.desk.call(saml.desk.admin, `POST ${path(saml)}/checks`, {})).status).toBe(200)
  await saml.desk.runJobs()
  return await shown(saml)
}
const comesIn = async (saml: SamlDesk, key: IdpKey) => (await saml.signIn({ key })).location === '/agent'
const forms = (...of: IdpKey[]) => of.map(({ certificate }) => readCertificate(certificate))

describe('a provider that changes its key', () => {
  test('rolls over: both keys count while its metadata names both, then the new one alone', async () => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    expect(await comesIn(saml, next)).toBe(false)
    published.xml = metadataOf([IDP_KEY, next, over])
    const both = await fetchNow(saml)
    expect(both.settings.certificates).toEqual(forms(IDP_KEY, next))
    expect([both.state, both.checks]).toMatchObject([
      'tested',
      [{ what: 'metadata', problem: null, failing_since: null }],
    ])
    expect([await comesIn(saml, IDP_KEY), await comesIn(saml, next)]).toEqual([true, true])
    published.xml = metadataOf([next])
    await fetchNow(saml)
    expect([await comesIn(saml, IDP_KEY), await comesIn(saml, next)]).toEqual([false, true])
    const rows = await saml.desk.work((work) =>
      work.db.all<{ event_id: number; data: unknown; sealed: Buffer }>(sql`
        select event_id, data, sealed from events where account_id = ${work.account_id} and type = 'identity_provider.certificates_changed' order by event_id`),
    )
    expect(rows.map((row) => row.data)).toEqual([
      { kind: 'saml', added: 1, removed: 0 },
      { kind: 'saml', added: 0, removed: 1 },
    ])
    const logs = await saml.desk.call(
      saml.desk.owner,
      'GET /api/v2/audit_logs?filter[action]=identity_provider.certificates_changed',
    )
    expect(logs.body.audit_logs).toHaveLength(2)
  })

  test('is fetched by itself when an answer comes that no known key signed, but not each time', async () => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    published.xml = metadataOf([next])
    const before = published.asked
    expect(await comesIn(saml, next)).toBe(false)
    await saml.desk.runJobs()
    expect(await comesIn(saml, next)).toBe(true)
    for (let time = 0; time < 3; time++) {
      expect(await comesIn(saml, pin)).toBe(false)
      await saml.desk.runJobs()
    }
    expect(published.asked - before).toBe(1)
  })

  test('is fetched by the clock, once a day', async () => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    const sweep = async () => {
      const before = published.asked
      await saml.desk.work(sweepProviders)
      await saml.desk.runJobs()
      return published.asked - before
    }
    expect([await sweep(), await sweep()]).toEqual([1, 0])
    await saml.desk.work((work) =>
      work.db.run(sql`
        update identity_checks set tried_at = ${new Date(Date.now() - 25 * 3_600_000)} where account_id = ${work.account_id}`),
    )
    expect(await sweep()).toBe(1)
  })

  test('does not touch what an admin is editing, nor an address people sign in at', async () => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    await saml.desk.call(saml.desk.owner, `PUT ${path(saml)}`, {
      identity_provider: { settings: { certificates: [pin.certificate] } },
    })
    published.xml = metadataOf([next], { sso: 'https://elsewhere.example/sso' })
    const provider = await fetchNow(saml)
    expect(provider.settings).toMatchObject({ certificates: forms(pin), sso_url: IDP_SSO })
    expect(provider.warnings).toContainEqual({ code: 'metadata_differs', detail: null })
    expect([await comesIn(saml, next), await comesIn(saml, pin)]).toEqual([true, false])
  })
})

describe('metadata that is not to be believed', () => {
  const takesNothing = async (saml: SamlDesk, problem: string) => {
    const provider = await fetchNow(saml)
    expect(provider.checks).toMatchObject([{ what: 'metadata', problem }])
    expect(provider.settings.certificates).toEqual(forms(IDP_KEY))
    expect([await comesIn(saml, IDP_KEY), await comesIn(saml, next)]).toEqual([true, false])
  }

  test('from a server that no known authority vouches for', async () => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    setDefaultCACertificates(usual)
    published.xml = metadataOf([next])
    await takesNothing(saml, 'unreachable')
    expect((await shown(saml)).warnings.map((one: { code: string }) => one.code)).toContain('metadata_check_fails')
  })

  test('by a redirect to another server', async () => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    published.redirects_to = plain_url
    await takesNothing(saml, 'status')
  })

  test.each<[string, () => string, string]>([
    ['of another provider', () => metadataOf([next], { entity: 'https://evil.example' }), 'wrong_issuer'],
    [
      'of yesterday',
      () => metadataOf([next], { valid_until: new Date(Date.now() - 1_000).toISOString() }),
      'wrong_time',
    ],
    ['with nothing but keys that are over', () => metadataOf([over]), 'unknown_key'],
    ['that is no metadata', () => '<html>Please sign in</html>', 'unreadable'],
    ['with entities', () => `<!DOCTYPE x [<!ENTITY y "z">]>${metadataOf([next])}`, 'unreadable'],
  ])('%s', async (_what, xml, problem) => {
    const saml = await samlDesk({ settings: { metadata_url: secure_url } })
    published.xml = xml()
    await takesNothing(saml, problem)
  })

  test.each<[string, () => string, string]>([
    ['nobody', () => metadataOf([next]), 'bad_signature'],
    ['another key', () => metadataOf([next], { by: makeIdpKey() }), 'bad_signature'],
    ['the provider’s own key, which is not the pinned one', () => metadataOf([next], { by: IDP_KEY }), 'bad_signature'],
    [
      'the pinned key, over another text',
      () => metadataOf([IDP_KEY], { by: pin }).replace(String(forms(IDP_KEY)[0]), String(forms(next)[0])),
      'bad_signature',
    ],
    [
      'the pinned key, over a part that is wrapped in another document',
      () =>
        metadataOf([next])
          .replace('ID="_m"', 'ID="_evil"')
          .replace('</md:EntityDescriptor>', `${metadataOf([IDP_KEY], { by: pin })}</md:EntityDescriptor>`),
      'bad_signature',
    ],
  ])('where its signer is pinned: signed by %s', async (_who, xml, problem) => {
    const saml = await samlDesk({ settings: withPin() })
    published.xml = xml()
    await takesNothing(saml, problem)
  })

  test('but where its signer is pinned and signed it, the way it came does not matter', async () => {
    const saml = await samlDesk({ settings: withPin() })
    published.xml = metadataOf([next], { by: pin })
    expect((await fetchNow(saml)).settings.certificates).toEqual(forms(next))
    expect([await comesIn(saml, IDP_KEY), await comesIn(saml, next)]).toEqual([false, true])
  })

  test('an address without TLS is not taken without a pinned signer', async () => {
    const saml = await samlDesk()
    const write = { identity_provider: { settings: { metadata_url: plain_url } } }
    expect((await saml.desk.call(saml.desk.owner, `PUT ${path(saml)}`, write)).status).toBe(422)
  })
})

describe('the end of a certificate', () => {
  test('is told to the admins 30 days, a week and a day before, once each, and not where a newer one is beside', async () => {
    const day = 86_400_000
    const ends = makeIdpKey(new Date(Date.now() - 100 * day), 129)
    const saml = await samlDesk({ settings: { certificates: [ends.certificate] } })
    await saml.desk.call(saml.desk.admin, 'POST /api/v2/recipient_addresses', {
      recipient_address: { email: `support@${saml.desk.host}`, name: 'Support' },
    })
    const told = async () => {
      for (let time = 0; time < 2; time++) await saml.desk.work(sweepProviders)
      await saml.desk.runJobs()
      const rows = await saml.desk.work((work) =>
        work.db.all<{ days: number }>(sql`
          select (data->>'days')::int as days from events where account_id = ${work.account_id} and type = 'identity_provider.certificate_ends' order by event_id`),
      )
      return rows.map((row) => row.days)
    }
    expect(await told()).toEqual([30])
    const mails = await saml.desk.work((work) =>
      work.db.one<{ count: number }>(sql`
        select count(*) as count from mail_deliveries d join events e on e.account_id = d.account_id and e.event_id = d.event_id
        where d.account_id = ${work.account_id} and e.type = 'identity_provider.certificate_ends'`),
    )
    expect(mails.count).toBe(2)
    for (const [left, expected] of [
      [6, [30, 7]],
      [0.5, [30, 7, 1]],
      [-1, [30, 7, 1]],
    ] as const) {
      const soon = makeIdpKey(new Date(Date.now() - (100 - left) * day), 100)
      await saml.change({ settings: { certificates: [soon.certificate] } })
      expect(await told(), String(left)).toEqual(expected)
    }
    await saml.change({
      settings: { certificates: [makeIdpKey(new Date(Date.now() - 80 * day), 100).certificate, next.certificate] },
    })
    expect(await told()).toEqual([30, 7, 1])
  })
})
