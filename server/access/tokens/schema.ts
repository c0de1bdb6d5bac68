// API tokens as the API shows them. Never the secret itself, but once: in the reply that makes or rotates one.
import { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'

export interface TokenRow {
  id: number
  user_id: number
  description: string
  prefix: string
  created_at: Date
  created_by_id: number | null
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
  rotated_at: Date | null
  previous_expires_at: Date | null
  /** False while it is switched off. */
  active: boolean
  /** Null is everything its owner may do. */
  scopes: string[] | null
  sealed_networks: Buffer | null
  sealed_last_use: Buffer | null
  last_network_hash: Buffer | null
  /** The OAuth client it was issued to; null for API tokens. */
  client_id: number | null
  family_id: number | null
}

/** Where a token was used last. */
export interface LastUse {
  ip: string | null
  user_agent: string | null
}

/** A token that nobody used for this long is better revoked. */
export const UNUSED_AFTER_DAYS = 90
/** One that ends within this many days is better replaced now. */
const SOON_DAYS = 14
export const DAY_MS = 86_400_000

/** True where nobody used a token for so long that it is better revoked. */
export function isUnused(token: TokenRow, now: Date): boolean {
  const used_at = token.last_used_at ?? token.created_at
  return token.active && token.revoked_at === null && now.getTime() - used_at.getTime() > UNUSED_AFTER_DAYS * DAY_MS
}

/** True where a token ends within two weeks. */
export function endsSoon(token: TokenRow, now: Date): boolean {
  const { expires_at } = token
  return expires_at !== null && expires_at > now && expires_at.getTime() - now.getTime() < SOON_DAYS * DAY_MS
}

export const tokenSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number().describe('Whoever presents the token acts as this user, and as nobody else'),
  description: z.string(),
  active: z.boolean().describe('False while it is switched off, and once it is revoked'),
  token: z.string().describe('Its first characters, to tell tokens apart'),
  scopes: z
    .array(z.string())
    .nullable()
    .describe('What the token may be used for; null is everything its owner may do'),
  allowed_networks: z.array(z.string()).nullable().describe('Where it may be used from; null is everywhere'),
  created_at: z.string(),
  created_by_id: z.number().nullable(),
  last_used_at: z.string().nullable(),
  last_used_from: z.object({ ip_address: z.string().nullable(), user_agent: z.string().nullable() }).nullable(),
  unused: z.boolean().describe(`True where nobody used it for ${UNUSED_AFTER_DAYS} days`),
  expires_at: z.string().nullable(),
  rotated_at: z.string().nullable(),
  previous_expires_at: z.string().nullable().describe('Until then the secret before the rotation works too'),
  revoked_at: z.string().nullable(),
  full_token: z.string().optional().describe('Only in the reply that creates or rotates it; we keep a hash'),
})

export interface OpenedToken {
  token: TokenRow
  networks: string[] | null
  last_use: LastUse | null
}

export function tokenReply({ token, networks, last_use }: OpenedToken, origin_url: string, now: Date) {
  return {
    id: token.id,
    url: `${origin_url}/api/v2/api_tokens/${token.id}.json`,
    user_id: token.user_id,
    description: token.description,
    active: token.active && token.revoked_at === null,
    token: token.prefix,
    scopes: token.scopes,
    allowed_networks: networks,
    created_at: apiTime(token.created_at),
    created_by_id: token.created_by_id,
    last_used_at: apiTimeOrNull(token.last_used_at),
    last_used_from: last_use && { ip_address: last_use.ip, user_agent: last_use.user_agent },
    unused: isUnused(token, now),
    expires_at: apiTimeOrNull(token.expires_at),
    rotated_at: apiTimeOrNull(token.rotated_at),
    previous_expires_at:
      token.previous_expires_at && token.previous_expires_at > now ? apiTime(token.previous_expires_at) : null,
    revoked_at: apiTimeOrNull(token.revoked_at),
  }
}
