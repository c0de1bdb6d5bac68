// Letting somebody of the team in who has no password yet, or has forgotten it.

import { getUser, isSelf, mayEditUser } from '../people/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { createLink } from './links/links.ts'
import { refuseServiceAccount } from './tokens/service-accounts.ts'

/** The last part of `/welcome/…` for a person of the team. 403 for people the actor may not edit, and for oneself. */
export async function invite(work: Work, user_id: number): Promise<string> {
  const user = await getUser(work, user_id)
  // Whoever finds an open page of an admin must not get a new password for it: one's own is changed with the old one.
  if (!mayEditUser(work.actor, user) || isSelf(work.actor, user)) throw new Refusal('forbidden')
  await refuseServiceAccount(work, user_id)
  if (user.role === 'end-user' || !user.active) throw invalid('user_id', 'User: is not part of the team')
  return await createLink(work, 'invitation', user_id)
}
