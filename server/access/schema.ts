// Sessions and API tokens as the API shows them. Never the secret itself, but once: in the reply that makes a token.
import { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import type { SignInMethod } from './policies/schema.ts'

export interface SessionRow {
  id: number
  user_id: number
  method: SignInMethod
  provider_id: number | null
  device_id: number | null
  created_at: Date
  last_seen_at: Date
  /** When a factor was last proved in it. */
  proved_at: Date
  expires_at: Date
  /** Unused for this long, it is over. */
  idle_s: number
  /** It began with a second factor, ours or the provider's. */
  second_factor_proved: boolean
}

export interface TokenRow {
  id: number
  user_id: number
  description: string
  created_at: Date
  last_used_at: Date | null
  expires_at: Date | null
  /** Null is everything its owner may do. */
  scopes: string[] | null
}

export const sessionSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  authenticated_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string().describe('The session ends then at the latest, however busy it is'),
})

export const tokenSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number().describe('Whoever presents the token acts as this user, and as nobody else'),
  description: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  scopes: z
    .array(z.string())
    .nullable()
    .describe('What the token may be used for; null is everything its owner may do'),
  full_token: z.string().optional().describe('Only in the reply that creates it; we keep a hash'),
})

export function sessionReply(session: SessionRow, origin_url: string): z.output<typeof sessionSchema> {
  return {
    id: session.id,
    url: `${origin_url}/api/v2/users/${session.user_id}/sessions/${session.id}.json`,
    user_id: session.user_id,
    authenticated_at: apiTime(session.created_at),
    last_seen_at: apiTime(session.last_seen_at),
    expires_at: apiTime(session.expires_at),
  }
}

export function tokenReply(token: TokenRow, origin_url: string): z.output<typeof tokenSchema> {
  return {
    id: token.id,
    url: `${origin_url}/api/v2/api_tokens/${token.id}.json`,
    user_id: token.user_id,
    description: token.description,
    created_at: apiTime(token.created_at),
    last_used_at: apiTimeOrNull(token.last_used_at),
    expires_at: apiTimeOrNull(token.expires_at),
    scopes: token.scopes,
  }
}
