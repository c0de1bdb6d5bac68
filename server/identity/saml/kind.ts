// SAML 2.0 as a kind of provider: its settings, our key pair, what the other side needs, when its certificates end.
import { generateKeyPair, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { certify } from '../../platform/certificate.ts'
import { invalid } from '../../platform/errors.ts'
import type { ProviderKind, Warning } from '../kind.ts'
import { NAME_ID_FORMATS, samlSettings } from './settings.ts'

const KEY_BITS = 3_072
const VALID_DAYS = 3_650
const DAY_MS = 86_400_000
/** An admin hears of the end of a certificate this long before. */
const WARN_BEFORE_MS = 30 * DAY_MS

const makeKeys = promisify(generateKeyPair)

export const samlPaths = {
  metadata: (provider_id: number) => `/access/saml/${provider_id}/metadata`,
  acs: (provider_id: number) => `/access/saml/${provider_id}/acs`,
  logout: (provider_id: number) => `/access/saml/${provider_id}/logout`,
}

/** When a certificate ends. */
export function endOf(certificate: string): Date {
  return new Date(new X509Certificate(Buffer.from(certificate, 'base64')).validTo)
}

function warnings(given: Record<string, unknown>, now: Date): Warning[] {
  const settings = samlSettings.parse(given)
  const found: Warning[] = []
  if (settings.sso_url === '') found.push({ code: 'no_sign_in_address', detail: null })
  if (settings.idp_entity_id === '') found.push({ code: 'no_entity_id', detail: null })
  if (settings.certificates.length === 0) found.push({ code: 'no_certificate', detail: null })
  const ends = settings.certificates.map(endOf)
  const last = Math.max(...ends.map((end) => end.getTime()))
  for (const end of ends) {
    if (end <= now) found.push({ code: 'certificate_expired', detail: end.toISOString() })
    // One that ends beside a newer one is what a rollover looks like.
    else if (end.getTime() - now.getTime() < WARN_BEFORE_MS && end.getTime() === last)
      found.push({ code: 'certificate_ends', detail: end.toISOString() })
  }
  if (settings.name_id_format === 'transient' && settings.subject_attribute === '')
    found.push({ code: 'transient_subject', detail: null })
  if (settings.allow_idp_initiated) found.push({ code: 'idp_initiated', detail: null })
  return found
}

export const samlKind: ProviderKind = {
  kind: 'saml',
  settings: samlSettings,
  // Made by us; a write takes none.
  secrets: [],
  async makeSecrets({ provider_id, now }) {
    const keys = await makeKeys('rsa', { modulusLength: KEY_BITS })
    return {
      private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      certificate: certify(keys, { name: `Custos ${provider_id}`, is_host: false, valid_days: VALID_DAYS, now }),
    }
  },
  ourValues: ({ provider_id, origin_url, settings, secrets }) => ({
    entity_id: `${origin_url}${samlPaths.metadata(provider_id)}`,
    acs_url: `${origin_url}${samlPaths.acs(provider_id)}`,
    logout_url: `${origin_url}${samlPaths.logout(provider_id)}`,
    metadata_url: `${origin_url}${samlPaths.metadata(provider_id)}`,
    name_id_format: NAME_ID_FORMATS[samlSettings.parse(settings).name_id_format],
    certificate: secrets.certificate ?? '',
  }),
  check(given) {
    const { metadata_url, metadata_certificates } = samlSettings.parse(given)
    if (metadata_url.startsWith('http:') && metadata_certificates.length === 0)
      throw invalid('settings.metadata_url', 'Metadata URL: use https://, or name the certificates that sign it')
  },
  warnings,
  asks_password: false,
}
