// Creating a person or changing the one who is there already, known by address or external id.
import type { Work } from '../platform/work.ts'
import { createUser, updateUser } from './actions.ts'
import { findUserByEmail, findUserByExternalId } from './queries.ts'
import type { UserRow } from './schema.ts'
import type { UserWrite } from './user-input.ts'

/** The address comes first: two people never share one. */
export async function createOrUpdateUser(work: Work, write: UserWrite): Promise<{ user: UserRow; created: boolean }> {
  const known =
    (write.email ? await findUserByEmail(work, write.email) : null) ??
    (write.external_id ? await findUserByExternalId(work, write.external_id) : null)
  return known
    ? { user: await updateUser(work, known.id, write), created: false }
    : { user: await createUser(work, write), created: true }
}
