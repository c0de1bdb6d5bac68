// Replies in OAuth's own form (RFC 6749, 5). They are replies, not failures of a unit of work: what a refusal has to leave
// behind, such as revoked tokens, is kept.
import { z } from 'zod'
import { HttpReply } from '../../platform/http/endpoint.ts'

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'access_denied'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'unsupported_response_type'

/** A refusal by the protocol. `description` is for the developer of the client; it never says what we know. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly code: OAuthErrorCode
  readonly description: string
  /** Whole seconds to wait, where too much was asked: 429 instead of 400. */
  readonly retry_after_s: number | undefined
  constructor(code: OAuthErrorCode, description: string, retry_after_s?: number) {
    super(`${code}: ${description}`)
    this.code = code
    this.description = description
    this.retry_after_s = retry_after_s
  }
}

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' }

export const tokenReplySchema = z.object({
  access_token: z.string().optional(),
  token_type: z.literal('bearer').optional(),
  scope: z.string().optional(),
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})

/** Runs what answers a request of the protocol; an OAuthError becomes its reply. */
export async function answering(run: () => Promise<object>): Promise<HttpReply> {
  try {
    return new HttpReply({ status: 200, headers: NO_STORE, json: await run() })
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const { code, retry_after_s } = error
    return new HttpReply({
      status: retry_after_s !== undefined ? 429 : code === 'invalid_client' ? 401 : 400,
      headers: {
        ...NO_STORE,
        ...(code === 'invalid_client' ? { 'www-authenticate': 'Basic realm="OAuth"' } : {}),
        ...(retry_after_s === undefined ? {} : { 'retry-after': String(retry_after_s) }),
      },
      json: { error: code, error_description: error.description },
    })
  }
}
