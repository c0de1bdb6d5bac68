// Taking a reply back within its undo window: the comment vanishes, the status change with it, the text becomes a draft.
import { sql } from '../../platform/db.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { removeDocument } from '../../search/index.ts'
import { putDraft } from '../drafts/queries.ts'
import { type Change, replyUndone } from '../events.ts'
import { getTicket, type TicketPatch, updateTicketRow } from '../queries.ts'
import { statusSchema } from '../schema.ts'
import { type CommentContent, deleteReply, lockWaitingReply, placeOfComment } from './queries.ts'
import { htmlOf } from './say.ts'

/** The draft, or null when the window is over. The mail's job looks for the reply under the same lock. */
export async function undoReply(
  work: Work,
  ticket_id: number,
  comment_id: number,
): Promise<{ html_body: string } | null> {
  const reply = await lockWaitingReply(work, ticket_id, comment_id)
  if (!reply) return null
  const ticket = await getTicket(work, ticket_id, true)
  const event = await work.db.first<{ data: { changes: Change[] } }>(sql`
    select data from events where account_id = ${work.account_id} and event_id = ${reply.event_id}`)
  const patch: TicketPatch = {}
  const changes: Change[] = []
  const status = event?.data.changes.find((change) => change.field_name === 'status')
  // Only when nobody changed the status since.
  if (status && status.value === ticket.status && status.previous_value !== null) {
    patch.status = statusSchema.parse(status.previous_value)
    changes.push({ field_name: 'status', value: status.previous_value, previous_value: status.value })
  }
  const draft = { html_body: htmlOf(work.sealing.open<CommentContent>(placeOfComment(reply), reply.sealed)) }
  const user_id = actorId(work.actor)
  if (user_id !== null) await putDraft(work, { user_id, ticket_id, mode: 'reply', ...draft, email_ccs: [] })
  await removeDocument(work, 'reply', comment_id)
  await deleteReply(work, comment_id)
  await updateTicketRow(work, ticket, patch, -1)
  work.record(replyUndone, ticket_id, { comment_id, changes })
  await work.flush()
  return draft
}
