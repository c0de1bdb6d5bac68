// Taking a reply back within its undo window: the comment vanishes, the status change with it, the text becomes a draft.
import { z } from 'zod'
import { usersByIds } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { removeDocument } from '../../search/index.ts'
import { putDraft } from '../drafts/queries.ts'
import { type Change, replyUndone } from '../events.ts'
import { getTicket, listParticipants, type TicketPatch, updateTicketRow } from '../queries.ts'
import { statusSchema } from '../schema.ts'
import { type CommentContent, deleteReply, lockWaitingReply, placeOfComment } from './queries.ts'
import { htmlOf } from './say.ts'

export interface UndoneDraft {
  html_body: string
  /** Addresses of those who were to receive copies. */
  email_ccs: string[]
  updated_at: Date
}

/** The draft, or null when the window is over. The mail's job looks for the reply under the same lock. */
export async function undoReply(work: Work, ticket_id: number, comment_id: number): Promise<UndoneDraft | null> {
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
    const custom = event?.data.changes.find((change) => change.field_name === 'custom_status_id')
    if (custom) {
      patch.custom_status_id = z.number().nullable().parse(custom.previous_value)
      changes.push({ field_name: 'custom_status_id', value: custom.previous_value, previous_value: custom.value })
    }
  }
  const html_body = htmlOf(work.sealing.open<CommentContent>(placeOfComment(reply), reply.sealed))
  const draft = { html_body, email_ccs: await copiedAddresses(work, ticket_id) }
  const user_id = actorId(work.actor)
  if (user_id !== null) await putDraft(work, { user_id, ticket_id, mode: 'reply', ...draft })
  await removeDocument(work, 'reply', comment_id)
  await deleteReply(work, comment_id)
  updateTicketRow(work, ticket, patch, -1)
  work.record(replyUndone, ticket_id, { comment_id, changes })
  await work.flush()
  return { ...draft, updated_at: work.now }
}

async function copiedAddresses(work: Work, ticket_id: number): Promise<string[]> {
  const people = await listParticipants(work, [ticket_id])
  const copied = people.filter(({ kind, state }) => kind === 'cc' && state === 'active').map(({ user_id }) => user_id)
  return (await usersByIds(work, copied)).flatMap(({ email }) => email ?? [])
}
