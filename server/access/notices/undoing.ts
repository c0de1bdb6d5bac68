// What "this wasn't me" takes away: everything that lets somebody in, and of what proves who they are, of addresses that
// links go to and of secrets of programs what was added since the sign-in in question. What the person had before stays
// theirs.
import { markSecondFactor, takeBackAddresses } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { reportedAsStranger } from '../events.ts'
import { factorRemoved } from '../factors/events.ts'
import { deleteFactorsSince, demotePasskeys, listFactors, lockFactorsOf } from '../factors/queries.ts'
import { deleteCodesSince } from '../factors/recovery/queries.ts'
import { factorName } from '../factors/schema.ts'
import { type Link, linkLastsMinutes } from '../links/links.ts'
import { deletePassword } from '../passwords/queries.ts'
import { revokeCredentialsOf, revokeProgramSecrets, unlinkSince } from '../revoking.ts'

/** `about` is the sign-in in question; of an older link nobody knows since when, and only credentials go. */
export async function takeBack(
  work: Work,
  user_id: number,
  { device_id, since }: Pick<Link, 'device_id' | 'since'>,
): Promise<void> {
  // Before the browsers are forgotten: what was added in one that was known before is the person's own.
  const proofs = since === null ? null : await takeBackProofs(work, user_id, since, device_id)
  await revokeCredentialsOf(work, user_id, 'not_me')
  const had_password = await deletePassword(work, user_id)
  // Or a stranger whom nobody named would come back by a passkey of theirs. Older ones stay as they are, so that nobody
  // loses their only way in.
  await demotePasskeys(work, user_id, new Date(work.now.getTime() - linkLastsMinutes('not_me') * 60_000))
  const told = since === null ? {} : { since: since.toISOString(), ...proofs }
  work.record(reportedAsStranger, user_id, { device_id, had_password, ...told })
}

async function takeBackProofs(work: Work, user_id: number, since: Date, device_id: number | null) {
  await lockFactorsOf(work, user_id)
  const isConfirmed = ({ confirmed_at }: { confirmed_at: Date | null }) => confirmed_at !== null
  const before = (await listFactors(work, user_id)).filter(isConfirmed).length
  const gone = (await deleteFactorsSince(work, user_id, since, device_id)).filter(isConfirmed)
  for (const [index, factor] of gone.entries()) {
    const counts = { confirmed_before: before - index, confirmed_after: before - index - 1 }
    const data = { factor_id: factor.id, kind: factor.kind, ...counts, reason: 'not_me' as const /* of the enum */ }
    work.record(factorRemoved, user_id, data, { name: factorName(factor) })
  }
  if (gone.length > 0 && gone.length === before) await markSecondFactor(work, user_id, null)
  const recovery_codes = await deleteCodesSince(work, user_id, since)
  const identity_links = await unlinkSince(work, user_id, since)
  const addresses = await takeBackAddresses(work, user_id, since)
  const program_secrets = await revokeProgramSecrets(work, user_id, since)
  return { factors: gone.length, recovery_codes, identity_links, addresses, program_secrets }
}
