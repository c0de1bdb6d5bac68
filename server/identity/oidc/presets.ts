// What is known of the usual OpenID Connect providers, so that nobody looks it up: where the issuer is, which claims say
// what, and where their own guide stands.
import { z } from 'zod'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'

const presetSchema = z.object({
  name: z.enum(['okta', 'onelogin', 'entra', 'google', 'keycloak']),
  issuer: z.string().describe('With {placeholders} for what differs'),
  scopes: z.array(z.string()),
  groups_claim: z.string().describe('Empty where the provider has none'),
  client_authentication: z.enum(['client_secret_basic', 'client_secret_post', 'none']),
  says_email_verified: z.boolean().describe('Otherwise trusts_addresses decides about addresses'),
  second_factor_amr: z.array(z.string()),
  has_backchannel_logout: z.boolean(),
  guide_url: z.string(),
})
type Preset = z.output<typeof presetSchema>

export const PRESETS: readonly Preset[] = [
  {
    name: 'okta',
    issuer: 'https://{domain}.okta.com',
    scopes: ['openid', 'email', 'profile', 'groups'],
    groups_claim: 'groups',
    client_authentication: 'client_secret_basic',
    says_email_verified: true,
    second_factor_amr: ['mfa'],
    has_backchannel_logout: false,
    guide_url: 'https://developer.okta.com/docs/reference/api/oidc/',
  },
  {
    name: 'onelogin',
    issuer: 'https://{domain}.onelogin.com/oidc/2',
    scopes: ['openid', 'email', 'profile', 'groups'],
    groups_claim: 'groups',
    client_authentication: 'client_secret_basic',
    says_email_verified: false,
    second_factor_amr: [],
    has_backchannel_logout: false,
    guide_url: 'https://developers.onelogin.com/openid-connect',
  },
  {
    name: 'entra',
    issuer: 'https://login.microsoftonline.com/{tenant_id}/v2.0',
    scopes: ['openid', 'email', 'profile'],
    // Ids of groups, or app roles under `roles`.
    groups_claim: 'groups',
    client_authentication: 'client_secret_post',
    says_email_verified: false,
    second_factor_amr: ['mfa'],
    has_backchannel_logout: false,
    guide_url: 'https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc',
  },
  {
    name: 'google',
    issuer: 'https://accounts.google.com',
    scopes: ['openid', 'email', 'profile'],
    groups_claim: '',
    client_authentication: 'client_secret_post',
    says_email_verified: true,
    second_factor_amr: [],
    has_backchannel_logout: false,
    guide_url: 'https://developers.google.com/identity/openid-connect/openid-connect',
  },
  {
    name: 'keycloak',
    issuer: 'https://{host}/realms/{realm}',
    scopes: ['openid', 'email', 'profile'],
    groups_claim: 'realm_access.roles',
    client_authentication: 'client_secret_basic',
    says_email_verified: true,
    second_factor_amr: [],
    has_backchannel_logout: true,
    guide_url: 'https://www.keycloak.org/securing-apps/oidc-layers',
  },
]

export const presetsEndpoint = endpoint({
  route: 'GET /api/v2/identity_providers/presets',
  summary: 'What is known of the usual OpenID Connect providers',
  allow: ADMINS,
  reply: z.object({ presets: z.array(presetSchema) }),
  run: async () => ({ presets: [...PRESETS] }),
})
