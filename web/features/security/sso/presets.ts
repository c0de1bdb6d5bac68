// What is usual for the systems people have, so that little is left to fill in.
import type { Mapping, ProviderWrite } from '../../../api/identityProviders.ts'

type Attributes = Partial<Mapping['attributes']>

interface Preset {
  /** A maker's name; the same in every language. */
  name: string
  kind: 'saml' | 'ldap' | 'oidc' | 'jwt' | 'social'
  attributes?: Attributes
  settings?: Record<string, unknown>
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const microsoft: Attributes = {
  email: `${claims}/emailaddress`,
  name: 'http://schemas.microsoft.com/identity/claims/displayname',
  groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
}

export const presets: readonly Preset[] = [
  { name: 'SAML 2.0', kind: 'saml' },
  { name: 'Okta (SAML)', kind: 'saml', attributes: { email: 'email', first_name: 'firstName', last_name: 'lastName' } },
  {
    name: 'Microsoft Entra ID (SAML)',
    kind: 'saml',
    attributes: microsoft,
    settings: { subject_attribute: 'http://schemas.microsoft.com/identity/claims/objectidentifier' },
  },
  {
    name: 'AD FS',
    kind: 'saml',
    attributes: {
      email: `${claims}/emailaddress`,
      name: `${claims}/name`,
      groups: 'http://schemas.xmlsoap.org/claims/Group',
    },
  },
  {
    name: 'Google Workspace (SAML)',
    kind: 'saml',
    attributes: { email: 'email' },
    settings: { name_id_format: 'email' },
  },
  {
    name: 'OneLogin (SAML)',
    kind: 'saml',
    attributes: { email: 'User.email', first_name: 'User.FirstName', last_name: 'User.LastName', groups: 'memberOf' },
  },
  {
    name: 'Keycloak (SAML)',
    kind: 'saml',
    settings: { name_id_format: 'persistent' },
    attributes: { groups: 'member' },
  },
  {
    name: 'Active Directory',
    kind: 'ldap',
    settings: {
      user_filter:
        '(&(objectCategory=person)(objectClass=user)(|(mail={login})(sAMAccountName={login})(userPrincipalName={login})))',
      subject_attribute: 'objectGUID',
      name_attribute: 'displayName',
    },
  },
  {
    name: 'OpenLDAP',
    kind: 'ldap',
    settings: { user_filter: '(&(objectClass=inetOrgPerson)(|(uid={login})(mail={login})))' },
  },
  { name: 'OpenID Connect', kind: 'oidc' },
  {
    name: 'Okta (OpenID Connect)',
    kind: 'oidc',
    settings: { scopes: ['openid', 'email', 'profile', 'groups'], second_factor_amr: ['mfa'] },
  },
  {
    name: 'OneLogin (OpenID Connect)',
    kind: 'oidc',
    settings: { scopes: ['openid', 'email', 'profile', 'groups'] },
  },
  {
    name: 'Microsoft Entra ID (OpenID Connect)',
    kind: 'oidc',
    settings: { client_authentication: 'client_secret_post', second_factor_amr: ['mfa'] },
  },
  {
    name: 'Google Workspace (OpenID Connect)',
    kind: 'oidc',
    settings: { issuer: 'https://accounts.google.com', client_authentication: 'client_secret_post' },
  },
  { name: 'Keycloak (OpenID Connect)', kind: 'oidc', attributes: { groups: 'realm_access.roles' } },
  { name: 'JSON Web Token', kind: 'jwt' },
  { name: 'Google', kind: 'social', settings: { network: 'google' } },
  { name: 'Microsoft', kind: 'social', settings: { network: 'microsoft' } },
  { name: 'Apple', kind: 'social', settings: { network: 'apple' } },
  { name: 'Facebook', kind: 'social', settings: { network: 'facebook' } },
  { name: 'X', kind: 'social', settings: { network: 'x' } },
]

/** A new provider as its preset says. */
export function providerOf({ name, kind, attributes = {}, settings }: Preset): ProviderWrite {
  const named = { email: '', name: '', first_name: '', last_name: '', locale: '', groups: 'groups', ...attributes }
  return {
    kind,
    name,
    mapping: { attributes: named, default_role: 'end-user', rules: [], applies: 'creation' },
    ...(settings ? { settings } : {}),
  }
}
