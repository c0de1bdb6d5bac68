// Endpoints that clients speak to: tokens, revocation (RFC 7009), introspection (RFC 7662), metadata (RFC 8414).
import { z } from 'zod'
import { credentialPolicy, findTokenByHash, secretHash } from '../../access/index.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import { SCOPES } from '../../platform/http/scopes.ts'
import { DEVICE_GRANT } from '../device/exchanging.ts'
import { authenticateClient, BY_CLIENT } from './client-authentication.ts'
import { exchange } from './exchanging.ts'
import { parametersSchema } from './parameters.ts'
import { PASSWORD_GRANT, proveByGrant } from './password-grant.ts'
import { lockRefresh } from './queries.ts'
import { answering, OAuthError, tokenReplySchema } from './replies.ts'
import { revokeFamily } from './withdrawing.ts'

const tokens = endpoint({
  ...BY_CLIENT,
  route: 'POST /oauth/tokens',
  summary: 'Exchange a code, a refresh token or the secret of a client for an access token',
  body: parametersSchema,
  reply: tokenReplySchema,
  prepare: async ({ platform, account_id, origin, body, header }) =>
    await proveByGrant(platform.engine, account_id, origin, body, header('authorization')),
  run: async ({ work, body, prepared, header }) =>
    await answering(async () => {
      const client = await authenticateClient(work, body, header('authorization'))
      return await exchange(work, client, body, prepared)
    }),
})

const revoke = endpoint({
  ...BY_CLIENT,
  route: 'POST /oauth/revoke',
  summary: 'Revoke an access or refresh token, with all that came of the same consent (RFC 7009)',
  body: parametersSchema,
  reply: z.object({ error: z.string().optional(), error_description: z.string().optional() }),
  run: async ({ work, body, header }) =>
    await answering(async () => {
      const client = await authenticateClient(work, body, header('authorization'))
      if (body.token === undefined) throw new OAuthError('invalid_request', 'no token')
      const access_hash = secretHash(work.sealing, 'api_token', body.token)
      const refresh_hash = secretHash(work.sealing, 'oauth_refresh', body.token)
      const access = access_hash && (await findTokenByHash(work, access_hash))
      const refresh = refresh_hash && (await lockRefresh(work, refresh_hash))
      const family_id = [access, refresh].find((one) => one?.client_id === client.id)?.family_id ?? null
      // A token that is nobody's, or another client's, is answered alike.
      if (family_id !== null) await revokeFamily(work, family_id)
      return {}
    }),
})

const introspect = endpoint({
  ...BY_CLIENT,
  route: 'POST /oauth/introspect',
  summary: 'Say whether a token of the asking client is good, and for what (RFC 7662)',
  body: parametersSchema,
  reply: z.object({
    active: z.boolean().optional(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    sub: z.string().optional(),
    exp: z.number().optional(),
    iat: z.number().optional(),
    token_type: z.literal('bearer').optional(),
    error: z.string().optional(),
    error_description: z.string().optional(),
  }),
  run: async ({ work, body, header }) =>
    await answering(async () => {
      const client = await authenticateClient(work, body, header('authorization'))
      if (client.kind !== 'confidential') throw new OAuthError('unauthorized_client', 'for confidential clients')
      const token_hash = secretHash(work.sealing, 'api_token', body.token ?? '')
      const token = token_hash && (await findTokenByHash(work, token_hash))
      if (!token || token.client_id !== client.id || (token.expires_at !== null && token.expires_at <= work.now))
        return { active: false }
      return {
        active: true,
        scope: (token.scopes ?? []).join(' '),
        client_id: client.identifier,
        sub: String(token.user_id),
        iat: Math.floor(token.created_at.getTime() / 1000),
        token_type: 'bearer' as const /* the one there is */,
        ...(token.expires_at === null ? {} : { exp: Math.floor(token.expires_at.getTime() / 1000) }),
      }
    }),
})

const list = z.array(z.string())
const ways = ['client_secret_basic', 'client_secret_post']

const metadata = endpoint({
  route: 'GET /.well-known/oauth-authorization-server',
  summary: 'What this authorization server can do, and where (RFC 8414)',
  allow: ANYONE,
  scope: 'any',
  reply: z.object({
    issuer: z.string(),
    authorization_endpoint: z.string(),
    token_endpoint: z.string(),
    device_authorization_endpoint: z.string(),
    revocation_endpoint: z.string(),
    introspection_endpoint: z.string(),
    response_types_supported: list,
    response_modes_supported: list,
    grant_types_supported: list,
    code_challenge_methods_supported: list,
    token_endpoint_auth_methods_supported: list,
    revocation_endpoint_auth_methods_supported: list,
    introspection_endpoint_auth_methods_supported: list,
    scopes_supported: list,
    authorization_response_iss_parameter_supported: z.boolean(),
  }),
  run: async ({ work, origin_url }) => ({
    issuer: origin_url,
    authorization_endpoint: `${origin_url}/oauth/authorizations/new`,
    token_endpoint: `${origin_url}/oauth/tokens`,
    device_authorization_endpoint: `${origin_url}/oauth/device_authorization`,
    revocation_endpoint: `${origin_url}/oauth/revoke`,
    introspection_endpoint: `${origin_url}/oauth/introspect`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      DEVICE_GRANT,
      ...((await credentialPolicy(work)).password_access ? [PASSWORD_GRANT] : []),
    ],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: [...ways, 'none'],
    revocation_endpoint_auth_methods_supported: [...ways, 'none'],
    introspection_endpoint_auth_methods_supported: ways,
    scopes_supported: [...SCOPES],
    authorization_response_iss_parameter_supported: true,
  }),
})

export const grantingEndpoints = [tokens, revoke, introspect, metadata]
