// What is known of the systems people usually have, so that nobody looks it up: which kind they are, which settings and
// attributes they need, where their issuer is, and where their own guide stands. The page offers exactly these.
import { z } from 'zod'
import { ADMINS, endpoint } from '../platform/http/endpoint.ts'
import { KINDS } from './kind.ts'

const presetSchema = z.object({
  title: z.string().describe('A maker’s name, the same in every language'),
  kind: z.enum(KINDS),
  settings: z.record(z.string(), z.unknown()).describe('For `settings` of a new provider'),
  attributes: z.record(z.string(), z.string()).describe('For `mapping.attributes` of a new provider'),
  issuer: z.string().nullable().describe('Of OpenID Connect: how issuers look there, as an example'),
  guide_url: z.string().nullable(),
})
type Preset = z.output<typeof presetSchema>

const saml = (title: string, more: Partial<Preset> = {}): Preset => ({
  title,
  kind: 'saml',
  settings: {},
  attributes: {},
  issuer: null,
  guide_url: null,
  ...more,
})
const ldap = (title: string, settings: Preset['settings']): Preset => ({ ...saml(title), kind: 'ldap', settings })
const openid = (title: string, more: Partial<Preset> = {}): Preset => ({ ...saml(title), kind: 'oidc', ...more })
const social = (title: string, network: string): Preset => ({ ...saml(title), kind: 'social', settings: { network } })

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const WITH_GROUPS = ['openid', 'email', 'profile', 'groups']

export const PRESETS: readonly Preset[] = [
  saml('SAML 2.0'),
  saml('Okta (SAML)', { attributes: { email: 'email', first_name: 'firstName', last_name: 'lastName' } }),
  saml('Microsoft Entra ID (SAML)', {
    attributes: {
      email: `${CLAIMS}/emailaddress`,
      name: 'http://schemas.microsoft.com/identity/claims/displayname',
      groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
    },
    settings: { subject_attribute: 'http://schemas.microsoft.com/identity/claims/objectidentifier' },
  }),
  saml('AD FS', {
    attributes: {
      email: `${CLAIMS}/emailaddress`,
      name: `${CLAIMS}/name`,
      groups: 'http://schemas.xmlsoap.org/claims/Group',
    },
  }),
  saml('Google Workspace (SAML)', { attributes: { email: 'email' }, settings: { name_id_format: 'email' } }),
  saml('OneLogin (SAML)', {
    attributes: { email: 'User.email', first_name: 'User.FirstName', last_name: 'User.LastName', groups: 'memberOf' },
  }),
  saml('Keycloak (SAML)', { attributes: { groups: 'member' }, settings: { name_id_format: 'persistent' } }),
  ldap('Active Directory', {
    user_filter:
      '(&(objectCategory=person)(objectClass=user)(|(mail={login})(sAMAccountName={login})(userPrincipalName={login})))',
    subject_attribute: 'objectGUID',
    name_attribute: 'displayName',
  }),
  ldap('OpenLDAP', { user_filter: '(&(objectClass=inetOrgPerson)(|(uid={login})(mail={login})))' }),
  openid('OpenID Connect'),
  openid('Okta (OpenID Connect)', {
    issuer: 'https://your-domain.okta.com',
    settings: { scopes: WITH_GROUPS, second_factor_amr: ['mfa'] },
    guide_url: 'https://developer.okta.com/docs/reference/api/oidc/',
  }),
  openid('OneLogin (OpenID Connect)', {
    issuer: 'https://your-domain.onelogin.com/oidc/2',
    settings: { scopes: WITH_GROUPS },
    guide_url: 'https://developers.onelogin.com/openid-connect',
  }),
  // Its groups are ids of groups, or app roles under `roles`.
  openid('Microsoft Entra ID (OpenID Connect)', {
    issuer: 'https://login.microsoftonline.com/your-tenant-id/v2.0',
    settings: { client_authentication: 'client_secret_post', second_factor_amr: ['mfa'] },
    guide_url: 'https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc',
  }),
  openid('Google Workspace (OpenID Connect)', {
    issuer: 'https://accounts.google.com',
    settings: { issuer: 'https://accounts.google.com', client_authentication: 'client_secret_post' },
    guide_url: 'https://developers.google.com/identity/openid-connect/openid-connect',
  }),
  openid('Keycloak (OpenID Connect)', {
    issuer: 'https://keycloak.example.com/realms/your-realm',
    attributes: { groups: 'realm_access.roles' },
    guide_url: 'https://www.keycloak.org/securing-apps/oidc-layers',
  }),
  { ...saml('JSON Web Token'), kind: 'jwt' },
  social('Google', 'google'),
  social('Microsoft', 'microsoft'),
  social('Apple', 'apple'),
  social('Facebook', 'facebook'),
  social('X', 'x'),
]

export const presetsEndpoint = endpoint({
  route: 'GET /api/v2/identity_providers/presets',
  summary: 'What is known of the usual identity providers',
  allow: ADMINS,
  reply: z.object({ presets: z.array(presetSchema) }),
  run: async () => ({ presets: [...PRESETS] }),
})
