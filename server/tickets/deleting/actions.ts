// Deleting a ticket in two steps: first it is nobody's and can be restored, then it is erased and nothing brings it back.
import { getUser, updateUser } from '../../people/index.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { removeDocuments } from '../../search/index.ts'
import { withRemainsBeside } from '../beside.ts'
import { ticketDeleted, ticketErased, ticketRestored } from '../events.ts'
import { mayDeleteTicket, mayEraseTicket } from '../policy.ts'
import { getTicket } from '../queries.ts'
import { removeFilesLater } from '../redacting/files.ts'
import { eraseTicketRows, listRemains, lockDeletedTicket, markTicketDeleted, markTicketRestored } from './queries.ts'

/** Deletes a ticket softly: it is nobody's any more, and can be restored. */
export async function deleteTicket(work: Work, id: number): Promise<void> {
  const ticket = await getTicket(work, id, true)
  if (!mayDeleteTicket(work.actor)) throw new Refusal('forbidden')
  await markTicketDeleted(work, ticket.id)
  work.record(ticketDeleted, id, {})
}

/** Deletes a ticket as spam and suspends who asked. 422 where that is one of the team. */
export async function markAsSpam(work: Work, id: number): Promise<void> {
  const ticket = await getTicket(work, id, true)
  if (!mayDeleteTicket(work.actor)) throw new Refusal('forbidden')
  const requester = await getUser(work, ticket.requester_id)
  if (requester.role !== 'end-user')
    throw invalid('requester_id', 'Requester: is one of the team, whose tickets are no spam')
  if (!requester.suspended) await updateUser(work, requester.id, { suspended: true })
  await markTicketDeleted(work, ticket.id)
  work.record(ticketDeleted, id, { spam: true })
}

export async function restoreTicket(work: Work, id: number): Promise<void> {
  if (!mayDeleteTicket(work.actor)) throw new Refusal('forbidden')
  await lockDeletedTicket(work, id)
  await markTicketRestored(work, id)
  work.record(ticketRestored, id, {})
}

/** Erases a deleted ticket for good: its words, files, index entries, and the words in its history. */
export async function eraseTicket(work: Work, id: number): Promise<void> {
  if (!mayEraseTicket(work.actor)) throw new Refusal('forbidden')
  await lockDeletedTicket(work, id)
  const { file_ids, ...remains } = await withRemainsBeside(work, id, await listRemains(work, id))
  await removeDocuments(work, 'ticket', id)
  await eraseTicketRows(work, id)
  removeFilesLater(work, file_ids)
  work.record(ticketErased, id, remains)
}
