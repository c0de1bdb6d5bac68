// Limits on guessing a second factor. Whoever gets to guess has proved the first one already; so the count belongs to
// the person, and a browser they signed in with before is counted apart, or a stranger with their password could keep
// them out. Windows end by themselves.
import { doWork, type Origin, type Work, type WorkEngine } from '../../platform/work.ts'
import { countAttempt, type Limit } from '../attempts.ts'
import { factorFailed } from './events.ts'
import type { ProofKind } from './schema.ts'

const HOUR_S = 3_600
/** A code has a million values, three of which are right: ten an hour, for a year, find one with odds of 1 in 4. */
const PER_PERSON: Limit = { name: 'second_factor', most: 10, window_s: HOUR_S }
/** Fresh proofs in one session: an open page must not be a place to guess. */
const PER_SESSION: Limit = { name: 'step_up', most: 10, window_s: HOUR_S }

/** Counts a guess at somebody's second factor while signing in. Returns how long to wait, or null. */
export async function countGuess(
  work: Work,
  person: { user_id: number; is_known_device: boolean },
  kind: ProofKind,
): Promise<number | null> {
  const key = `second factor of ${person.user_id}${person.is_known_device ? ' in a known browser' : ''}`
  return await counted(work, PER_PERSON, key, person.user_id, kind, 'sign_in')
}

/** Counts an attempt at a fresh proof in a session, and commits the count. Returns how long to wait, or null. */
export async function countStepUp(
  engine: WorkEngine,
  caller: { account_id: number; user_id: number; session_id: number; origin: Origin },
  kind: ProofKind | 'password',
): Promise<number | null> {
  const { account_id, user_id, session_id, origin } = caller
  const request = { account_id, actor: { kind: 'anonymous' } as const, origin, audience: 'customer' as const }
  return await doWork(engine, request, (work) =>
    counted(work, PER_SESSION, `step up of ${session_id}`, user_id, kind, 'step_up'),
  )
}

async function counted(
  work: Work,
  limit: Limit,
  key: string,
  user_id: number,
  kind: ProofKind | 'password',
  purpose: 'sign_in' | 'step_up',
): Promise<number | null> {
  const reached = await countAttempt(work, limit, key)
  if (reached?.is_first) work.record(factorFailed, user_id, { kind, for: purpose, reason: 'too_many' })
  return reached?.retry_after_s ?? null
}
