// Which of somebody's factors can be used here and now.
import type { Work } from '../../platform/work.ts'
import { listFactors } from './queries.ts'
import { countCodes } from './recovery/queries.ts'
import type { FactorRow, ProofKind } from './schema.ts'
import { isSmsActive } from './sms/queries.ts'

/** The kinds in the order in which they are offered: what resists phishing first, what is scarce last. */
const ORDER = ['passkey', 'totp', 'sms'] as const

/** Confirmed factors; phones only while texts can be sent. */
export async function usableFactors(work: Work, user_id: number): Promise<FactorRow[]> {
  const has_sms = await isSmsActive(work)
  return (await listFactors(work, user_id)).filter(
    ({ kind, confirmed_at }) => confirmed_at !== null && (kind !== 'sms' || has_sms),
  )
}

/** What somebody can prove themself with at a host: passkeys work where they were made. */
export async function usableKinds(work: Work, user_id: number, host: string): Promise<ProofKind[]> {
  const factors = await usableFactors(work, user_id)
  const kinds: ProofKind[] = ORDER.filter((kind) =>
    factors.some((factor) => factor.kind === kind && (kind !== 'passkey' || factor.rp_id === host)),
  )
  return (await countCodes(work, user_id)) > 0 ? [...kinds, 'recovery_code'] : kinds
}
