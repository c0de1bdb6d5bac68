// What an admin does about the ways in of one person: revoking tokens, asking for a new password, sending a link, and
// suspending. Nobody is locked out of their own account by it: one's own ways in one changes on one's own page.
import { getUser, isSelf, mayEditUser, mayRemoveUser, type UserRow, updateUser } from '../../people/index.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { requireProof } from '../../platform/http/step-up.ts'
import type { Work } from '../../platform/work.ts'
import { allowsMethod } from '../admission/admission.ts'
import { newPasswordRequired, tokensRevokedByStaff } from '../events.ts'
import { requestLinkFor } from '../links/mailing.ts'
import { markNewRequired } from '../passwords/queries.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf } from '../policies/schema.ts'
import { revokeCredentialsOf, revokeTokensAndGrantsOf } from '../revoking.ts'
import { endSessionsOf } from '../sessions.ts'
import { refuseServiceAccount } from '../tokens/service-accounts.ts'

/** Somebody whose ways in the actor oversees: themself, and whom they may edit. 404, 403. */
export async function overseenPerson(work: Work, user_id: number): Promise<UserRow> {
  const person = await getUser(work, user_id)
  if (!isSelf(work.actor, person) && !mayEditUser(work.actor, person)) throw new Refusal('forbidden')
  return person
}

/** Somebody else who may sign in with a password. 422 for oneself, the deleted, programs, and where the policy is against it. */
async function otherWithPassword(work: Work, user_id: number): Promise<UserRow> {
  const person = await overseenPerson(work, user_id)
  if (isSelf(work.actor, person)) throw invalid('user_id', 'User: your own password you change on your own page')
  if (!person.active || person.suspended) throw invalid('user_id', 'User: is suspended or deleted')
  await refuseServiceAccount(work, user_id)
  if (!allowsMethod(await signInPolicy(work, audienceOf(person.role)), 'password'))
    throw invalid('base', 'The sign-in policy does not let them sign in with a password')
  return person
}

/** Sends somebody a link with which they choose a password. 422 for whom no mail reaches, 429 for too many. */
export async function sendResetLink(work: Work, user_id: number): Promise<void> {
  const { id, email } = await otherWithPassword(work, user_id)
  if (email === null) throw invalid('user_id', 'User: has no address')
  await requestLinkFor(work, { id, email })
}

/** The password somebody has opens nothing more until they have replaced it; they are signed out. 422 where there is none. */
export async function requireNewPassword(work: Work, user_id: number): Promise<void> {
  await otherWithPassword(work, user_id)
  if (!(await markNewRequired(work, user_id))) throw invalid('user_id', 'User: has no password')
  work.record(newPasswordRequired, user_id, {})
  await endSessionsOf(work, user_id, 'ended_by_staff')
}

/** Revokes all tokens of somebody, and takes back what they allowed programs. */
export async function revokeAllTokensOf(work: Work, user_id: number): Promise<void> {
  await overseenPerson(work, user_id)
  const tokens = await revokeTokensAndGrantsOf(work, user_id)
  work.record(tokensRevokedByStaff, user_id, { tokens, with_suspension: false })
}

/**
 * Suspends somebody. Nothing lets them in while they are, whoever did it; with `revoke_tokens` their credentials do not
 * come back either when they are let in again (the password does). 403, and 422 for the last owner.
 */
export async function suspendPerson(work: Work, user_id: number, revoke_tokens: boolean | undefined): Promise<UserRow> {
  const person = await getUser(work, user_id)
  if (!mayRemoveUser(work.actor, person)) throw new Refusal('forbidden')
  const is_team = person.role !== 'end-user'
  if (is_team) requireProof(work)
  const suspended = await updateUser(work, user_id, { suspended: true })
  if (revoke_tokens ?? is_team) {
    const tokens = await revokeCredentialsOf(work, user_id, 'suspended')
    work.record(tokensRevokedByStaff, user_id, { tokens, with_suspension: true })
  }
  return suspended
}
