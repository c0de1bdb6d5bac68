// Links are forgotten a week after their time, so that a late click is told that they have expired.
import type { Expiry } from '../../platform/expiry.ts'

const WEEK_S = 7 * 86_400

export const verifyingExpiries: readonly Expiry[] = [
  {
    table: 'address_verifications',
    keys: ['id'],
    time: 'expires_at',
    kept_s: WEEK_S,
    why: 'so that a late click is told that the link has expired',
  },
]
