// Making a ticket of one comment: its author asks, in the same words and with the same files. The comment stays where it
// is; an internal note in each of the two tickets names the other.
import { getUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { changeTicket, createTicket } from '../actions.ts'
import {
  type AttachmentContent,
  homeOf,
  insertAttachment,
  listAttachmentsOfComments,
  placeOfAttachment,
} from '../attachments/queries.ts'
import { type CommentContent, type CommentRow, getComment, placeOfComment } from '../comments/queries.ts'
import { mayEditTicket } from '../policy.ts'
import { getTicket, placeOfTicket, type TicketContent } from '../queries.ts'
import { writeComment } from '../redacting/queries.ts'

const REL = 'split'

/** Splits a comment off into a new ticket. Returns its number. The old ticket may be closed: then only the new one tells. */
export async function splitComment(
  work: Work,
  ticket_id: number,
  comment_id: number,
  asked: { subject?: string | null },
): Promise<{ id: number; event_id: number }> {
  const ticket = await getTicket(work, ticket_id, true)
  if (!mayEditTicket(work.actor)) throw new Refusal('forbidden')
  const agent_id = actorId(work.actor)
  if (agent_id === null) throw new Refusal('not_signed_in')
  const comment = await getComment(work, ticket.id, comment_id)
  const said = work.sealing.open<CommentContent>(placeOfComment(comment), comment.sealed)
  const author = await getUser(work, comment.author_id)
  const { subject } = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const source = { from: { ticket_id: ticket.id, comment_id: comment.id }, to: {}, rel: REL }
  const created = await createTicket(work, {
    subject: asked.subject ?? subject,
    requester_id: author.id,
    submitter_id: agent_id,
    brand_id: ticket.brand_id,
    group_id: ticket.group_id,
    source,
    saying: {
      kind: comment.kind,
      author_id: author.id,
      // What staff said once is not sent a second time.
      by_staff: comment.kind === 'note',
      body: said.body.trim() === '' ? '–' : said.body,
      via_channel: comment.via_channel,
      source,
      undo_ms: 0,
    },
  })
  await copyWords(work, created, comment, said, source)
  await copyFiles(work, comment, created.comment_id)
  await note(work, created.id, agent_id, `#${ticket.id}`, source)
  if (ticket.status !== 'closed')
    await note(work, ticket.id, agent_id, `→ #${created.id}`, { from: {}, to: { ticket_id: created.id }, rel: REL })
  return created
}

/** The words as they are, HTML and quoted history included, which were sanitised when they came. */
async function copyWords(
  work: Work,
  created: { id: number; comment_id: number },
  comment: CommentRow,
  said: CommentContent,
  source: CommentContent['source'],
): Promise<void> {
  const row = { kind: comment.kind, id: created.comment_id }
  await writeComment(work, row, work.sealing.seal(placeOfComment(row), { ...said, source }))
}

/** The same stored file belongs to both comments; it is removed with the last of them. */
async function copyFiles(work: Work, comment: CommentRow, comment_id: number): Promise<void> {
  const ids = (kind: CommentRow['kind']) => (comment.kind === kind ? [comment.id] : [])
  for (const file of await listAttachmentsOfComments(work, ids('reply'), ids('note'))) {
    if (file.file_id === null) continue
    const id = newId()
    const content = work.sealing.open<AttachmentContent>(placeOfAttachment(file.id), file.sealed)
    const sealed = work.sealing.seal(placeOfAttachment(id), content)
    await insertAttachment(work, { ...file, id, sealed, upload_id: null, ...homeOf(comment.kind, comment_id) })
  }
}

async function note(
  work: Work,
  ticket_id: number,
  author_id: number,
  body: string,
  source: CommentContent['source'],
): Promise<void> {
  const saying = { kind: 'note' as const, author_id, by_staff: true, body, via_channel: 'web', source, undo_ms: 0 }
  await changeTicket(work, ticket_id, { saying })
}
