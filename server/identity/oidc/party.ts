// A provider as one sign-in by code sees it: where the browser goes, and what a code is worth. The protocol is
// openid-client's: state, nonce, PKCE, issuer, audience, times and, asked for here, the signature of the id_token.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
} from 'openid-client'
import { isSafeAddress } from '../addresses-of-others.ts'
import type { Identity } from '../resolving.ts'
import { Refused } from '../saml/refused.ts'
import { claimsAsSent } from './attributes.ts'
import { refusedBy } from './failing.ts'
import { TIMEOUT_MS } from './outgoing.ts'
import { isForManyTenants } from './settings.ts'

/** What is remembered from the question to the answer. */
export interface Asked {
  state: string
  nonce: string
  verifier: string
  redirect_uri: string
}

/** How a session at a provider is ended when the one here is. */
export interface Leaving {
  end_session_endpoint: string
  id_token: string
}

export interface Said {
  identity: Identity
  second_factor_proved: boolean
  /** The provider's name of its session, `sid`. */
  session: string | null
  leaving: Leaving | null
}

export interface Party {
  /** Where the browser goes. `challenge` is the S256 of the verifier. */
  address(asked: Asked, challenge: string): string
  /** Redeems the code of an answer. Throws Refused. */
  redeem(answer: URLSearchParams, asked: Asked): Promise<Said>
}

export type Claims = Readonly<Record<string, unknown>>

export interface OpenIdClient {
  issuer: string
  client_id: string
  authentication: ClientAuth
  scope: string
  /** Added to the question. */
  parameters: Readonly<Record<string, string>>
  /** Directories that may come in where the issuer speaks for many. */
  tenants: readonly string[]
  has_pkce: boolean
  ask_userinfo: boolean
  signs_out_there: boolean
  fetch: CustomFetch
  /** Reads what was said; `answer` is what came through the browser, which nobody signed. */
  read(claims: Claims, userinfo: Claims, answer: URLSearchParams): { identity: Identity; second_factor_proved: boolean }
}

/** The library's view of a provider, by its discovery document. Throws Refused. */
export async function discover(client: Pick<OpenIdClient, 'issuer' | 'client_id' | 'authentication' | 'fetch'>) {
  if (client.issuer === '' || client.client_id === '') throw new Refused('unreachable', 'no issuer or no client id')
  try {
    const configuration = await discovery(new URL(client.issuer), client.client_id, {}, client.authentication, {
      [customFetch]: client.fetch,
      timeout: TIMEOUT_MS / 1_000,
      // Addresses were judged when they were written: http is that of a provider on this machine.
      execute: client.issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    })
    enableNonRepudiationChecks(configuration)
    return configuration
  } catch (error) {
    throw refusedBy(error)
  }
}

/** Where the browser goes. What a provider names must be as safe as what an admin may type. Throws Refused. */
export function authorizeAddress(
  configuration: Configuration,
  asked: Asked,
  parts: { scope: string; has_pkce: boolean; challenge: string; parameters: Readonly<Record<string, string>> },
): string {
  const { authorization_endpoint } = configuration.serverMetadata()
  if (authorization_endpoint === undefined || !isSafeAddress(authorization_endpoint))
    throw new Refused('tls', 'the provider names no https address to sign in at')
  return buildAuthorizationUrl(configuration, {
    ...parts.parameters,
    redirect_uri: asked.redirect_uri,
    response_type: 'code',
    scope: parts.scope,
    state: asked.state,
    ...(parts.has_pkce ? { code_challenge: parts.challenge, code_challenge_method: 'S256' } : {}),
  }).href
}

function checkTenant(client: OpenIdClient, claims: IDToken): void {
  if (!isForManyTenants(client.issuer)) return
  if (typeof claims.tid !== 'string' || !client.tenants.includes(claims.tid.toLowerCase()))
    throw new Refused('wrong_tenant', typeof claims.tid === 'string' ? claims.tid.slice(0, 100) : null)
}

function leavingOf(configuration: Configuration, id_token: string | undefined): Leaving | null {
  const { end_session_endpoint } = configuration.serverMetadata()
  if (end_session_endpoint === undefined || id_token === undefined || !isSafeAddress(end_session_endpoint)) return null
  return { end_session_endpoint, id_token }
}

/** An OpenID Connect provider. Asks it for its discovery document; throws Refused. */
export async function openIdParty(client: OpenIdClient): Promise<Party> {
  const configuration = await discover(client)
  const { scope, has_pkce } = client
  return {
    address: (asked, challenge) =>
      authorizeAddress(configuration, asked, {
        scope,
        has_pkce,
        challenge,
        parameters: { ...client.parameters, nonce: asked.nonce },
      }),
    async redeem(answer, asked) {
      let read: IDToken | null = null
      try {
        const url = new URL(asked.redirect_uri)
        url.search = answer.toString()
        const tokens = await authorizationCodeGrant(configuration, url, {
          expectedState: asked.state,
          expectedNonce: asked.nonce,
          ...(has_pkce ? { pkceCodeVerifier: asked.verifier } : {}),
        })
        const claims = tokens.claims()
        if (!claims) throw new Refused('unreadable', 'no id_token')
        read = claims
        checkTenant(client, claims)
        const asks = client.ask_userinfo && configuration.serverMetadata().userinfo_endpoint !== undefined
        const userinfo = asks ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
        return {
          ...client.read(claims, userinfo, answer),
          session: typeof claims.sid === 'string' && claims.sid !== '' ? claims.sid : null,
          leaving: client.signs_out_there ? leavingOf(configuration, tokens.id_token) : null,
        }
      } catch (error) {
        const refused = refusedBy(error)
        if (read === null || refused.claims !== null) throw refused
        throw new Refused(refused.problem, refused.detail, error, claimsAsSent(read))
      }
    },
  }
}
