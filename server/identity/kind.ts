// What makes one kind of provider: which settings and secrets it has, what it tells the other side, what is amiss.
import type { z } from 'zod'

export const KINDS = ['saml', 'oidc', 'jwt', 'social', 'ldap'] as const
export type Kind = (typeof KINDS)[number]

/** Something an admin should look at, e.g. a certificate that ends soon. `code` is a constant the page has words for. */
export interface Warning {
  code: string
  /** ISO time or a short technical value that belongs to it. */
  detail: string | null
}

export interface ProviderKind {
  readonly kind: Kind
  /** Plain settings, as the API takes and shows them. Defaults make every key optional that can be. */
  readonly settings: z.ZodType<Record<string, unknown>>
  /** Names of secrets that a write may set; they are never shown. */
  readonly secrets: readonly string[]
  /** Secrets we make ourselves with a new provider, such as a key pair. Slow work is fine: no transaction is open. */
  makeSecrets?(parts: { provider_id: number; now: Date }): Promise<Record<string, string>>
  /** What the other side must be given, by name: addresses, identifiers, our certificate. */
  ourValues(parts: {
    provider_id: number
    origin_url: string
    settings: Record<string, unknown>
    secrets: Record<string, string>
  }): Record<string, string>
  /** What is wrong or will soon be with these settings. */
  warnings?(settings: Record<string, unknown>, now: Date): Warning[]
  /** Refuses (422) settings and secrets that fit each for itself and not together. */
  check?(settings: Record<string, unknown>, secrets: Record<string, string>): void
  /** Refuses (422) an audience that these settings are not for. */
  checkAudience?(settings: Record<string, unknown>, audience: { for_staff: boolean; for_end_users: boolean }): void
  /** A new one is for customers, where a write does not say for whom; otherwise for the team. */
  readonly is_for_customers?: boolean
  /** True where it is asked by the password form; false where a button leads to it. */
  readonly asks_password: boolean
}
