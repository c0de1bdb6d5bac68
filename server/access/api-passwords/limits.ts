// How often a password may be tried on the API. Like sign-ins, tries are counted before the hash, in a unit of work of
// their own. Guesses count with those at the sign-in page, so that nobody gets twice as many; where a person's password was
// right before, requests are counted apart, so that strangers who guess from elsewhere keep no program out.
import type { Work } from '../../platform/work.ts'
import {
  countAttempt,
  countSignIn,
  forgetAttempts,
  forgetSlips,
  type Limit,
  type LimitReached,
  sourceOf,
} from '../attempts.ts'

/** Hashes for one address from one place, right or wrong: some two seconds of a core in a minute. */
const USES: Limit = { name: 'api_password_uses', most: 60, window_s: 60 }
/** Where the password was right before: not in a row, but at once, since a program asks many things at the same time. */
const KNOWN: Limit = { name: 'api_password_pair', most: 40, window_s: 15 * 60 }

export interface ApiLimitReached extends LimitReached {
  /** False where somebody is only too quick. */
  is_lock_out: boolean
}

const here = (work: Work, address: string) => `${address}|${sourceOf(work.origin.ip)}`

/** Counts a request with a password. Returns the limit it passes, or null. */
export async function countApiPassword(
  work: Work,
  address: string,
  is_known_here: boolean,
): Promise<ApiLimitReached | null> {
  const uses = await countAttempt(work, USES, here(work, address))
  if (uses) return { ...uses, is_lock_out: false }
  const guesses = is_known_here
    ? await countAttempt(work, KNOWN, here(work, address))
    : await countSignIn(work, address, null)
  return guesses && { ...guesses, is_lock_out: true }
}

/** After a success the person's own slips no longer count. What strangers tried elsewhere still does. */
export async function forgetApiSlips(work: Work, address: string): Promise<void> {
  await forgetSlips(work, address, null)
  await forgetAttempts(work, KNOWN, here(work, address))
}
