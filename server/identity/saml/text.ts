// The text of a SAML message before anything believes it: bounded, plain XML without the constructs that attacks on XML
// signatures are made of, and signed with nothing weaker than SHA-256. No identity provider sends what is refused here.
import { parseDomFromString, xpath } from '@node-saml/node-saml/lib/xml.js'
import { Refused } from './refused.ts'

/** Of the base64; a response with fifty groups has some 20 kB. */
export const MAX_MESSAGE = 350_000
const MAX_ELEMENTS = 5_000

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const SIGNATURES = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
])
const DIGESTS = new Set(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'])
const CANONICALISATIONS = new Set([
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
])
const TRANSFORMS = new Set([...CANONICALISATIONS, `${DSIG}enveloped-signature`])
/** RSA with PKCS #1 v1.5 padding and triple DES are left out: both let an attacker decrypt by asking often enough. */
const ENCRYPTIONS = new Set([
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
])

/** The XML of a message in base64. */
export function decodeMessage(base64: string): string {
  if (base64.length > MAX_MESSAGE) throw new Refused('too_large')
  const compact = base64.replace(/\s+/g, '')
  if (compact === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new Refused('unreadable', 'not base64')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(compact, 'base64'))
  } catch {
    throw new Refused('unreadable', 'not UTF-8')
  }
}

/** Parses what `decodeMessage` gave, or what was decrypted. Throws for anything but plain elements and text. */
export async function readXml(xml: string): Promise<Document> {
  // Entities, comments and CDATA make one program read another text than the one that was signed.
  const body = xml.replace(/^\uFEFF?\s*<\?xml [^?<>]*\?>/, '')
  const forbidden = /<!DOCTYPE|<!ENTITY|<!--|<!\[|<\?/i.exec(body)
  if (forbidden) throw new Refused('unreadable', `${forbidden[0]} is not taken`)
  let document: Document
  try {
    document = await parseDomFromString(xml)
  } catch (cause) {
    throw new Refused('unreadable', 'not XML', cause)
  }
  if (xpath.selectElements(document, '//*').length > MAX_ELEMENTS) throw new Refused('too_large')
  checkIds(document)
  checkAlgorithms(document)
  return document
}

/** An id that stands twice lets a signature speak for another element than the one that is read. */
export function checkIds(document: Document): void {
  const ids = xpath.selectAttributes(document, "//@*[local-name()='ID' or local-name()='Id' or local-name()='id']")
  const seen = new Set<string>()
  for (const { value } of ids) {
    if (seen.has(value)) throw new Refused('bad_signature', 'an ID stands twice')
    seen.add(value)
  }
}

function checkAlgorithms(document: Document): void {
  checkSignatureAlgorithms(document)
  check(document, `//*[local-name()='EncryptionMethod']/@Algorithm`, ENCRYPTIONS)
}

/** For a document that is signed and not encrypted, and may say of others how they encrypt. */
export function checkSignatureAlgorithms(document: Document): void {
  check(document, `//*[local-name()='SignatureMethod']/@Algorithm`, SIGNATURES)
  check(document, `//*[local-name()='Reference']/*[local-name()='DigestMethod']/@Algorithm`, DIGESTS)
  check(document, `//*[local-name()='CanonicalizationMethod']/@Algorithm`, CANONICALISATIONS)
  check(document, `//*[local-name()='Transform']/@Algorithm`, TRANSFORMS)
}

function check(document: Document, path: string, allowed: ReadonlySet<string>): void {
  for (const { value } of xpath.selectAttributes(document, path))
    if (!allowed.has(value)) throw new Refused('weak_algorithm', value.slice(0, 200))
}

/** Signatures anywhere in a message. */
export function countSignatures(document: Document): number {
  return xpath.selectElements(document, `//*[local-name()='Signature' and namespace-uri()='${DSIG}']`).length
}
