// Whoever writes to the desk and is not known yet becomes a person.
import { isStaff, type Work } from '../platform/work.ts'
import { admitCreation } from './editing.ts'
import { userCreated } from './events.ts'
import { insertIdentity } from './identities.ts'
import { readAddress } from './identity-input.ts'
import { indexPerson } from './indexing.ts'
import { followOrganizationId } from './memberships/actions.ts'
import { organizationForEmail } from './organizations/queries.ts'
import { findUser, findUserByEmail, insertUser, NO_WORDS } from './queries.ts'
import type { UserRow } from './schema.ts'

const NAME_LENGTH = 255
const CUSTOMER = {
  role: 'end-user',
  custom_role: null,
  ticket_restriction: null,
  only_private_comments: false,
} as const

/**
 * The person who writes from an address; created as an end user when nobody has it. `verified` says that the address
 * was proven (an authenticated sender), which is remembered. Throws Refusal('invalid') when it is no address.
 */
export async function findOrCreateRequester(
  work: Work,
  parts: { email: string; name?: string; verified?: boolean },
): Promise<UserRow> {
  const known = await findUserByEmail(work, parts.email)
  if (known) return known
  const address = readAddress(parts.email)
  const name =
    parts.name?.toWellFormed().trim().slice(0, NAME_LENGTH) || address.value.slice(0, address.value.lastIndexOf('@'))
  const verified = parts.verified ?? false
  const organization_id = await organizationForEmail(work, address.value)
  await work.db.plain('savepoint new_requester')
  const id = await insertUser(work, { ...NO_WORDS, role: 'end-user', name, verified })
  if ((await insertIdentity(work, id, { ...address, is_primary: true, verified })) === null) {
    // Somebody else's unit created the same person meanwhile and has committed: theirs counts.
    await work.db.plain('rollback to savepoint new_requester')
    const winner = await findUserByEmail(work, parts.email)
    if (!winner) throw new Error('an address is taken by nobody')
    return winner
  }
  await work.db.plain('release savepoint new_requester')
  work.record(userCreated, id, { role: 'end-user', organization_id }, { name, email: address.value })
  if (organization_id !== null) await followOrganizationId(work, { id }, organization_id)
  await indexPerson(work, { id, name, alias: null, active: true }, [address.value])
  const user = await findUser(work, id)
  if (!user) throw new Error('the user that was just written is not there')
  return user
}

/**
 * The same for an address that somebody names on a ticket. For the team naming somebody new is adding a customer: 403
 * where their role does not let them.
 */
export async function namedPerson(work: Work, parts: { email: string; name?: string }): Promise<UserRow> {
  const known = await findUserByEmail(work, parts.email)
  if (known) return known
  if (isStaff(work.actor)) {
    const organization_id = await organizationForEmail(work, readAddress(parts.email).value)
    const because = 'Your role does not let you add customers: name somebody who is known here'
    await admitCreation(work, { ...CUSTOMER, organization_id }, because)
  }
  return await findOrCreateRequester(work, parts)
}
