// A password on the API, in the steps of a sign-in: count and look up (a unit of work of its own), hash (outside any
// transaction), settle (a unit of its own again: what failed is recorded although the request is refused).
//
// A password alone is less than a sign-in, so it opens less: nobody who has a second factor or must have one, nothing where
// the audience's policy has closed passwords, no service account, no directory. Whatever the reason, the answer is the same.
import { findSignInUser, findUserByEmail } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { type PasswordProof, readPassword } from '../../platform/http/password-proof.ts'
import { doWork, type Origin, type Work, type WorkEngine } from '../../platform/work.ts'
import { allowsMethod } from '../admission/admission.ts'
import { signInFailed, signInLimited } from '../events.ts'
import { standingOf } from '../factors/requirement/standing.ts'
import { mayUseFrom } from '../ip-restrictions/actions.ts'
import { insertLockOut } from '../lock-outs/queries.ts'
import { isPasswordTooOld } from '../passwords/expiry.ts'
import { isPassword } from '../passwords/hashing.ts'
import { MAX_PASSWORD } from '../passwords/levels.ts'
import { findPasswordHash } from '../passwords/queries.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf } from '../policies/schema.ts'
import { credentialPolicy } from '../tokens/policy.ts'
import { isServiceAccount } from '../tokens/service-accounts.ts'
import { passwordActor } from './actor.ts'
import { passwordUsed } from './events.ts'
import { countApiPassword, forgetApiSlips } from './limits.ts'
import { lastUseFromHere, saveUseFromHere } from './queries.ts'

/** A use is recorded again after this time. */
const RECORDED_EVERY_MS = 3_600_000
/** What attempts are counted by where a name is no address. */
const NO_ADDRESS = 'no address'

interface Typed {
  email: string
  password: string
}

/**
 * What a header proves. Undefined where it carries no password. Must be called outside a transaction. Where passwords
 * are off nothing is looked at: a right one is refused as a wrong one is.
 */
export async function proveHeader(
  engine: WorkEngine,
  account_id: number,
  origin: Origin,
  authorization: string | undefined,
): Promise<PasswordProof | undefined> {
  const typed = readPassword(authorization)
  return typed === null ? undefined : await provePassword(engine, account_id, origin, typed, 'basic')
}

/** Whom an address and a password prove, under everything that is asked of a password on the API. */
export async function provePassword(
  engine: WorkEngine,
  account_id: number,
  origin: Origin,
  typed: Typed,
  by: 'basic' | 'oauth',
): Promise<PasswordProof> {
  const request = { account_id, actor: { kind: 'anonymous' } as const, origin, audience: 'customer' as const }
  const normalised = normaliseAddress(typed.email)
  const found = await doWork(engine, request, async (work) => await countAndLookUp(work, normalised))
  if (found === 'closed') return null
  if ('retry_after_s' in found) return found
  const matches = await isPassword(found.hash, typed.password.slice(0, MAX_PASSWORD + 1))
  return await doWork(engine, request, async (work) => await settle(work, normalised, found.user_id, matches, by))
}

async function countAndLookUp(
  work: Work,
  normalised: string | null,
): Promise<'closed' | { retry_after_s: number } | { user_id: number | null; hash: string | null }> {
  if (!(await credentialPolicy(work)).password_access) return 'closed'
  // Where nobody may come from, nobody guesses either.
  if (!(await mayUseFrom(work, work.actor))) return 'closed'
  const user = normalised === null ? null : await findUserByEmail(work, normalised)
  // What follows is asked for nobody, too: who is known must not show in what the database does.
  const is_known_here = (await lastUseFromHere(work, user?.id ?? 0)) !== null
  const reached = await countApiPassword(work, normalised ?? NO_ADDRESS, is_known_here)
  if (!reached) return { user_id: user?.id ?? null, hash: await findPasswordHash(work, user?.id ?? 0) }
  if (reached.is_first && reached.is_lock_out) {
    work.record(signInLimited, 0, { limit: reached.limit }, { email: normalised ?? '' })
    await insertLockOut(work, reached, { user_id: user?.id ?? null, email: normalised ?? '' })
  }
  return { retry_after_s: reached.retry_after_s }
}

async function settle(
  work: Work,
  normalised: string | null,
  user_id: number | null,
  matches: boolean,
  by: 'basic' | 'oauth',
): Promise<PasswordProof> {
  const user = await findSignInUser(work, user_id ?? 0)
  if (!user || normalised === null) {
    work.record(signInFailed, 0, { reason: 'unknown_address' }, { email: normalised ?? '' })
    return null
  }
  const reason = matches ? await whyNot(work, user) : 'wrong_password'
  if (reason !== null) {
    work.record(signInFailed, user.id, { reason }, { email: normalised })
    return null
  }
  await forgetApiSlips(work, normalised)
  const last = await lastUseFromHere(work, user.id)
  if (last === null || work.now.getTime() - last.getTime() >= RECORDED_EVERY_MS) {
    await saveUseFromHere(work, user.id)
    work.as(passwordActor(user)).record(passwordUsed, user.id, { by, is_new_network: last === null })
  }
  return { user_id: user.id }
}

/** Why a right password does not do; null where it does. */
async function whyNot(work: Work, user: NonNullable<Awaited<ReturnType<typeof findSignInUser>>>) {
  if (!user.active || user.suspended) return 'suspended'
  const policy = await signInPolicy(work, audienceOf(user.role))
  if (!allowsMethod(policy, 'password') || (await isServiceAccount(work, user.id))) return 'method_not_allowed'
  // Within the time that is given to set one up, too: it is asked for at the sign-in page.
  const standing = await standingOf(work, user)
  if (standing !== 'free' && standing !== 'exempt') return 'second_factor'
  if (await isPasswordTooOld(work, user)) return 'password_expired'
  return (await mayUseFrom(work, passwordActor(user))) ? null : 'address_not_allowed'
}
