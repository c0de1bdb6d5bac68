// What tickets keep only for a while.
import type { Expiry } from '../platform/expiry.ts'

const HOUR_S = 3600

export const ticketExpiries: readonly Expiry[] = [
  {
    table: 'uploads',
    keys: ['id'],
    time: 'expires_at',
    kept_s: 0,
    why: 'files nobody joined to a comment; their files follow',
  },
  {
    table: 'ticket_activities',
    keys: ['id'],
    time: 'created_at',
    kept_s: 30 * 24 * HOUR_S,
    why: 'agents look at the last thirty days',
  },
  {
    table: 'idempotency_keys',
    keys: ['user_id', 'key_hash'],
    time: 'created_at',
    kept_s: 2 * HOUR_S,
    why: 'a repeat is recognised for two hours',
  },
]
