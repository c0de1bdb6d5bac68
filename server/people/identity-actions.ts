// What one can do with a person's addresses.
import { notFound, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { emailTaken, readAddress } from './email-input.ts'
import { identityAdded, identityChanged, identityRemoved } from './events.ts'
import { deleteIdentity, type IdentityRow, insertEmail, listIdentities, setPrimary } from './identities.ts'
import { indexPersonAgain } from './indexing.ts'
import { mayEditUser } from './policy.ts'
import { getUser } from './queries.ts'
import type { UserRow } from './schema.ts'

/** Adds an address to a person. Only who may edit them: an address is how a person signs in and is written to. */
export async function addEmail(
  work: Work,
  user: UserRow,
  text: string,
  is_primary: boolean,
  verified = false,
): Promise<number> {
  if (!mayEditUser(work.actor, user)) throw new Refusal('forbidden')
  const address = readAddress(text)
  const identity_id = await insertEmail(work, user.id, { ...address, is_primary, verified })
  if (identity_id === null) throw emailTaken(address.email)
  await indexPersonAgain(work, user)
  work.record(identityAdded, user.id, { identity_id, primary: is_primary, verified }, { value: address.email })
  return identity_id
}

/** A person's address. 404 when the person or the address is not there for the actor. */
export async function getIdentity(
  work: Work,
  user_id: number,
  identity_id: number,
): Promise<{ user: UserRow; identity: IdentityRow }> {
  const user = await getUser(work, user_id)
  const identity = (await listIdentities(work, user_id)).find((row) => row.id === identity_id)
  if (!identity) throw notFound()
  return { user, identity }
}

export async function makePrimary(work: Work, user_id: number, identity_id: number): Promise<void> {
  const { user, identity } = await getIdentity(work, user_id, identity_id)
  if (!mayEditUser(work.actor, user) || identity.type !== 'email') throw new Refusal('forbidden')
  if (identity.is_primary) return
  await setPrimary(work, user_id, identity_id)
  work.record(identityChanged, user_id, { identity_id, primary: true, verified: identity.verified })
}

export async function removeIdentity(work: Work, user_id: number, identity_id: number): Promise<void> {
  const { user, identity } = await getIdentity(work, user_id, identity_id)
  if (!mayEditUser(work.actor, user)) throw new Refusal('forbidden')
  if (identity.is_primary)
    throw new Refusal('invalid', 'The primary address cannot be removed. Make another one primary first.')
  await deleteIdentity(work, identity_id)
  await indexPersonAgain(work, user)
  work.record(identityRemoved, user_id, { identity_id }, { value: identity.value })
}
