// What an answer means, and when an attempt that failed is made again: soon at first, since most failures pass quickly,
// and given up after a quarter of an hour, because what happened then is old news. A replay is always possible.
import type { InvocationStatus } from '../invocations/queries.ts'

/** Seconds from one attempt to the next. */
const WAITS_S = [5, 30, 120, 600]
export const MAX_ATTEMPTS = WAITS_S.length + 1
/** Waits are spread by this share, so that what failed together does not come back together. */
const SPREAD = 0.2
/** A longer Retry-After is cut to this. */
export const MOST_RETRY_AFTER_S = 3_600

export type Outcome =
  | { kind: 'answered'; status_code: number; retry_after: string | undefined }
  | { kind: 'timeout' }
  | { kind: 'no_answer' }
  | { kind: 'refused' }

/** The status in the log. A redirect is no success: it is not followed. */
export function statusOf(outcome: Outcome): InvocationStatus {
  if (outcome.kind === 'timeout') return 'timeout'
  if (outcome.kind !== 'answered') return 'failed'
  const { status_code } = outcome
  if (status_code >= 200 && status_code < 300) return 'success'
  if (status_code === 429) return 'throttled'
  if (status_code >= 500) return 'server error'
  return status_code >= 400 ? 'client error' : 'failed'
}

/** Whether the same request may succeed later: 409, 429, 5xx, and where nobody answered in time. */
export function isPassing(outcome: Outcome): boolean {
  if (outcome.kind === 'answered')
    return outcome.status_code === 409 || outcome.status_code === 429 || outcome.status_code >= 500
  return outcome.kind === 'timeout' || outcome.kind === 'no_answer'
}

/** When to try again after `attempts` attempts (1 after the first); null when it is time to give up. `random`: 0 to 1. */
export function nextAttemptAt(outcome: Outcome, attempts: number, now: Date, random = Math.random()): Date | null {
  const wait_s = WAITS_S[attempts - 1]
  if (!isPassing(outcome) || wait_s === undefined) return null
  const asked_s = outcome.kind === 'answered' ? retryAfterS(outcome.retry_after, now) : 0
  return new Date(now.getTime() + Math.max(asked_s, wait_s * (1 + SPREAD * random)) * 1000)
}

/** A Retry-After header in seconds, in either of its forms; 0 where there is none that makes sense. */
function retryAfterS(header: string | undefined, now: Date): number {
  if (header === undefined) return 0
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MOST_RETRY_AFTER_S) : 0
}
