// What one can do with a person's addresses and numbers.

import { notFound, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { admitAddressChange, admitEdit } from './editing.ts'
import { identityAdded, identityChanged, identityRemoved } from './events.ts'
import {
  deleteIdentity,
  insertIdentity,
  listIdentities,
  saveIdentityValue,
  setIdentityVerified,
  setPrimary,
} from './identities.ts'
import { identityTaken, readIdentity } from './identity-input.ts'
import type { IdentityChange, IdentityInput, IdentityRow } from './identity-schema.ts'
import { indexPersonAgain } from './indexing.ts'
import { getUser, setUserVerified } from './queries.ts'
import type { UserRow } from './schema.ts'

/**
 * Adds an address or number to a person. Only who may edit them: an address is how a person signs in and is written
 * to. A person's first address is their primary one.
 */
export async function addIdentity(
  work: Work,
  user: UserRow,
  input: IdentityInput,
  { is_new_person = false } = {},
): Promise<number> {
  await (is_new_person ? admitEdit : admitAddressChange)(work, user)
  const read = readIdentity(input.type, input.value)
  const is_first = input.type === 'email' && user.email === null
  const verified = input.verified ?? false
  const identity_id = await insertIdentity(work, user.id, { ...read, is_primary: is_first, verified })
  if (identity_id === null) throw identityTaken(read)
  const is_primary = is_first || (input.type === 'email' && input.primary === true)
  if (is_primary && !is_first) await setPrimary(work, user.id, identity_id)
  await indexPersonAgain(work, user)
  work.record(identityAdded, user.id, { identity_id, primary: is_primary, verified }, { value: read.value })
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

/** Changes the value of an address or number, whether it is proven, and whether it is the primary one. */
export async function updateIdentity(
  work: Work,
  user_id: number,
  identity_id: number,
  change: IdentityChange,
): Promise<void> {
  const { user, identity } = await getIdentity(work, user_id, identity_id)
  await admitAddressChange(work, user)
  const read = change.value === undefined ? null : readIdentity(identity.type, change.value)
  const is_other = read !== null && read.value !== identity.value
  if (is_other && !(await saveIdentityValue(work, identity_id, read))) throw identityTaken(read)
  // Another address is not proven by what was proven about the old one.
  const verified = change.verified ?? (is_other ? false : identity.verified)
  if (verified !== identity.verified) await setIdentityVerified(work, identity_id, verified)
  const primary = identity.is_primary || (identity.type === 'email' && change.primary === true)
  if (primary !== identity.is_primary) await setPrimary(work, user_id, identity_id)
  if (!is_other && verified === identity.verified && primary === identity.is_primary) return
  if (primary) await setUserVerified(work, user_id, verified)
  if (is_other) await indexPersonAgain(work, user)
  const texts = is_other ? { value: [identity.value, read.value] } : {}
  const changed = [
    ...(is_other ? (['value'] as const) : []),
    ...(verified === identity.verified ? [] : (['verified'] as const)),
    ...(primary === identity.is_primary ? [] : (['primary'] as const)),
  ]
  const counted_before = identity.verified || identity.is_primary
  work.record(identityChanged, user_id, { identity_id, primary, verified, changed, counted_before }, texts)
}

export async function makePrimary(work: Work, user_id: number, identity_id: number): Promise<void> {
  const { identity } = await getIdentity(work, user_id, identity_id)
  if (identity.type !== 'email') throw new Refusal('forbidden')
  await updateIdentity(work, user_id, identity_id, { primary: true })
}

export async function removeIdentity(work: Work, user_id: number, identity_id: number): Promise<void> {
  const { user, identity } = await getIdentity(work, user_id, identity_id)
  await admitAddressChange(work, user)
  if (identity.is_primary)
    throw new Refusal('invalid', 'The primary address cannot be removed. Make another one primary first.')
  await deleteIdentity(work, identity_id)
  await indexPersonAgain(work, user)
  work.record(identityRemoved, user_id, { identity_id, counted_before: identity.verified }, { value: identity.value })
}
