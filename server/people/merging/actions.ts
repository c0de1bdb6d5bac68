// One person who was known as two: the loser's addresses, memberships, tags and tickets become the winner's. Tickets
// follow by the event, in the same unit of work.
import { invalid, Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { admitEdit } from '../editing.ts'
import { userMerged } from '../events.ts'
import { listIdentities, moveIdentities, setPrimary } from '../identities.ts'
import { forgetPerson, indexPersonAgain } from '../indexing.ts'
import { membershipsOf, setDefaultOrganization } from '../memberships/queries.ts'
import { mayRemoveUser } from '../policy.ts'
import { getUser, markUserDeleted, saveUser, setUserTags } from '../queries.ts'
import type { UserRow } from '../schema.ts'
import { moveOrganizations } from './queries.ts'

/** What the winner takes over where they have nothing. */
const FILLED = ['phone', 'details', 'notes', 'external_id', 'locale', 'time_zone'] as const

/** Makes two customers one. 422 unless both are active customers; the loser is gone afterwards. */
export async function mergeUsers(work: Work, loser_id: number, winner_id: number): Promise<UserRow> {
  const [loser, winner] = [await getUser(work, loser_id), await getUser(work, winner_id)]
  await admitEdit(work, loser)
  await admitEdit(work, winner)
  if (!mayRemoveUser(work.actor, loser)) throw new Refusal('forbidden')
  if (loser_id === winner_id) throw invalid('id', 'A person cannot be merged into themself')
  for (const user of [loser, winner]) {
    if (!user.active) throw invalid('id', 'A deleted person cannot be merged')
    if (user.role !== 'end-user') throw invalid('id', 'Only customers can be merged')
  }
  const identities = await listIdentities(work, loser_id)
  const primary = identities.find((identity) => identity.is_primary)
  await moveIdentities(work, loser_id, winner_id)
  if (winner.email === null && primary) await setPrimary(work, winner_id, primary.id)
  await moveOrganizations(work, loser_id, winner_id)
  const filled = FILLED.filter((field) => winner[field] === null && loser[field] !== null)
  // Two people of one external id must not be, even for a moment.
  await saveUser(work, { ...loser, external_id: null })
  const after = { ...winner, ...Object.fromEntries(filled.map((field) => [field, loser[field]])) }
  if (winner.email === null && primary) after.verified = primary.verified
  await saveUser(work, after)
  await setUserTags(work, winner_id, [...new Set([...winner.tags, ...loser.tags])].sort())
  await setUserTags(work, loser_id, [])
  const [organization] = await membershipsOf(work, winner_id)
  if (organization) await setDefaultOrganization(work, winner_id, organization.organization_id)
  await markUserDeleted(work, loser_id, winner_id)
  await forgetPerson(work, loser_id)
  await indexPersonAgain(work, after)
  work.record(
    userMerged,
    loser_id,
    { winner_id },
    { name: loser.name, identities: identities.map((identity) => identity.value) },
  )
  return await getUser(work, winner_id)
}
