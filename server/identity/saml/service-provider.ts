// Ourselves as a SAML service provider towards one identity provider, and what the library must know of both.
import type { SamlConfig } from '@node-saml/node-saml'
import type { ProviderState } from '../schema.ts'
import { samlPaths } from './kind.ts'
import { NAME_ID_FORMATS, type SamlSettings, samlSettings } from './settings.ts'

export interface ServiceProvider {
  settings: SamlSettings
  entity_id: string
  acs_url: string
  logout_url: string
  private_key: string
  certificate: string
}

/** Us, at the address people reach us by, with one state of a provider. */
export function serviceProvider(provider_id: number, state: ProviderState, origin_url: string): ServiceProvider {
  return {
    settings: samlSettings.parse(state.settings),
    entity_id: `${origin_url}${samlPaths.metadata(provider_id)}`,
    acs_url: `${origin_url}${samlPaths.acs(provider_id)}`,
    logout_url: `${origin_url}${samlPaths.logout(provider_id)}`,
    private_key: state.secrets.private_key ?? '',
    certificate: state.secrets.certificate ?? '',
  }
}

/** The library's settings. Requests are signed where asked; log-out messages always. */
export function optionsOf(sp: ServiceProvider, id?: string): SamlConfig {
  const { settings } = sp
  return {
    callbackUrl: sp.acs_url,
    logoutCallbackUrl: sp.logout_url,
    issuer: sp.entity_id,
    audience: sp.entity_id,
    entryPoint: settings.sso_url,
    logoutUrl: settings.slo_url || settings.sso_url,
    idpCert: settings.certificates,
    idpIssuer: settings.idp_entity_id,
    identifierFormat: NAME_ID_FORMATS[settings.name_id_format],
    wantAssertionsSigned: settings.signed === 'assertion',
    wantAuthnResponseSigned: settings.signed === 'response',
    acceptedClockSkewMs: settings.clock_skew_s * 1_000,
    decryptionPvk: sp.private_key,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    ...(settings.requested_context === ''
      ? { disableRequestedAuthnContext: true }
      : { authnContext: [settings.requested_context] }),
    ...(id === undefined ? {} : { generateUniqueId: () => id }),
  }
}
