// What factors keep only for a while.
import type { Expiry } from '../../platform/expiry.ts'

export const factorExpiries: readonly Expiry[] = [
  {
    table: 'factor_challenges',
    keys: ['challenge_hash'],
    time: 'expires_at',
    kept_s: 0,
    why: 'a challenge that nobody answered is worth nothing',
  },
  { table: 'sms_codes', keys: ['factor_id', 'bound_to'], time: 'expires_at', kept_s: 0, why: 'a late code is refused' },
  {
    table: 'factor_exemptions',
    keys: ['user_id'],
    time: 'ends_at',
    kept_s: 0,
    why: 'an exemption that is over exempts nobody',
  },
]
