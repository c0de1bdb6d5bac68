// The requester, asked for before it is known whether a rule will look: together with the ticket's row it costs next to
// nothing, after the change a wait of its own.
import { findUser, type UserRow } from '../../people/index.ts'
import type { RawBuilder, Tx } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { activeTriggers } from '../rule-set.ts'

const asked = new WeakMap<Tx, UserRow>()

/** Asks for the requester of a ticket that is about to be changed, where the triggers of this account look at requesters. */
export async function askForRequester(work: Work, requester_id: RawBuilder<number>): Promise<void> {
  if (!activeTriggers.guess(work.account_id)?.needs.has('requester')) return
  const user = await findUser(work, requester_id)
  if (user) asked.set(work.db, user)
}

/** The requester if they were asked for, once: rules may change them, and then they are read. */
export function takeRequester(work: Work): UserRow | null {
  const user = asked.get(work.db) ?? null
  asked.delete(work.db)
  return user
}
