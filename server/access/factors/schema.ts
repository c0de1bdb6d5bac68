// Factors as they are kept and as the API shows them. Never a secret, but once: in the reply that makes it.
import { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'

export const FACTOR_KINDS = ['totp', 'passkey', 'sms'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]
/** What can be shown as a second factor. */
export const PROOF_KINDS = [...FACTOR_KINDS, 'recovery_code'] as const
export type ProofKind = (typeof PROOF_KINDS)[number]

/** What is sealed of a factor, by its kind. */
export type FactorSecret =
  | { kind: 'totp'; name: string; seed: string }
  | { kind: 'passkey'; name: string; credential_id: string; public_key: string; transports: string[] }
  | { kind: 'sms'; name: string; number: string }

export interface FactorRow {
  id: number
  user_id: number
  kind: FactorKind
  confirmed_at: Date | null
  counter: number
  rp_id: string | null
  is_first_factor: boolean
  flagged_at: Date | null
  created_at: Date
  last_used_at: Date | null
  secret: FactorSecret
}

export const MAX_NAME = 60

export const factorSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  kind: z.enum(FACTOR_KINDS),
  name: z.string().describe('As the person called it; of a phone, its number with all but the end hidden'),
  is_confirmed: z.boolean().describe('Proved once; only then it counts'),
  is_first_factor: z.boolean().describe('A passkey that may be used without a password'),
  host: z.string().nullable().describe('The host name a passkey is bound to'),
  flagged_at: z.string().nullable().describe('When the counter of a passkey went back, which a copy of it would do'),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
})

export function factorReply(factor: FactorRow, origin_url: string): z.output<typeof factorSchema> {
  return {
    id: factor.id,
    url: `${origin_url}/api/v2/users/${factor.user_id}/factors.json`,
    user_id: factor.user_id,
    kind: factor.kind,
    name: factorName(factor),
    is_confirmed: factor.confirmed_at !== null,
    is_first_factor: factor.is_first_factor,
    host: factor.rp_id,
    flagged_at: apiTimeOrNull(factor.flagged_at),
    created_at: apiTime(factor.created_at),
    last_used_at: apiTimeOrNull(factor.last_used_at),
  }
}

/** What a factor is called where somebody sees it. */
export function factorName({ secret }: Pick<FactorRow, 'secret'>): string {
  return secret.kind === 'sms' ? maskedNumber(secret.number) : secret.name
}

/** A phone's number, for somebody who knows it and nobody else: `+49 ••• 4567`. */
export function maskedNumber(number: string): string {
  return `${number.slice(0, 3)} ••• ${number.slice(-3)}`
}
