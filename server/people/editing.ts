// Whether somebody may change a person, where a role says so only for people of the same organisation.
import { Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { isMemberOfOrganization, shareOrganization } from './memberships/queries.ts'
import { type Judged, mayCreateUser, mayEditUser, mayEditWithinOrganization } from './policy.ts'
import type { UserRow } from './schema.ts'

/** True where the actor may change this person. */
export async function mayEdit(work: Work, person: Judged): Promise<boolean> {
  const { actor } = work
  if (mayEditUser(actor, person)) return true
  return (
    actor.kind === 'user' &&
    mayEditWithinOrganization(actor, person) &&
    (await shareOrganization(work, actor.user_id, person.id))
  )
}

/** 403 for whoever may not change this person. */
export async function admitEdit(work: Work, person: Judged): Promise<void> {
  if (!(await mayEdit(work, person))) throw new Refusal('forbidden')
}

/** 403 for whoever may not add such a person, in this organisation. */
export async function admitCreation(
  work: Work,
  person: Omit<Judged, 'id'> & Pick<UserRow, 'organization_id'>,
): Promise<void> {
  const { actor } = work
  if (mayCreateUser(actor, person)) return
  const within =
    actor.kind === 'user' &&
    person.organization_id !== null &&
    mayEditWithinOrganization(actor, person) &&
    (await isMemberOfOrganization(work, actor.user_id, person.organization_id))
  if (!within) throw new Refusal('forbidden')
}
