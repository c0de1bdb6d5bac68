// Challenges: what an authenticator is asked to sign. Kept on our side by hash and taken once, so that an answer that
// was listened to is worth nothing.
import { sql } from '../../../platform/db.ts'
import type { Work } from '../../../platform/work.ts'

export type ChallengePurpose = 'register' | 'sign_in' | 'second_factor' | 'step_up'

export interface ChallengeScope {
  purpose: ChallengePurpose
  /** Null where the answer says who it is. */
  user_id: number | null
  rp_id: string
}

const LASTS_MS = 5 * 60_000

const hashOf = (work: Work, challenge: string): Buffer => work.sealing.lookupHash('factor_challenge', challenge)

export async function keepChallenge(work: Work, challenge: string, scope: ChallengeScope): Promise<void> {
  await work.db.run(sql`
    insert into factor_challenges (account_id, challenge_hash, purpose, user_id, rp_id, created_at, expires_at)
    values (${work.account_id}, ${hashOf(work, challenge)}, ${scope.purpose}, ${scope.user_id}, ${scope.rp_id}, ${work.now}, ${new Date(work.now.getTime() + LASTS_MS)})`)
}

/** Takes a challenge. False for one that is not ours, is for something or somebody else, is late, or was taken. */
export async function takeChallenge(work: Work, challenge: string, scope: ChallengeScope): Promise<boolean> {
  return (
    (await work.db.run(sql`
      delete from factor_challenges where account_id = ${work.account_id}::bigint and challenge_hash = ${hashOf(work, challenge)}
        and purpose = ${scope.purpose} and user_id is not distinct from ${scope.user_id}::bigint and rp_id = ${scope.rp_id} and expires_at > ${work.now}`)) ===
    1
  )
}
