// What somebody who was in a person's account wrote into it is taken out of it: addresses, to which links to a new password
// go. Nothing is given back: whoever reads a mailbox that was taken off the account on purpose would have it again.
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { identityAdded, identityChanged, identityRemoved } from './events.ts'
import { deleteIdentity, listIdentities, setIdentityVerified, setPrimary } from './identities.ts'
import type { IdentityRow } from './identity-schema.ts'
import { indexPersonAgain } from './indexing.ts'
import { findUser, setUserVerified } from './queries.ts'

/** Facts that are looked at; nobody changes more addresses by hand. */
const MOST_FACTS = 1_000

interface Fact {
  type: string
  data: { identity_id: number; changed?: readonly string[] }
}

/**
 * Removes the addresses and numbers that a person themself added, or wrote another one over, since an instant, and takes
 * back what they said of others being proven. What colleagues wrote stays, and so does an address that would be the last
 * one. Returns how many are gone.
 */
export async function takeBackAddresses(work: Work, user_id: number, since: Date): Promise<number> {
  const facts = await work.db.all<Fact>(sql`
    select type, data from events where account_id = ${work.account_id}::bigint and subject_type = ${identityAdded.subject}
      and subject_id = ${user_id}::bigint and actor_id = ${user_id}::bigint and created_at >= ${since}
      and type in (${identityAdded.type}, ${identityChanged.type}) order by event_id limit ${MOST_FACTS}`)
  const user = await findUser(work, user_id)
  if (!user || facts.length === 0) return 0
  const changed = (what: string) =>
    facts.filter(({ data }) => data.changed?.includes(what)).map(({ data }) => data.identity_id)
  const added = facts.filter(({ type }) => type === identityAdded.type).map(({ data }) => data.identity_id)
  const written = new Set([...added, ...changed('value')])
  const all = await listIdentities(work, user_id)
  const emails = all.filter(({ type }) => type === 'email')
  const older = emails.filter(({ id }) => !written.has(id))
  const said = new Set(changed('verified'))
  const isProven = ({ id, verified }: IdentityRow) => verified && !said.has(id)
  // The first of the list is the primary one.
  const next = older.find(isProven) ?? older[0] ?? emails[0]
  const gone = all.filter(({ id }) => written.has(id) && id !== next?.id)
  for (const { id } of all.filter((one) => one.verified && said.has(one.id) && !written.has(one.id)))
    await setIdentityVerified(work, id, false)
  if (next && gone.some(({ is_primary }) => is_primary)) {
    await setPrimary(work, user_id, next.id)
    await setUserVerified(work, user_id, isProven(next))
  }
  for (const { id, value, verified } of gone) {
    await deleteIdentity(work, id)
    work.record(identityRemoved, user_id, { identity_id: id, counted_before: verified }, { value })
  }
  if (gone.length > 0) await indexPersonAgain(work, user)
  return gone.length
}
