// OpenID Connect as a kind of provider.
import { invalid } from '../../platform/errors.ts'
import type { ProviderKind, Warning } from '../kind.ts'
import { codePaths, SIGNED_OUT } from './paths.ts'
import { isForManyTenants, oidcSettings } from './settings.ts'

export const oidcKind: ProviderKind = {
  kind: 'oidc',
  settings: oidcSettings,
  secrets: ['client_secret'],
  check(given) {
    const settings = oidcSettings.parse(given)
    // Every directory of the world says what it likes about addresses.
    if (settings.trusts_addresses && isForManyTenants(settings.issuer))
      throw invalid(
        'settings.trusts_addresses',
        'Trusts addresses: only where the issuer is that of one directory, not of many',
      )
  },
  ourValues: ({ provider_id, origin_url }) => ({
    redirect_uri: `${origin_url}${codePaths.callback('oidc', provider_id)}`,
    post_logout_redirect_uri: `${origin_url}${SIGNED_OUT}`,
    backchannel_logout_uri: `${origin_url}${codePaths.backchannelLogout(provider_id)}`,
  }),
  warnings(given) {
    const settings = oidcSettings.parse(given)
    const found: Warning[] = []
    if (settings.issuer === '') found.push({ code: 'no_issuer', detail: null })
    if (settings.client_id === '') found.push({ code: 'no_client_id', detail: null })
    if (isForManyTenants(settings.issuer) && settings.tenants.length === 0)
      found.push({ code: 'no_tenants', detail: null })
    if (settings.client_authentication === 'none') found.push({ code: 'public_client', detail: null })
    return found
  },
  asks_password: false,
}
