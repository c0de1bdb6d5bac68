// How long it is known what rules did.
import type { Expiry } from '../platform/expiry.ts'

const DAY_S = 24 * 3600

export const ruleExpiries: readonly Expiry[] = [
  {
    table: 'rule_runs',
    keys: ['id'],
    time: 'created_at',
    kept_s: 90 * DAY_S,
    why: 'why a ticket is as it is, is asked while somebody works on it',
  },
  {
    table: 'rule_firings',
    keys: ['id'],
    time: 'created_at',
    kept_s: 31 * DAY_S,
    why: 'how often a rule acted is shown for 30 days',
  },
]
