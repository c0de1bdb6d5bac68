// Single log-out. A message of the provider ends sessions here only where a key of the provider signed it: the library
// would take one by redirect that nobody signed, so that signature is checked here.
import { verify, X509Certificate } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { type Profile, SAML } from '@node-saml/node-saml'
import { getVerifiedXml, xpath } from '@node-saml/node-saml/lib/xml.js'
import { Refused } from './refused.ts'
import { optionsOf, type ServiceProvider } from './service-provider.ts'
import type { SamlSession } from './sessions.ts'
import { decodeMessage, MAX_MESSAGE, readXml } from './text.ts'

const HASHES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
}
/** A log-out is carried out when it is said, not later. */
const MAX_AGE_MS = 5 * 60_000

export interface LogoutRequest {
  id: string
  name_id: string
  session_indexes: string[]
  issued_at: Date
}

function certificatesOf(sp: ServiceProvider): X509Certificate[] {
  return sp.settings.certificates.map((base64) => new X509Certificate(Buffer.from(base64, 'base64')))
}

/** The XML of a request by redirect whose signature over the query holds. `query` is as it came. */
function redirected(sp: ServiceProvider, query: string): string {
  const parts = query.split('&').map((part) => {
    const at = part.indexOf('=')
    return { name: part.slice(0, at), raw: part }
  })
  const rawOf = (name: string) => {
    const found = parts.filter((part) => part.name === name)
    if (found.length > 1) throw new Refused('unreadable', `${name} stands twice`)
    return found[0]?.raw
  }
  const decoded = (raw: string | undefined) =>
    decodeURIComponent((raw ?? '').replace(/^[^=]*=/, '').replaceAll('+', ' '))
  const request = rawOf('SAMLRequest')
  const signature = rawOf('Signature')
  if (!request || request.length > MAX_MESSAGE) throw new Refused('unreadable')
  if (!signature) throw new Refused('not_signed')
  const hash = HASHES[decoded(rawOf('SigAlg'))]
  if (hash === undefined) throw new Refused('weak_algorithm', decoded(rawOf('SigAlg')).slice(0, 200))
  const signed = [request, rawOf('RelayState'), rawOf('SigAlg')].filter((part) => part !== undefined).join('&')
  const bytes = Buffer.from(decoded(signature), 'base64')
  if (!certificatesOf(sp).some((certificate) => verify(hash, Buffer.from(signed), certificate.publicKey, bytes)))
    throw new Refused('bad_signature')
  return inflateRawSync(Buffer.from(decoded(request), 'base64'), { maxOutputLength: MAX_MESSAGE }).toString('utf8')
}

/** The XML of a posted request, as far as a key of the provider signed it. */
async function posted(sp: ServiceProvider, base64: string): Promise<string> {
  const xml = decodeMessage(base64)
  const document = await readXml(xml)
  const pems = certificatesOf(sp).map(String)
  const root = document.documentElement
  const signed = root && getVerifiedXml(xml, root, pems)
  if (!signed)
    throw new Refused(
      xpath.selectElements(document, "//*[local-name()='Signature']").length === 0 ? 'not_signed' : 'bad_signature',
    )
  return signed
}

/** A log-out request that the provider signed. Throws Refused for anything else. */
export async function readLogoutRequest(
  sp: ServiceProvider,
  message: { query: string } | { base64: string },
  now: Date,
): Promise<LogoutRequest> {
  let xml: string
  try {
    xml = 'query' in message ? redirected(sp, message.query) : await posted(sp, message.base64)
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    throw new Refused('unreadable', null, cause)
  }
  const document = await readXml(xml)
  const root = document.documentElement
  if (root?.localName !== 'LogoutRequest') throw new Refused('unreadable', 'not a log-out request')
  const textOf = (name: string) =>
    xpath.selectElements(document, `/*/*[local-name()='${name}']`).map((element) => element.textContent ?? '')
  const destination = root.getAttribute('Destination')
  if (destination && destination !== sp.logout_url) throw new Refused('wrong_destination', destination.slice(0, 300))
  if (textOf('Issuer')[0] !== sp.settings.idp_entity_id) throw new Refused('wrong_issuer', textOf('Issuer')[0] ?? null)
  const issued_at = new Date(root.getAttribute('IssueInstant') ?? '')
  const age_ms = now.getTime() - issued_at.getTime()
  const skew_ms = sp.settings.clock_skew_s * 1_000
  if (!(age_ms > -skew_ms && age_ms < MAX_AGE_MS + skew_ms))
    throw new Refused('wrong_time', root.getAttribute('IssueInstant'))
  const id = root.getAttribute('ID') ?? ''
  const [name_id] = textOf('NameID')
  if (id === '' || !name_id) throw new Refused('no_subject')
  return { id, name_id, session_indexes: textOf('SessionIndex'), issued_at }
}

function signing(sp: ServiceProvider): SAML {
  return new SAML({ ...optionsOf(sp), privateKey: sp.private_key, publicCert: sp.certificate })
}

/** Where the browser goes to tell the provider that its log-out was carried out. */
export async function logoutResponseAddress(
  sp: ServiceProvider,
  request: LogoutRequest,
  relay_state: string,
): Promise<string> {
  const profile = { ID: request.id, issuer: sp.settings.idp_entity_id, nameID: request.name_id, nameIDFormat: '' }
  return await signing(sp).getLogoutResponseUrlAsync(profile, relay_state, {}, true)
}

/** Where the browser goes to end its session at the provider, too. */
export async function logoutRequestAddress(sp: ServiceProvider, session: SamlSession): Promise<string> {
  const profile: Profile = {
    issuer: sp.settings.idp_entity_id,
    nameID: session.name_id,
    nameIDFormat: session.name_id_format ?? 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    sessionIndex: session.session_index,
    ...(session.name_qualifier === null ? {} : { nameQualifier: session.name_qualifier }),
    ...(session.sp_name_qualifier === null ? {} : { spNameQualifier: session.sp_name_qualifier }),
  }
  return await signing(sp).getLogoutUrlAsync(profile, '', {})
}
