// Proving again, in a session, who one is: by the password or by any of one's factors.
import { invalid, Refusal } from '../../../platform/errors.ts'
import { doWork, type Origin, type Work, type WorkEngine } from '../../../platform/work.ts'
import { isPassword } from '../../passwords/hashing.ts'
import { findPasswordHash } from '../../passwords/queries.ts'
import { renewSession } from '../../sessions.ts'
import { factorFailed, factorUsed } from '../events.ts'
import { countStepUp } from '../guesses.ts'
import { provesPerson } from '../proving.ts'
import type { ProofKind } from '../schema.ts'
import { usableKinds } from '../usable.ts'

export type StepUpMethod = ProofKind | 'password'

export interface StepUpCaller {
  account_id: number
  user_id: number
  session_id: number
  origin: Origin
}

/** What a person can prove themself with; nothing for who comes in by a provider or a link and has no factor. */
export async function waysToProve(work: Work, user_id: number, host: string): Promise<StepUpMethod[]> {
  const password = (await findPasswordHash(work, user_id)) === null ? [] : (['password'] as const)
  return [...password, ...(await usableKinds(work, user_id, host))]
}

/**
 * Counts the attempt and, for a password, compares it: outside of the unit of work that follows, since hashing takes
 * long and the count must stay. 429 beyond the limit. Null where it is not about a password.
 */
export async function checkPasswordProof(
  engine: WorkEngine,
  caller: StepUpCaller,
  method: StepUpMethod,
  password: string,
): Promise<boolean | null> {
  const retry_after_s = await countStepUp(engine, caller, method)
  if (retry_after_s !== null) throw new Refusal('too_many_requests', undefined, { retry_after_s })
  if (method !== 'password') return null
  const { account_id, user_id, origin } = caller
  const request = { account_id, actor: { kind: 'anonymous' }, origin, audience: 'customer', read_only: true } as const
  const hash = await doWork(engine, request, (work) => findPasswordHash(work, user_id))
  return await isPassword(hash, password)
}

/** Marks the session as proved just now, under a new secret: returns its cookie. Null for a wrong proof, which is recorded. */
export async function proveAgain(
  work: Work,
  session: { user_id: number; session_id: number },
  proof: { method: StepUpMethod; answer: string },
  password_matches: boolean | null,
  origin_url: string,
): Promise<string | null> {
  const { user_id, session_id } = session
  const { method, answer } = proof
  if (method === 'password') {
    if (password_matches !== true) {
      work.record(factorFailed, user_id, { kind: method, for: 'step_up', reason: 'wrong' })
      return null
    }
    work.record(factorUsed, user_id, { kind: method, factor_id: null, for: 'step_up', codes_left: null })
  } else {
    const request = { purpose: 'step_up', origin_url, bound_to: session_id } as const
    if (!(await provesPerson(work, user_id, { kind: method, answer }, request))) return null
  }
  return await renewSession(work, origin_url, { proved: true })
}

/** How a wrong proof is refused by the API. */
export function wrongProof(): Refusal {
  return invalid('answer', 'Answer: does not prove who you are')
}
