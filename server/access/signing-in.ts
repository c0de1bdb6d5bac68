// Signing in with a password, in three steps: count and look up (a unit of work of its own, so that the count stays
// whatever follows), hash (outside any transaction), and the result. An address that nobody has, a wrong password and a
// suspended person cost the same and look the same from outside.

import { findSignInUser, findUserByEmail } from '../people/index.ts'
import { normaliseAddress } from '../platform/addresses.ts'
import { doWork, type Origin, type Work, type WorkEngine } from '../platform/work.ts'
import { allowsMethod } from './admission/admission.ts'
import type { SignInRequest } from './admission/pending.ts'
import { countSignIn, forgetSlips } from './attempts.ts'
import { deviceCookieOf, isKnownDevice } from './devices/actions.ts'
import { signInFailed, signInLimited } from './events.ts'
import { insertLockOut } from './lock-outs/queries.ts'
import { askPasswordSources, type SourceProof } from './password-sources.ts'
import { isPassword } from './passwords/hashing.ts'
import { findPasswordHash } from './passwords/queries.ts'
import { signInPolicy } from './policies/queries.ts'
import { audienceOf, type SignInMethod } from './policies/schema.ts'

export interface SignInAttempt {
  email: string
  password: string
}

/** What the first two steps found. */
export type CheckedSignIn =
  | { retry_after_s: number }
  | {
      normalised: string | null
      user_id: number | null
      /** The secret of this browser, where the person signed in with it before. */
      known_device: string | null
      password_matches: boolean
      /** What another source of passwords said, to be settled in step three; null where none knows the person. */
      settle: ((work: Work) => Promise<SourceProof | null>) | null
    }

export type SignInResult =
  | { outcome: 'proved'; user_id: number; method: SignInMethod; provider_id: number | null }
  | { outcome: 'refused' }
  | { outcome: 'limited'; retry_after_s: number }

/** Steps one and two. Must be called outside a transaction. */
export async function checkSignIn(
  engine: WorkEngine,
  account_id: number,
  origin: Origin,
  attempt: SignInAttempt,
  browser: Pick<SignInRequest, 'cookie'>,
): Promise<CheckedSignIn> {
  const normalised = normaliseAddress(attempt.email)
  const request = { account_id, actor: { kind: 'anonymous' } as const, origin, audience: 'customer' as const }
  const found = await doWork(engine, request, async (work) => {
    const user = normalised === null ? null : await findUserByEmail(work, normalised)
    const device = deviceCookieOf(work, browser)
    const is_known = await isKnownDevice(work, user?.id ?? null, device)
    // A directory may know people by other names than addresses.
    const reached = await countSignIn(work, normalised ?? nameKey(attempt.email), is_known ? device : null)
    if (reached) {
      if (reached.is_first) {
        work.record(signInLimited, 0, { limit: reached.limit }, { email: normalised ?? '' })
        await insertLockOut(work, reached, { user_id: user?.id ?? null, email: normalised ?? '' })
      }
      return { retry_after_s: reached.retry_after_s }
    }
    return {
      known_device: is_known ? device : null,
      user_id: user?.id ?? null,
      // Asked for nobody, too: who is known must not show in what the database does.
      hash: await findPasswordHash(work, user?.id ?? 0),
    }
  })
  if (found.retry_after_s !== undefined) return { retry_after_s: found.retry_after_s }
  const password_matches = await isPassword(found.hash, attempt.password)
  const typed = { login: attempt.email, password: attempt.password }
  // Asked in any case, so that an answer's time does not tell whose password is kept here.
  const settle = await askPasswordSources(engine, account_id, origin, typed)
  const { user_id, known_device } = found
  return { normalised, user_id, known_device, password_matches, settle }
}

/** What attempts are counted by where a name is no address. */
function nameKey(login: string): string {
  return `name ${login.trim().toLowerCase().slice(0, 254)}`
}

/** Step three, in the request's own unit of work. Whom it proves is admitted by admitPerson. */
export async function finishSignIn(
  work: Work,
  checked: CheckedSignIn,
  options: { break_glass?: boolean } = {},
): Promise<SignInResult> {
  if ('retry_after_s' in checked) return { outcome: 'limited', retry_after_s: checked.retry_after_s }
  const { normalised, user_id, known_device, password_matches, settle } = checked
  const proof = options.break_glass === true ? null : await settle?.(work)
  if (proof) {
    if (normalised !== null) await forgetSlips(work, normalised, known_device)
    return { outcome: 'proved', ...proof }
  }
  const user = await findSignInUser(work, user_id ?? 0)
  if (!user || !normalised || !password_matches || !user.active || user.suspended) {
    const reason = !user ? 'unknown_address' : password_matches ? 'suspended' : 'wrong_password'
    work.record(signInFailed, user?.id ?? 0, { reason }, { email: normalised ?? '' })
    return { outcome: 'refused' }
  }
  const policy = await signInPolicy(work, audienceOf(user.role))
  // Not said apart: whoever guesses must not learn here that a password is right elsewhere.
  if (options.break_glass !== true && !allowsMethod(policy, 'password')) {
    work.record(signInFailed, user.id, { reason: 'method_not_allowed' }, { email: normalised })
    return { outcome: 'refused' }
  }
  await forgetSlips(work, normalised, known_device)
  return { outcome: 'proved', user_id: user.id, method: 'password', provider_id: null }
}
