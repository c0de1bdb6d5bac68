// Which client speaks: by its secret (Basic or in the body), or, for public clients, by its name alone.
import { isSameText, secretHash } from '../../access/index.ts'
import { ANYONE } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { type ClientRow, findClientByIdentifier } from '../clients/queries.ts'
import type { Parameters } from './parameters.ts'
import { OAuthError } from './replies.ts'

/** What endpoints have in common that clients call. */
export const BY_CLIENT = {
  allow: ANYONE,
  scope: 'any',
  status: 200,
  own_credentials: true,
  without_csrf: 'a client shows its own secret, a code or a token; no cookie is looked at',
} as const

/** The client of a request. `invalid_client` for one that is unknown or has another secret, both in the same words. */
export async function authenticateClient(
  work: Work,
  parameters: Parameters,
  authorization: string | undefined,
): Promise<ClientRow> {
  const basic = authorization === undefined ? null : readBasic(authorization)
  // Two ways at once are refused (RFC 6749, 2.3): nobody should have to guess which one counts.
  if (basic && parameters.client_secret !== undefined) throw new OAuthError('invalid_request', 'two client credentials')
  const identifier = basic?.identifier ?? parameters.client_id
  const secret = basic?.secret ?? parameters.client_secret
  if (identifier === undefined) throw new OAuthError('invalid_client', 'no client_id')
  const client = await findClientByIdentifier(work, identifier.slice(0, 200))
  if (!client) throw new OAuthError('invalid_client', 'unknown client or wrong secret')
  if (basic && parameters.client_id !== undefined && parameters.client_id !== identifier)
    throw new OAuthError('invalid_request', 'two client_ids')
  if (client.kind === 'confidential' && !isSecretOf(work, client.secret_hash, secret))
    throw new OAuthError('invalid_client', 'unknown client or wrong secret')
  const { secret_hash: _secret_hash, ...known } = client
  return known
}

function isSecretOf(work: Work, hash: Buffer | null, secret: string | undefined): boolean {
  const given = secret === undefined ? null : secretHash(work.sealing, 'oauth_client', secret)
  return hash !== null && given !== null && isSameText(hash.toString('hex'), given.toString('hex'))
}

/** RFC 6749, 2.3.1: both halves are encoded as in a form. */
function readBasic(header: string): { identifier: string; secret: string } | null {
  const [, value] = /^basic +(\S+) *$/i.exec(header) ?? []
  if (value === undefined) throw new OAuthError('invalid_client', 'not Basic authentication')
  const [identifier, ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':')
  if (identifier === undefined || rest.length === 0) throw new OAuthError('invalid_client', 'not Basic authentication')
  const decode = (text: string) => new URLSearchParams(`v=${text}`).get('v') ?? ''
  return { identifier: decode(identifier), secret: decode(rest.join(':')) }
}
