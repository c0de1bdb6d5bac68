// Sessions as the API shows them. Never the secret itself.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'
import { SIGN_IN_METHODS, type SignInMethod } from './policies/schema.ts'

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

/** A session with what is known about where it is. */
export interface SessionView extends SessionRow {
  device_name: string
  network: string | null
  is_current: boolean
}

export const sessionSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  authenticated_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string().describe('The session ends then at the latest, however busy it is'),
  method: z.enum(SIGN_IN_METHODS).describe('How it began'),
  provider_id: z.number().nullable().describe('The identity provider, where one vouched'),
  device_id: z.number().nullable(),
  device_name: z.string().describe('What the browser calls itself'),
  network: z.string().nullable().describe('The network it began in; countries are not looked up'),
  is_current: z.boolean().describe('Whether this request belongs to it'),
})

export function sessionReply(session: SessionView, origin_url: string): z.output<typeof sessionSchema> {
  return {
    id: session.id,
    url: `${origin_url}/api/v2/users/${session.user_id}/sessions/${session.id}.json`,
    user_id: session.user_id,
    authenticated_at: apiTime(session.created_at),
    last_seen_at: apiTime(session.last_seen_at),
    expires_at: apiTime(session.expires_at),
    method: session.method,
    provider_id: session.provider_id,
    device_id: session.device_id,
    device_name: session.device_name,
    network: session.network,
    is_current: session.is_current,
  }
}
