// The social networks: where they are, and what their claims mean. An address counts as verified only where the network
// says so of that address.
import { attributesOf } from '../oidc/attributes.ts'
import { saysDomainOwner, saysVerified, textClaim } from '../oidc/claims.ts'
import type { Claims } from '../oidc/party.ts'
import type { Identity } from '../resolving.ts'
import { Refused } from '../saml/refused.ts'
import type { Network, SocialSettings } from './settings.ts'

/** Networks that speak OpenID Connect. */
export interface OpenIdNetwork {
  speaks: 'openid'
  issuer: string
  scope: string
  has_pkce: boolean
  parameters(settings: SocialSettings): Record<string, string>
  /** `answer` came through the browser and is not signed. Throws Refused for an account that may not come in. */
  read(settings: SocialSettings, claims: Claims, answer: URLSearchParams): Identity
}

/** Networks that speak OAuth 2 only: who it is stands behind an address that is asked with the token. */
export interface OAuthNetwork {
  speaks: 'oauth'
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  me: string
  scope: string
  has_pkce: boolean
  authentication: 'client_secret_basic' | 'client_secret_post'
  read(me: Claims): Identity
}

const identity = (claims: Claims, parts: { email_verified: boolean; name?: string | null }): Identity => ({
  issuer: textClaim(claims, 'iss') ?? '',
  subject: textClaim(claims, 'sub') ?? '',
  email: textClaim(claims, 'email'),
  email_verified: parts.email_verified,
  name: parts.name ?? textClaim(claims, 'name'),
  attributes: attributesOf(claims),
})

const google: OpenIdNetwork = {
  speaks: 'openid',
  issuer: 'https://accounts.google.com',
  scope: 'openid email profile',
  has_pkce: true,
  // A hint for the choice of accounts; the claim is what counts.
  parameters({ workspace_domains: [first, ...others] }): Record<string, string> {
    return first !== undefined && others.length === 0 ? { hd: first } : {}
  },
  read({ workspace_domains }, claims) {
    const hosted = textClaim(claims, 'hd')?.toLowerCase() ?? null
    if (workspace_domains.length > 0 && (hosted === null || !workspace_domains.includes(hosted)))
      throw new Refused('wrong_tenant', hosted)
    const email = textClaim(claims, 'email')
    // Of other addresses Google knows that they were somebody's once, not whose they are today.
    const is_googles = hosted !== null || email?.toLowerCase().endsWith('@gmail.com') === true
    return identity(claims, { email_verified: email !== null && is_googles && saysVerified(email, [claims]) })
  },
}

const microsoft: OpenIdNetwork = {
  speaks: 'openid',
  issuer: 'https://login.microsoftonline.com/common/v2.0',
  scope: 'openid email profile',
  has_pkce: true,
  parameters: () => ({ prompt: 'select_account' }),
  // Any directory writes any address into its accounts: only the owner of the address's domain is believed.
  read: (_settings, claims) => identity(claims, { email_verified: saysDomainOwner(claims) }),
}

/** What Apple sends along at the first sign-in, through the browser: a name to show, nothing that is relied on. */
function appleName(answer: URLSearchParams): string | null {
  try {
    const { name } = JSON.parse(answer.get('user') ?? '{}')
    const parts = [name?.firstName, name?.lastName].filter((part) => typeof part === 'string' && part !== '')
    return parts.join(' ') || null
  } catch {
    return null // No JSON: then there is no name.
  }
}

const apple: OpenIdNetwork = {
  speaks: 'openid',
  issuer: 'https://appleid.apple.com',
  scope: 'openid email name',
  has_pkce: false,
  // Apple gives the name and the address only to a form.
  parameters: () => ({ response_mode: 'form_post' }),
  read(_settings, claims, answer) {
    const email = textClaim(claims, 'email')
    return identity(claims, {
      email_verified: email !== null && saysVerified(email, [claims]),
      name: textClaim(claims, 'name') ?? appleName(answer),
    })
  },
}

const facebook: OAuthNetwork = {
  speaks: 'oauth',
  issuer: 'https://www.facebook.com',
  authorization_endpoint: 'https://www.facebook.com/v23.0/dialog/oauth',
  token_endpoint: 'https://graph.facebook.com/v23.0/oauth/access_token',
  me: 'https://graph.facebook.com/v23.0/me?fields=id,name,email',
  scope: 'public_profile email',
  has_pkce: false,
  authentication: 'client_secret_post',
  // Facebook does not say whether it checked the address.
  read: (me) => ({
    issuer: facebook.issuer,
    subject: textClaim(me, 'id') ?? '',
    email: textClaim(me, 'email'),
    email_verified: false,
    name: textClaim(me, 'name'),
    attributes: attributesOf(me),
  }),
}

const x: OAuthNetwork = {
  speaks: 'oauth',
  issuer: 'https://x.com',
  authorization_endpoint: 'https://x.com/i/oauth2/authorize',
  token_endpoint: 'https://api.x.com/2/oauth2/token',
  me: 'https://api.x.com/2/users/me?user.fields=name,username,confirmed_email',
  scope: 'users.read tweet.read users.email',
  has_pkce: true,
  authentication: 'client_secret_basic',
  read(me) {
    const { data } = me
    const claims: Claims = typeof data === 'object' && data !== null ? { ...data } : {}
    const email = textClaim(claims, 'confirmed_email')
    return {
      issuer: x.issuer,
      subject: textClaim(claims, 'id') ?? '',
      email,
      // X gives the address only once it is confirmed.
      email_verified: email !== null,
      name: textClaim(claims, 'name'),
      attributes: attributesOf(claims),
    }
  },
}

export const networkOf: Readonly<Record<Network, OpenIdNetwork | OAuthNetwork>> = {
  google,
  microsoft,
  apple,
  facebook,
  x,
}
