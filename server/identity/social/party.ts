// The party of a social network: OpenID Connect where it has it, else OAuth 2 and a question who it was.
import { importPKCS8, SignJWT } from 'jose'
import {
  authorizationCodeGrant,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
  fetchProtectedResource,
} from 'openid-client'
import { refusedBy } from '../oidc/failing.ts'
import { TIMEOUT_MS } from '../oidc/outgoing.ts'
import { authorizeAddress, openIdParty, type Party } from '../oidc/party.ts'
import { Refused } from '../saml/refused.ts'
import type { ProviderRow, ProviderState } from '../schema.ts'
import { networkOf, type OAuthNetwork } from './networks.ts'
import { PERSONAL_MICROSOFT, type SocialSettings, socialSettings } from './settings.ts'

/** Apple takes ones of up to six months; ours is made for each request. */
const APPLE_SECRET_LASTS_S = 300

/** Apple's client secret: a statement signed with the key of the team. Throws Refused where there is no such key. */
export async function appleSecret(settings: SocialSettings, private_key: string, now: Date): Promise<string> {
  if (settings.team_id === '' || settings.key_id === '' || private_key === '')
    throw new Refused('unreachable', 'team id, key id or private key is missing')
  const issued = Math.floor(now.getTime() / 1_000)
  const key = await importPKCS8(private_key, 'ES256')
  return await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: settings.key_id })
    .setIssuer(settings.team_id)
    .setSubject(settings.client_id)
    .setAudience('https://appleid.apple.com')
    .setIssuedAt(issued)
    .setExpirationTime(issued + APPLE_SECRET_LASTS_S)
    .sign(key)
}

/** What is refused when the audience is set is looked at again: the settings tried last may be those of customers. */
function checkForTeam(settings: SocialSettings): void {
  if (settings.network === 'google' && settings.workspace_domains.length > 0) return
  if (settings.network === 'microsoft' && !settings.tenants.includes(PERSONAL_MICROSOFT)) return
  throw new Refused('not_for_audience', `${settings.network} with these settings is not for a team`)
}

export async function socialParty(
  provider: Pick<ProviderRow, 'for_staff'>,
  state: ProviderState,
  fetch: CustomFetch,
  now: Date,
): Promise<Party> {
  const settings = socialSettings.parse(state.settings)
  if (settings.client_id === '') throw new Refused('unreachable', 'no client id')
  if (provider.for_staff) checkForTeam(settings)
  const network = networkOf[settings.network]
  const { client_secret = '', private_key = '' } = state.secrets
  if (network.speaks === 'oauth') return oauthParty(network, settings.client_id, client_secret, fetch)
  const secret = settings.network === 'apple' ? await appleSecret(settings, private_key, now) : client_secret
  return await openIdParty({
    issuer: network.issuer,
    client_id: settings.client_id,
    authentication: ClientSecretPost(secret),
    scope: network.scope,
    parameters: network.parameters(settings),
    tenants: settings.tenants,
    has_pkce: network.has_pkce,
    ask_userinfo: false,
    signs_out_there: false,
    fetch,
    read: (claims, _userinfo, answer) => ({
      identity: network.read(settings, claims, answer),
      second_factor_proved: false,
    }),
  })
}

function oauthParty(network: OAuthNetwork, client_id: string, secret: string, fetch: CustomFetch): Party {
  const authentication =
    network.authentication === 'client_secret_basic' ? ClientSecretBasic(secret) : ClientSecretPost(secret)
  const { issuer, authorization_endpoint, token_endpoint, scope, has_pkce } = network
  const server = { issuer, authorization_endpoint, token_endpoint }
  const configuration = new Configuration(server, client_id, {}, authentication)
  configuration[customFetch] = fetch
  configuration.timeout = TIMEOUT_MS / 1_000
  return {
    address: (asked, challenge) =>
      authorizeAddress(configuration, asked, { scope, has_pkce, challenge, parameters: {} }),
    async redeem(answer, asked) {
      try {
        const url = new URL(asked.redirect_uri)
        url.search = answer.toString()
        const tokens = await authorizationCodeGrant(configuration, url, {
          expectedState: asked.state,
          ...(has_pkce ? { pkceCodeVerifier: asked.verifier } : {}),
        })
        const reply = await fetchProtectedResource(configuration, tokens.access_token, new URL(network.me), 'GET')
        if (reply.status !== 200) throw new Refused('status', `the network answered ${reply.status}`)
        return {
          identity: network.read(await readJson(reply)),
          second_factor_proved: false,
          session: null,
          leaving: null,
        }
      } catch (error) {
        throw refusedBy(error)
      }
    },
  }
}

async function readJson(reply: Response): Promise<Record<string, unknown>> {
  const text = await reply.text()
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Said below: what is no JSON and what is no object are the same to us.
  }
  throw new Refused('unreadable', 'the network sent no JSON object')
}
