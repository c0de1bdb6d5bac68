// The party of a provider's settings.
import { ClientSecretBasic, ClientSecretPost, type CustomFetch, None } from 'openid-client'
import type { ProviderRow, ProviderState } from '../schema.ts'
import { identityOf, isSecondFactor } from './claims.ts'
import { type OpenIdClient, openIdParty, type Party } from './party.ts'
import { oidcSettings } from './settings.ts'

/** Settings and secrets of one state of an OpenID Connect provider, for the library. */
export function openIdClientOf(
  provider: Pick<ProviderRow, 'mapping'>,
  state: ProviderState,
  fetch: CustomFetch,
): OpenIdClient {
  const settings = oidcSettings.parse(state.settings)
  const secret = state.secrets.client_secret ?? ''
  const { prompt, acr_values } = settings
  return {
    issuer: settings.issuer,
    client_id: settings.client_id,
    authentication:
      settings.client_authentication === 'none'
        ? None()
        : settings.client_authentication === 'client_secret_post'
          ? ClientSecretPost(secret)
          : ClientSecretBasic(secret),
    scope: settings.scopes.join(' '),
    parameters: { ...(prompt === '' ? {} : { prompt }), ...(acr_values === '' ? {} : { acr_values }) },
    tenants: settings.tenants,
    has_pkce: true,
    ask_userinfo: settings.ask_userinfo,
    signs_out_there: settings.signs_out_there,
    fetch,
    read: (claims, userinfo) => ({
      identity: identityOf(settings, provider.mapping, claims, userinfo),
      second_factor_proved: isSecondFactor(settings, claims),
    }),
  }
}

export async function oidcParty(
  provider: Pick<ProviderRow, 'mapping'>,
  state: ProviderState,
  fetch: CustomFetch,
): Promise<Party> {
  return await openIdParty(openIdClientOf(provider, state, fetch))
}
