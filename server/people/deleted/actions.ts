// Erasing what is known about a deleted person. Their tickets stay, with a name that says no more; what tickets know
// about them is erased by tickets, which hear of it by the event.

import { noFieldValues } from '../../fields/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { userErased } from '../events.ts'
import { deleteIdentities } from '../identities.ts'
import { forgetPerson } from '../indexing.ts'
import { deleteOrganizationMemberships } from '../memberships/queries.ts'
import { mayRemoveUser } from '../policy.ts'
import { getUser, indexUserFields, markUserErased, NO_WORDS, saveUser, setUserTags } from '../queries.ts'
import type { UserRow } from '../schema.ts'
import { deleteSubscriptionsOfUser } from '../subscriptions/queries.ts'

const ERASED_NAME = 'Permanently deleted user'

/** A deleted person. 404 for everybody else. */
export async function getDeletedUser(work: Work, id: number): Promise<UserRow> {
  const user = await getUser(work, id)
  if (user.active) throw notFound()
  return user
}

/** Doing it again changes nothing. */
export async function eraseUser(work: Work, id: number): Promise<UserRow> {
  const user = await getDeletedUser(work, id)
  if (!mayRemoveUser(work.actor, user)) throw new Refusal('forbidden')
  if (user.erased_at !== null) return user
  await saveUser(work, { ...user, ...NO_WORDS, name: ERASED_NAME, field_values: noFieldValues(), suspended: false })
  await indexUserFields(work, id, noFieldValues())
  await setUserTags(work, id, [])
  await deleteIdentities(work, id)
  await deleteOrganizationMemberships(work, { user_id: id })
  await deleteSubscriptionsOfUser(work, id)
  await forgetPerson(work, id)
  await markUserErased(work, id)
  work.record(userErased, id, {})
  return await getUser(work, id)
}
