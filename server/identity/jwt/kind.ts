// JSON Web Tokens as a kind of provider, as clients of Zendesk's single sign-on make them.
import { invalid } from '../../platform/errors.ts'
import type { ProviderKind, Warning } from '../kind.ts'
import { jwtSettings, problemOfKey } from './settings.ts'

/** RFC 7518, 3.2: a key at least as long as the hash. */
export const MIN_SECRET_BYTES = 32

export const jwtKind: ProviderKind = {
  kind: 'jwt',
  settings: jwtSettings,
  secrets: ['shared_secret'],
  check(given, secrets) {
    const { algorithm, public_key, jwks_url, audience } = jwtSettings.parse(given)
    const { shared_secret } = secrets
    if (shared_secret !== undefined && Buffer.byteLength(shared_secret) < MIN_SECRET_BYTES)
      throw invalid('secrets.shared_secret', `Shared secret: must have at least ${MIN_SECRET_BYTES} bytes`)
    if (shared_secret?.includes('-----BEGIN'))
      throw invalid(
        'secrets.shared_secret',
        'Shared secret: is a key that others may know. Choose RS256 or ES256 for it',
      )
    if (public_key !== '' && jwks_url !== '')
      throw invalid('settings.public_key', 'Public key: leave it empty where the keys have an address')
    const problem = public_key === '' || algorithm === 'HS256' ? null : problemOfKey(public_key, algorithm)
    if (problem !== null) throw invalid('settings.public_key', `Public key: ${problem}`)
    // Such keys sign for everybody who trusts that server: what was meant for another must not open this desk.
    if (jwks_url !== '' && audience === '' && algorithm !== 'HS256')
      throw invalid('settings.audience', 'Audience: is needed where the keys have an address')
  },
  ourValues: ({ origin_url, provider_id }) => ({
    sign_in_url: `${origin_url}/access/jwt`,
    start_url: `${origin_url}/access/jwt/${provider_id}/start`,
  }),
  warnings(given) {
    const settings = jwtSettings.parse(given)
    const found: Warning[] = []
    const has_key = settings.public_key !== '' || settings.jwks_url !== ''
    if (settings.algorithm !== 'HS256' && !has_key) found.push({ code: 'no_key', detail: null })
    if (settings.algorithm === 'HS256') found.push({ code: 'shared_secret', detail: null })
    if (settings.audience === '') found.push({ code: 'no_audience', detail: null })
    if (settings.remote_login_url === '') found.push({ code: 'no_sign_in_address', detail: null })
    if (settings.allow_get) found.push({ code: 'tokens_in_addresses', detail: null })
    if (settings.allow_unasked) found.push({ code: 'idp_initiated', detail: null })
    return found
  },
  asks_password: false,
}
