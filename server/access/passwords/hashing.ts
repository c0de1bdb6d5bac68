// Hashing passwords: argon2id with the parameters of OWASP's cheat sheet (19 MiB, two passes, one lane). A hash takes some
// 30 ms of a core, so it never happens inside a transaction; it runs in the thread pool, a few at a time, so that a storm
// of sign-ins leaves processor time for everybody who is working.
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../../platform/errors.ts'
import { MAX_PASSWORD } from './levels.ts'

// The package's enum of algorithms is `const`, which type stripping cannot read; 2 is argon2id.
export const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Half of the cores, and never the whole thread pool (four threads, which files need too): 3 × 19 MiB at the most. */
export const MOST_HASHING = Math.min(3, Math.max(1, Math.floor(availableParallelism() / 2)))
/** Who comes after these is asked to come back: a queue of ten seconds helps nobody. */
const MOST_WAITING = 300
const RETRY_AFTER_S = 5

let hashing = 0
let made = 0
const waiting: (() => void)[] = []

/** Runs a hashing when it is its turn. 503 when too many wait. */
async function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
  if (hashing >= MOST_HASHING) {
    if (waiting.length >= MOST_WAITING) throw new Refusal('unavailable', undefined, { retry_after_s: RETRY_AFTER_S })
    // Whoever finishes hands its place on.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else hashing += 1
  made += 1
  try {
    return await run()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else hashing -= 1
  }
}

/** How many passwords this process has hashed, to store or to compare: a storm of guesses shows here first. */
export const hashesMade = () => made

/** A hash nobody's password has: verified against where there is no user, so that both take the same time. */
let nobodys: Promise<string> | undefined

export async function hashPassword(password: string): Promise<string> {
  return await inTurn(() => hash(normalise(password), ARGON2))
}

/** True when the password is the one of the hash. With null (no such person, no password) the same work is done for nothing. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  // Made once, by whoever comes first, and waited for by everybody: it says nothing of who is known. It must not be
  // refused, since a refusal would be remembered.
  nobodys ??= hash('nobody has this password', ARGON2)
  const of_nobody = await nobodys
  const against = stored ?? of_nobody
  // One more than allowed: what is too long matches nothing, instead of being cut to what might match.
  const given = normalise(password.slice(0, MAX_PASSWORD + 1))
  const matches = await inTurn(() => verify(against, given))
  return stored !== null && matches
}

/** Keyboards write the same letter in two ways; ASVS asks that nothing else is changed or cut off. */
function normalise(password: string): string {
  return password.normalize('NFC')
}
