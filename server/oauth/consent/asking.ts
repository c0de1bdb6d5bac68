// The authorization request (RFC 6749, 4.1.1): what a client wants, checked before anybody is asked. Until client and
// address are known to be right, nothing is sent anywhere; after that, refusals go to the client's address.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { type ClientRow, findClientByIdentifier } from '../clients/queries.ts'
import { OAuthError } from '../granting/replies.ts'
import { askedScopes } from '../granting/tokens.ts'

const MAX_LENGTH = 2_000
/** Given twice, a parameter counts as wrong, not as one of the two. */
const once = z.union([z.string().max(MAX_LENGTH), z.array(z.string()).transform(() => '\u0000')]).optional()

export const askingParameters = {
  response_type: once,
  client_id: once,
  redirect_uri: once,
  scope: once,
  state: once,
  code_challenge: once,
  code_challenge_method: once,
}

export type Asking = z.output<z.ZodObject<typeof askingParameters>>

export interface AuthorizationRequest {
  client: ClientRow
  /** Where the answer goes. */
  redirect_uri: string
  /** As the request had it: the exchange must repeat it. Null where it named none. */
  asked_redirect_uri: string | null
  state: string | undefined
}

export interface CheckedRequest extends AuthorizationRequest {
  scopes: string[]
  code_challenge: string | null
}

/** The client and its address. 400 on a page of ours where one of them is wrong: such an answer goes nowhere. */
export async function readAsking(work: Work, asking: Asking): Promise<AuthorizationRequest> {
  const client =
    asking.client_id === undefined ? null : await findClientByIdentifier(work, asking.client_id.slice(0, 200))
  if (!client) throw new Refusal('bad_request', 'The application is not known here')
  const { secret_hash: _secret_hash, ...known } = client
  const [only, ...more] = client.redirect_uris
  const redirect_uri = asking.redirect_uri ?? (more.length === 0 ? only : undefined)
  if (redirect_uri === undefined || !client.redirect_uris.includes(redirect_uri))
    throw new Refusal('bad_request', 'The application asked for an answer at an address that is not registered for it')
  return { client: known, redirect_uri, asked_redirect_uri: asking.redirect_uri ?? null, state: asking.state }
}

/** The rest of the request. OAuthError for the client to hear. */
export function checkAsking(request: AuthorizationRequest, asking: Asking): CheckedRequest {
  if (asking.response_type !== 'code') throw new OAuthError('unsupported_response_type', 'only code')
  const code_challenge = asking.code_challenge ?? null
  if (code_challenge === null && asking.code_challenge_method !== undefined)
    throw new OAuthError('invalid_request', 'code_challenge_method without code_challenge')
  if (code_challenge === null && request.client.pkce_required)
    throw new OAuthError('invalid_request', 'this client needs PKCE: code_challenge with S256')
  if (code_challenge !== null && asking.code_challenge_method !== 'S256')
    throw new OAuthError('invalid_request', 'code_challenge_method must be S256')
  if (code_challenge !== null && !/^[\w-]{43}$/.test(code_challenge))
    throw new OAuthError('invalid_request', 'code_challenge is not that of S256')
  return { ...request, code_challenge, scopes: askedScopes(asking.scope, request.client.scopes, ['read']) }
}

/** The client's address with an answer; `iss` tells it whose (RFC 9207). */
export function answerUrl(request: AuthorizationRequest, issuer: string, answer: Record<string, string>): string {
  const url = new URL(request.redirect_uri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (request.state !== undefined) url.searchParams.set('state', request.state)
  url.searchParams.set('iss', issuer)
  return url.href
}
