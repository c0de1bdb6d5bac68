// Passwords: argon2id with the parameters of OWASP's cheat sheet (19 MiB, two passes, one lane), which is also about
// what a small machine can bear. Hashing takes some 30 ms of a core, so it never happens inside a transaction.
import { hash, verify } from '@node-rs/argon2'
import { invalid } from '../platform/errors.ts'
import { MAX_PASSWORD } from './passwords/levels.ts'

// The package's enum of algorithms is `const`, which type stripping cannot read; 2 is argon2id.
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** ASVS 5.0 6.2.1 asks for at least 8 and advises 15; there is no rule about kinds of characters (6.2.5). */
export const MIN_PASSWORD = 12

/** A hash nobody's password has: verified against where there is no user, so that both take the same time. */
let nobodys: Promise<string> | undefined

export async function hashPassword(password: string): Promise<string> {
  return await hash(normalise(password), ARGON2)
}

/** True when the password is the one of the hash. With null (no such person, no password) the same work is done for nothing. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password')
  const matches = await verify(stored ?? (await nobodys), normalise(password.slice(0, MAX_PASSWORD)))
  return stored !== null && matches
}

/**
 * Why a password is not good enough, or null. `known` are words an attacker would try first: address, name, desk.
 */
export function passwordProblem(
  password: string,
  known: readonly string[],
): 'too_short' | 'too_long' | 'guessable' | null {
  if (password.length > MAX_PASSWORD) return 'too_long'
  if ([...password].length < MIN_PASSWORD) return 'too_short'
  const folded = password.toLowerCase()
  if (new Set(folded).size < 5) return 'guessable'
  const obvious = [
    'password',
    'passwort',
    'wachtwoord',
    'custos',
    '1234567890',
    'qwertyuiop',
    'qwertzuiop',
    ...known.flatMap((word) => word.toLowerCase().split('@')),
  ]
  // What is left when the obvious is taken out must still be a secret.
  const rest = obvious.filter((word) => word.length >= 4).reduce((text, word) => text.replaceAll(word, ''), folded)
  return rest.length < MIN_PASSWORD / 2 ? 'guessable' : null
}

/** As passwordProblem, as a 422. */
export function checkPassword(password: string, known: readonly string[]): void {
  const problem = passwordProblem(password, known)
  if (problem === 'too_short') throw invalid('password', `Password: must have at least ${MIN_PASSWORD} characters`)
  if (problem === 'too_long')
    throw invalid('password', `Password: must have at most ${MAX_PASSWORD} characters`, 'ValueTooLong')
  if (problem === 'guessable') throw invalid('password', 'Password: is too easy to guess')
}

/** Keyboards write the same letter in two ways; ASVS asks that nothing else is changed or cut off. */
function normalise(password: string): string {
  return password.normalize('NFC')
}
