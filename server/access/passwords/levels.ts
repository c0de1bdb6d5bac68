// What a password must be, by level. "recommended" is NIST SP 800-63B-4 (3.1.1.2): length, a blocklist, and nothing
// that makes people choose worse ones: no kinds of characters, no expiry. The others are what older rules of a company
// may ask for. The blocklist and "not like the address" hold for all of them.
import { z } from 'zod'

export const PASSWORD_LEVELS = ['low', 'medium', 'high', 'recommended', 'custom'] as const
export type PasswordLevel = (typeof PASSWORD_LEVELS)[number]

/** Long enough for any passphrase, short enough that hashing it is no burden. */
export const MAX_PASSWORD = 256
/** ASVS 5.0, 6.2.1: never fewer, whatever an admin chooses. */
const LEAST_LENGTH = 8
const MOST_LENGTH = 64
/** Earlier passwords that are remembered, as hashes: each costs a hashing when a password is chosen. */
export const MOST_HISTORY = 10
const MOST_AGE_DAYS = 730

export const passwordRulesSchema = z.object({
  min_length: z.number().int().min(LEAST_LENGTH).max(MOST_LENGTH),
  mixed_case: z.boolean().describe('Capital and small letters'),
  numbers: z.boolean().describe('At least one digit'),
  symbols: z.boolean().describe('At least one character that is neither letter nor digit'),
  history: z.number().int().min(0).max(MOST_HISTORY).describe('As many earlier passwords may not come back'),
  max_age_days: z.number().int().min(0).max(MOST_AGE_DAYS).describe('Then a new one is asked for; 0: never'),
})
export type PasswordRules = z.output<typeof passwordRulesSchema>

const PLAIN: PasswordRules = {
  min_length: LEAST_LENGTH,
  mixed_case: false,
  numbers: false,
  symbols: false,
  history: 0,
  max_age_days: 0,
}

const RULES: Record<Exclude<PasswordLevel, 'custom'>, PasswordRules> = {
  low: PLAIN,
  medium: { ...PLAIN, min_length: 10, mixed_case: true, numbers: true },
  high: { min_length: 12, mixed_case: true, numbers: true, symbols: true, history: 5, max_age_days: 90 },
  recommended: { ...PLAIN, min_length: 15 },
}

/** The rules of a level that has fixed ones. */
export function rulesOf(level: Exclude<PasswordLevel, 'custom'>): PasswordRules {
  return RULES[level]
}
