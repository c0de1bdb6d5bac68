// Fetches a provider's metadata, and says whether what it names may be believed without an admin looking at it: where
// an admin pinned who signs it, by that signature and whatever way it came; else by the certificate of the web server,
// which an authority that everybody trusts must have signed, for the very address that the admin typed.
import { getVerifiedXml, parseDomFromString } from '@node-saml/node-saml/lib/xml.js'
import { Refusal } from '../../platform/errors.ts'
import { type Fetched, fetchPublic, isInNetworks, isPublicTarget } from '../../platform/outgoing/index.ts'
import { endOf } from './kind.ts'
import { MAX_METADATA, readMetadata, type TheirMetadata } from './metadata.ts'
import { Refused } from './refused.ts'
import type { SamlSettings } from './settings.ts'
import { checkIds, checkSignatureAlgorithms } from './text.ts'

const TIMEOUT_MS = 8_000
const REDIRECTS = 3

/** Network; never inside a transaction. */
export async function fetchMetadata(
  url: string,
  networks: readonly string[],
  redirects: number | 'none' = REDIRECTS,
): Promise<Fetched> {
  return await fetchPublic(url, {
    limit_bytes: MAX_METADATA,
    timeout_ms: TIMEOUT_MS,
    redirects,
    headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    allow: (address) => isPublicTarget(address) || isInNetworks(networks, address),
  })
}

/** Metadata that may be believed. Network. Throws Refused. */
export async function fetchTrustedMetadata(
  settings: Pick<SamlSettings, 'metadata_url' | 'metadata_certificates'>,
  networks: readonly string[],
  now: Date,
): Promise<TheirMetadata> {
  const pinned = settings.metadata_certificates
  if (pinned.length === 0 && !settings.metadata_url.startsWith('https:')) throw new Refused('tls')
  let answer: Fetched
  try {
    // A redirect could lead to a server that nobody vouched for; a signature is as good wherever it lies.
    answer = await fetchMetadata(settings.metadata_url, networks, pinned.length === 0 ? 'none' : REDIRECTS)
  } catch (error) {
    if (error instanceof Refusal) throw new Refused('unreachable', error.message, error)
    throw error
  }
  if (answer.status !== 200) throw new Refused('status', `answered ${answer.status}`)
  const text = answer.body.toString('utf8')
  const xml = pinned.length === 0 ? text : await signedBy(pinned, text)
  try {
    const read = await readMetadata(xml)
    if (read.valid_until !== null && Date.parse(read.valid_until) <= now.getTime())
      throw new Refused('wrong_time', read.valid_until)
    const certificates = read.certificates.filter((certificate) => endOf(certificate) > now)
    if (certificates.length === 0) throw new Refused('unknown_key', 'every certificate in it is over')
    return { ...read, certificates }
  } catch (error) {
    if (error instanceof Refusal) throw new Refused('unreadable', error.message, error)
    throw error
  }
}

/** The document as far as one of these keys signed it: the whole of it, from its root. */
async function signedBy(certificates: readonly string[], xml: string): Promise<string> {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new Refused('unreadable', 'must not have a DOCTYPE')
  const pems = certificates.map(
    (base64) => `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
  )
  let signed: string | null
  try {
    const document = await parseDomFromString(xml)
    checkIds(document)
    checkSignatureAlgorithms(document)
    signed = getVerifiedXml(xml, document.documentElement, pems)
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    throw new Refused('unreadable', null, cause)
  }
  if (signed === null) throw new Refused('bad_signature', 'no pinned key signed the metadata')
  return signed
}
