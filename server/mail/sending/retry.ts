// When a delivery that failed for now is tried again: close together first, because most failures pass quickly (and
// greylisting asks for minutes), then every few hours, and given up after three days (RFC 5321 4.5.4.1 asks for four to
// five; a customer should learn sooner that a reply did not arrive).

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds from one attempt to the next. */
const WAITS_S = [
  1 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  2 * HOUR,
  4 * HOUR,
  ...Array.from({ length: 10 }, () => 6 * HOUR),
]

/** Attempts in all: the first and one after each wait. */
export const MAX_ATTEMPTS = WAITS_S.length + 1

/** Waits are spread by this share either way, so that a thousand mails deferred together do not return together. */
const SPREAD = 0.1

/**
 * When to try again after `attempts` failed attempts (1 after the first), or null when it is time to give up.
 * `random` is a number from 0 to 1.
 */
export function nextAttemptAt(attempts: number, failed_at: Date, random: number = Math.random()): Date | null {
  const wait_s = WAITS_S[attempts - 1]
  if (wait_s === undefined) return null
  return new Date(failed_at.getTime() + wait_s * 1000 * (1 - SPREAD + 2 * SPREAD * random))
}
