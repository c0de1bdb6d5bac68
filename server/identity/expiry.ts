// What identity keeps only for a while.
import type { Expiry } from '../platform/expiry.ts'

export const identityExpiries: readonly Expiry[] = [
  {
    table: 'identity_flows',
    keys: ['id'],
    time: 'expires_at',
    kept_s: 0,
    why: 'a sign-in under way is over within minutes',
  },
  {
    table: 'identity_replays',
    keys: ['message_hash'],
    time: 'expires_at',
    kept_s: 0,
    why: 'after its time a message is refused for that',
  },
  { table: 'identity_sessions', keys: ['id'], time: 'expires_at', kept_s: 0, why: 'no session lasts longer' },
  { table: 'identity_trials', keys: ['id'], time: 'expires_at', kept_s: 0, why: 'a trial is looked at right away' },
]
