// Whether somebody may change a person, where a role says so only for people of the same organisation.
import { Refusal } from '../platform/errors.ts'
import { requireProof } from '../platform/http/step-up.ts'
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

/**
 * As admitEdit, for the addresses of somebody who is there already. Links to a new password go to them: whoever writes
 * their own into the record of a colleague becomes that colleague. So for the team it takes a fresh proof, and of a token
 * the scope `security` (ASVS 5.0, 7.5.1).
 */
export async function admitAddressChange(work: Work, person: Judged): Promise<void> {
  await admitEdit(work, person)
  if (person.role !== 'end-user') requireProof(work)
}

/** 403 for whoever may not add such a person, in this organisation; `because` says more than that. */
export async function admitCreation(
  work: Work,
  person: Omit<Judged, 'id'> & Pick<UserRow, 'organization_id'>,
  because?: string,
): Promise<void> {
  const { actor } = work
  if (mayCreateUser(actor, person)) return
  const within =
    actor.kind === 'user' &&
    person.organization_id !== null &&
    mayEditWithinOrganization(actor, person) &&
    (await isMemberOfOrganization(work, actor.user_id, person.organization_id))
  if (!within) throw new Refusal('forbidden', because)
}
