// Metadata: ours for the identity provider, and theirs as settings of ours.
import { generateServiceProviderMetadata } from '@node-saml/node-saml'
import { parseDomFromString, xpath } from '@node-saml/node-saml/lib/xml.js'
import { invalid } from '../../platform/errors.ts'
import { isSafeAddress } from '../addresses-of-others.ts'
import type { ServiceProvider } from './service-provider.ts'
import { NAME_ID_FORMATS, readCertificate } from './settings.ts'

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
/** Of one document; a federation with thousands of providers is not taken. */
export const MAX_METADATA = 1_000_000

/** Our metadata as XML: where answers go, and the certificate that they are encrypted for and requests are signed with. */
export function ourMetadata(sp: ServiceProvider): string {
  const { settings } = sp
  return generateServiceProviderMetadata({
    issuer: sp.entity_id,
    callbackUrl: sp.acs_url,
    logoutCallbackUrl: sp.logout_url,
    identifierFormat: NAME_ID_FORMATS[settings.name_id_format],
    wantAssertionsSigned: settings.signed === 'assertion',
    decryptionPvk: sp.private_key,
    decryptionCert: sp.certificate,
    publicCerts: sp.certificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    ...(settings.sign_requests ? { privateKey: sp.private_key } : {}),
  })
}

/** What a provider's metadata says that its settings need. */
export interface TheirMetadata {
  idp_entity_id: string
  sso_url: string
  sso_binding: 'redirect' | 'post'
  slo_url: string
  certificates: string[]
  /** ISO time after which it says nothing any more; null where it does not say. */
  valid_until: string | null
}

/** Reads the metadata of one identity provider. 422 with what is missing. */
export async function readMetadata(xml: string): Promise<TheirMetadata> {
  const refuse = (text: string) => invalid('metadata', `Metadata: ${text}`)
  if (xml.length > MAX_METADATA) throw refuse('is too large')
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw refuse('must not have a DOCTYPE')
  let document: Document
  try {
    document = await parseDomFromString(xml)
  } catch (cause) {
    throw Object.assign(refuse('is not XML'), { cause })
  }
  const idps = xpath.selectElements(document, `//*[local-name()='IDPSSODescriptor' and namespace-uri()='${METADATA}']`)
  const [idp] = idps
  if (!idp) throw refuse('does not describe an identity provider')
  if (idps.length > 1) throw refuse('describes several identity providers; take the one of yours')
  const ends = xpath
    .selectAttributes(document, `//*[namespace-uri()='${METADATA}']/@validUntil`)
    .map((attribute) => Date.parse(attribute.value))
  if (ends.some((end) => Number.isNaN(end))) throw refuse('ends at no known time')
  const entity_id = (idp.parentNode as Element | null)?.getAttribute('entityID') ?? '' // an element's parent here is one
  const addressOf = (service: string, binding: string) =>
    xpath
      .selectElements(idp, `./*[local-name()='${service}']`)
      .filter((element) => element.getAttribute('Binding') === binding)
      .map((element) => element.getAttribute('Location') ?? '')
      .find(isSafeAddress)
  const redirect = addressOf('SingleSignOnService', REDIRECT)
  const sso_url = redirect ?? addressOf('SingleSignOnService', POST)
  if (entity_id === '') throw refuse('has no entityID')
  if (sso_url === undefined) throw refuse('has no https address to sign in at by redirect or POST')
  const certificates = xpath
    .selectElements(
      idp,
      "./*[local-name()='KeyDescriptor' and (not(@use) or @use='signing')]//*[local-name()='X509Certificate']",
    )
    .map((element) => readCertificate(element.textContent ?? ''))
    .filter((certificate) => certificate !== null)
  if (certificates.length === 0) throw refuse('has no certificate to check signatures with')
  return {
    idp_entity_id: entity_id,
    sso_url,
    sso_binding: redirect === undefined ? 'post' : 'redirect',
    slo_url: addressOf('SingleLogoutService', REDIRECT) ?? '',
    certificates: [...new Set(certificates)],
    valid_until: ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString(),
  }
}
