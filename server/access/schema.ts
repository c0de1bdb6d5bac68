// Sessions as the API shows them. Never the secret itself.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'
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

export const sessionSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  authenticated_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string().describe('The session ends then at the latest, however busy it is'),
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
