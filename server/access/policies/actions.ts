// Changing how an audience signs in. Nothing here may lock the account's owners out.
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { policyUpdated } from '../events.ts'
import { shortenSessions } from '../queries.ts'
import { hasWayIn, lockSignInPolicy, saveSignInPolicy, signInPolicy } from './queries.ts'
import type { PolicyWrite, SignInAudience, SignInPolicy } from './schema.ts'
import { isWayOpen } from './ways-in.ts'

/** Changes a policy. 422 where nobody could come in by it; sessions that would last longer are shortened at once. */
export async function updateSignInPolicy(
  work: Work,
  audience: SignInAudience,
  write: PolicyWrite,
): Promise<SignInPolicy> {
  const before = await lockSignInPolicy(work, audience)
  const after = withWrite(before, write)
  await checkPolicy(work, after)
  const changed = differences(before, after)
  if (changed.length === 0) return before
  await saveSignInPolicy(work, after)
  await shortenSessions(work, audience, after)
  const pick = (policy: SignInPolicy) => Object.fromEntries(changed.map((key) => [key, policy[key]]))
  work.record(policyUpdated, 0, { audience, before: pick(before), after: pick(after) })
  return await signInPolicy(work, audience)
}

/** A policy with what a write says over it. */
export function withWrite(before: SignInPolicy, write: PolicyWrite): SignInPolicy {
  const given = Object.fromEntries(Object.entries(write).filter(([, value]) => value !== undefined))
  return { ...before, ...given, password_rules: { ...before.password_rules, ...write.password_rules } }
}

/** The parts in which two policies differ. */
export function differences(before: SignInPolicy, after: SignInPolicy): (keyof SignInPolicy)[] {
  const keys = Object.keys(after) as (keyof SignInPolicy)[] // of an object of ours
  return keys.filter((key) => key !== 'updated_at' && JSON.stringify(before[key]) !== JSON.stringify(after[key]))
}

/** 422 for a policy that makes no sense, or by which no owner could come in. */
export async function checkPolicy(work: Work, policy: SignInPolicy): Promise<void> {
  const { audience } = policy
  if (policy.session_idle_minutes > policy.session_absolute_minutes)
    throw invalid('session_idle_minutes', 'Session idle minutes: must not be more than session_absolute_minutes')
  if (audience === 'staff' && policy.magic_link_enabled)
    throw invalid('magic_link_enabled', 'Magic link: is for end users only')
  if (policy.sso_only && !(await isWayOpen(work, 'sso', audience)))
    throw invalid('sso_only', 'SSO only: needs an active identity provider for this audience with a successful test')
  if (audience === 'end_user' || policy.password_enabled || policy.sso_only) return
  if (await isWayOpen(work, 'sso', audience)) return
  if (!(await isWayOpen(work, 'passkey', audience)))
    throw invalid('password_enabled', 'Password: no other way in is open for an owner of this account')
  if (work.actor.kind === 'user' && !(await hasWayIn(work, work.actor.user_id, ['passkey'], audience)))
    throw invalid(
      'password_enabled',
      'Password: you have no passkey yourself and could not come in again. Add one first',
    )
}
