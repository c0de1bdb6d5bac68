// When tokens end, and which of them one should hear of before they do.
import type { ApiToken } from '../../../api/credentials.ts'

const day_ms = 86_400_000
/** As long before its end a token is marked. */
const soonDays = 14

export function isOver({ expires_at }: Pick<ApiToken, 'expires_at'>, now: number): boolean {
  return expires_at !== null && Date.parse(expires_at) <= now
}

/** Days that are left of a token that ends soon, at least one; null where it ends later, or has ended. */
export function daysLeft({ expires_at }: Pick<ApiToken, 'expires_at'>, now: number): number | null {
  if (expires_at === null || isOver({ expires_at }, now)) return null
  // The page's clock is half a minute behind: a day that has just begun is counted as whole.
  const days = Math.max(1, Math.round((Date.parse(expires_at) - now) / day_ms))
  return days <= soonDays ? days : null
}
