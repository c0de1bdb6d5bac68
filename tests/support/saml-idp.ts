// A SAML identity provider made for tests: says what it is told, well signed or wrong in one point.
import { createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { signXml } from '@node-saml/node-saml/lib/xml.js'
import { certify } from '../../server/platform/certificate.ts'

export interface IdpKey {
  private_key: string
  certificate: string
}

/** A key with a certificate for it. Making one takes a while: tests share them. */
export function makeIdpKey(now = new Date(), valid_days = 365): IdpKey {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return {
    private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certify(keys, { name: 'Test provider', is_host: false, valid_days, now }),
  }
}

export const IDP_ENTITY = 'https://idp.example/metadata'
export const IDP_SSO = 'https://idp.example/sso'
export const IDP_SLO = 'https://idp.example/slo'

/** What an answer says; everything can be made wrong. */
export interface Said {
  key: IdpKey
  acs_url: string
  entity_id: string
  in_response_to: string | null
  name_id?: string
  name_id_format?: string
  issuer?: string
  audience?: string
  recipient?: string
  destination?: string
  now?: Date
  /** Seconds from `now` until it is over. */
  lasts_s?: number
  attributes?: Record<string, string[]>
  context?: string
  assertion_id?: string
  session_index?: string
  /** SessionNotOnOrAfter of the statement. */
  session_ends_at?: Date
  sign?: 'assertion' | 'response' | 'both' | 'none'
  algorithm?: 'sha1' | 'sha256'
  status?: string
  /** PEM of a certificate to encrypt for. */
  encrypt_for?: string
  /** Changes the assertion's XML before it is signed. */
  edit?(assertion: string): string
}

const XMLNS = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const newXmlId = () => `_${randomBytes(16).toString('hex')}`

function assertionOf(said: Said): string {
  const now = said.now ?? new Date()
  const until = new Date(now.getTime() + (said.lasts_s ?? 300) * 1_000).toISOString()
  const answers = said.in_response_to === null ? '' : ` InResponseTo="${escapeXml(said.in_response_to)}"`
  const attributes = Object.entries(said.attributes ?? {})
    .map(
      ([name, values]) =>
        `<saml:Attribute Name="${escapeXml(name)}">${values.map((value) => `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
    )
    .join('')
  return `<saml:Assertion ${XMLNS} ID="${said.assertion_id ?? newXmlId()}" Version="2.0" IssueInstant="${now.toISOString()}"><saml:Issuer>${escapeXml(said.issuer ?? IDP_ENTITY)}</saml:Issuer><saml:Subject><saml:NameID Format="${said.name_id_format ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'}">${escapeXml(said.name_id ?? 'subject-1')}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${escapeXml(said.recipient ?? said.acs_url)}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${now.toISOString()}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${escapeXml(said.audience ?? said.entity_id)}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${now.toISOString()}" SessionIndex="${said.session_index ?? 'session-1'}"${said.session_ends_at ? ` SessionNotOnOrAfter="${said.session_ends_at.toISOString()}"` : ''}><saml:AuthnContext><saml:AuthnContextClassRef>${said.context ?? 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${attributes && `<saml:AttributeStatement>${attributes}</saml:AttributeStatement>`}</saml:Assertion>`
}

/** Signs the element that `path` finds, right behind its issuer. */
export function signElement(xml: string, path: string, key: IdpKey, algorithm: 'sha1' | 'sha256' = 'sha256'): string {
  return signXml(
    xml,
    path,
    { reference: `${path}/*[local-name()='Issuer']`, action: 'after' },
    {
      privateKey: key.private_key,
      publicCert: key.certificate,
      signatureAlgorithm: algorithm,
      digestAlgorithm: algorithm,
    },
  )
}

function encrypted(assertion: string, certificate: string): string {
  const key = randomBytes(32)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([iv, cipher.update(assertion, 'utf8'), cipher.final(), cipher.getAuthTag()])
  const wrapped = publicEncrypt({ key: new X509Certificate(certificate).publicKey, oaepHash: 'sha1' }, key)
  return `<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><e:EncryptedKey xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"><DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></e:EncryptionMethod><e:CipherData><e:CipherValue>${wrapped.toString('base64')}</e:CipherValue></e:CipherData></e:EncryptedKey></KeyInfo><xenc:CipherData><xenc:CipherValue>${body.toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`
}

/** The XML of an answer. */
export function answerXml(said: Said): string {
  const sign = said.sign ?? 'assertion'
  const plain = said.edit?.(assertionOf(said)) ?? assertionOf(said)
  const signs_assertion = sign === 'assertion' || sign === 'both'
  const assertion = signs_assertion
    ? signElement(plain, "/*[local-name()='Assertion']", said.key, said.algorithm)
    : plain
  const answers = said.in_response_to === null ? '' : ` InResponseTo="${escapeXml(said.in_response_to)}"`
  const code = said.status ?? 'urn:oasis:names:tc:SAML:2.0:status:Success'
  const content = said.encrypt_for === undefined ? assertion : encrypted(assertion, said.encrypt_for)
  const response = `<samlp:Response ${XMLNS} ID="${newXmlId()}" Version="2.0" IssueInstant="${(said.now ?? new Date()).toISOString()}" Destination="${escapeXml(said.destination ?? said.acs_url)}"${answers}><saml:Issuer>${escapeXml(said.issuer ?? IDP_ENTITY)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${code}"/></samlp:Status>${content}</samlp:Response>`
  return sign === 'response' || sign === 'both'
    ? signElement(response, "/*[local-name()='Response']", said.key, said.algorithm)
    : response
}

export const toBase64 = (xml: string) => Buffer.from(xml).toString('base64')

/** The id of the request in an address that we redirect to. */
export function requestIdOf(location: string): string {
  const message = new URL(location).searchParams.get('SAMLRequest') ?? ''
  const xml = inflateRawSync(Buffer.from(message, 'base64')).toString()
  return / ID="([^"]+)"/.exec(xml)?.[1] ?? ''
}
