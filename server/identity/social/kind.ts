// Social networks as a kind of provider: for customers unless an admin says otherwise.
import { createPrivateKey } from 'node:crypto'
import { invalid } from '../../platform/errors.ts'
import type { ProviderKind, Warning } from '../kind.ts'
import { codePaths } from '../oidc/paths.ts'
import { PERSONAL_MICROSOFT, socialSettings } from './settings.ts'

function isAppleKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false // Not a key: the caller says so.
  }
}

export const socialKind: ProviderKind = {
  kind: 'social',
  settings: socialSettings,
  secrets: ['client_secret', 'private_key'],
  is_for_customers: true,
  check(_settings, secrets) {
    if (secrets.private_key !== undefined && !isAppleKey(secrets.private_key))
      throw invalid('secrets.private_key', 'Private key: must be the .p8 file of the key, as it was downloaded')
  },
  /** Of some networks a company has accounts, so that a team can be told from everybody. */
  checkAudience(given, { for_staff }) {
    if (!for_staff) return
    const settings = socialSettings.parse(given)
    if (settings.network !== 'google' && settings.network !== 'microsoft')
      throw invalid('audiences', 'Audiences: the team can come in by Google or Microsoft, not by this network')
    if (settings.network === 'google' && settings.workspace_domains.length === 0)
      throw invalid('audiences', 'Audiences: name the Workspace domains of the team first')
    if (settings.network === 'microsoft' && settings.tenants.includes(PERSONAL_MICROSOFT))
      throw invalid('audiences', 'Audiences: name the directories of the team, and not that of personal accounts')
  },
  ourValues: ({ provider_id, origin_url }) => ({
    redirect_uri: `${origin_url}${codePaths.callback('social', provider_id)}`,
  }),
  warnings(given) {
    const settings = socialSettings.parse(given)
    const found: Warning[] = []
    if (settings.client_id === '') found.push({ code: 'no_client_id', detail: null })
    if (settings.network === 'microsoft' && settings.tenants.length === 0)
      found.push({ code: 'no_tenants', detail: null })
    if (settings.network === 'apple' && (settings.team_id === '' || settings.key_id === ''))
      found.push({ code: 'no_apple_key', detail: null })
    if (settings.network === 'facebook') found.push({ code: 'addresses_unverified', detail: null })
    return found
  },
  asks_password: false,
}
