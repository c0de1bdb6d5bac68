// The verbs of redaction. What is taken out is gone from everything we keep of the ticket: the comment, quotes of it,
// drafts, the description, the search index, the history and the mail it came in. See docs/decisions/0015-redaction.md.
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { blotHtml, blotText } from '../../platform/html/index.ts'
import type { Work } from '../../platform/work.ts'
import { indexDocument, removeDocument } from '../../search/index.ts'
import { DESCRIPTION_LENGTH, subjectDocument } from '../actions.ts'
import {
  type AttachmentContent,
  getAttachment,
  listAttachmentsOfComments,
  placeOfAttachment,
} from '../attachments/queries.ts'
import { redactBeside } from '../beside.ts'
import { type CommentContent, type CommentRow, getComment, placeOfComment } from '../comments/queries.ts'
import { documentOf } from '../comments/say.ts'
import { heldValues, rememberFields } from '../custom-fields.ts'
import { placeOfDraft } from '../drafts/queries.ts'
import { mayEditTicket, mayRedactTicket } from '../policy.ts'
import { getTicket, placeOfTicket, type TicketContent, type TicketRow, updateTicketRow } from '../queries.ts'
import { attachmentRedacted, madePrivate, redacted } from './events.ts'
import { removeFilesLater } from './files.ts'
import { redactFollowUps } from './follow-ups.ts'
import {
  emptyAttachment,
  findFirstReply,
  listCommentsAfter,
  listDrafts,
  listSealedEvents,
  moveToNotes,
  renameAttachment,
  setPublic,
  writeComment,
  writeDraft,
  writeEvent,
} from './queries.ts'
import { isSame, type Redaction, redactContent, redactQuotes, withoutWords } from './words.ts'

/** Comments one redaction looks through. */
const MAX_COMMENTS = 20_000
/** Events of one ticket it looks through. */
const MAX_EVENTS = 50_000

/** A ticket that may be redacted, closed ones too, locked so that nothing is said in it meanwhile. */
async function lockForRedaction(work: Work, ticket_id: number, may = mayRedactTicket): Promise<TicketRow> {
  const ticket = await getTicket(work, ticket_id, true)
  if (!may(work.actor)) throw new Refusal('forbidden')
  return ticket
}

interface Changed {
  comment_ids: number[]
  inbound_mail_ids: number[]
}

/** Takes words, images or both out of one comment and out of whatever repeats it. 422 when it has none of them. */
export async function redactComment(
  work: Work,
  ticket_id: number,
  comment_id: number,
  redaction: Redaction,
  attachment_ids: readonly number[] = [],
): Promise<CommentRow> {
  const ticket = await lockForRedaction(work, ticket_id)
  const target = await getComment(work, ticket.id, comment_id)
  const before = work.sealing.open<CommentContent>(placeOfComment(target), target.sealed)
  const after = redactContent(before, redaction)
  if (isSame(before, after) && attachment_ids.length === 0)
    throw invalid('text', 'Text: is not in this comment', 'InvalidValue')
  const changed = await redactComments(work, ticket.id, (row, content) =>
    row.id === target.id ? after : redactQuotes(content, redaction.copies),
  )
  const content = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const is_described = content.description !== null && content.description === before.body.slice(0, DESCRIPTION_LENGTH)
  const patch = is_described
    ? {
        sealed: work.sealing.seal(placeOfTicket(ticket.id), {
          ...content,
          description: after.body.slice(0, DESCRIPTION_LENGTH),
        }),
      }
    : {}
  await redactDrafts(work, ticket.id, redaction.copies)
  if (redaction.copies.length > 0) await redactBeside(work, ticket.id, redaction.copies)
  updateTicketRow(work, ticket, patch, 0)
  // The mail it came in says it too, wherever in it the words stand.
  if (!isSame(before, after)) {
    if (target.inbound_mail_id !== null && !changed.inbound_mail_ids.includes(target.inbound_mail_id))
      changed.inbound_mail_ids.push(target.inbound_mail_id)
    work.record(redacted, ticket.id, { comment_id, ...changed })
  }
  for (const id of attachment_ids) await emptyOne(work, ticket.id, target, id)
  return await getComment(work, ticket.id, comment_id)
}

/** Takes words out of everything a ticket says: subject, fields, all comments, names of files, history. 422 when it has none of them. */
export async function redactTicket(work: Work, ticket_id: number, texts: readonly string[]): Promise<void> {
  const ticket = await lockForRedaction(work, ticket_id)
  const redaction: Redaction = { texts, copies: texts, stretches: [], images: [], image_urls: [] }
  const changed = await redactComments(work, ticket.id, (_row, content) =>
    withoutWordsOfSender(redactContent(content, redaction), texts),
  )
  const before = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const after = withoutWords(before, texts)
  const history = await redactEvents(work, ticket.id, texts)
  const drafts = await redactDrafts(work, ticket.id, texts)
  const names = await redactNames(work, ticket.id, texts)
  const beside =
    (await redactBeside(work, ticket.id, texts)) +
    (await redactFollowUps(work, ticket, before.subject, texts, redactEvents))
  if (isSame(before, after) && changed.comment_ids.length + history + drafts + names + beside === 0)
    throw invalid('text', 'Text: is not in this ticket', 'InvalidValue')
  updateTicketRow(work, ticket, { sealed: work.sealing.seal(placeOfTicket(ticket.id), after) }, 0)
  if (before.subject !== after.subject) await indexDocument(work, subjectDocument(ticket.id, after.subject ?? ''))
  if (!isSame(before.field_texts, after.field_texts)) {
    const field_texts = Object.fromEntries(
      Object.entries(after.field_texts ?? {}).map(([id, value]) => [id, { value, previous_value: null }]),
    )
    const held = heldValues(ticket, after)
    await rememberFields(work, ticket.id, { after: held, changes: [], field_texts, tags_added: [], tags_removed: [] })
  }
  work.record(redacted, ticket.id, { comment_id: null, ...changed })
}

/** A sender's names and addresses are words of the ticket, too. */
function withoutWordsOfSender(content: CommentContent, texts: readonly string[]): CommentContent {
  const { sender, source } = content
  return { ...content, sender: withoutWords(sender, texts), source: withoutWords(source, texts) }
}

/** Rewrites every comment of a ticket that `rewrite` changes, and tells the index. */
async function redactComments(
  work: Work,
  ticket_id: number,
  rewrite: (row: CommentRow, content: CommentContent) => CommentContent,
): Promise<Changed> {
  const changed: Changed = { comment_ids: [], inbound_mail_ids: [] }
  let after_id = 0
  for (let seen = 0; seen < MAX_COMMENTS; ) {
    const rows = await listCommentsAfter(work, ticket_id, after_id)
    for (const row of rows) {
      const before = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
      const after = rewrite(row, before)
      if (isSame(before, after)) continue
      await writeComment(work, row, work.sealing.seal(placeOfComment(row), { ...after, is_redacted: true }))
      await indexDocument(work, documentOf(ticket_id, row, after))
      changed.comment_ids.push(row.id)
      if (row.inbound_mail_id !== null) changed.inbound_mail_ids.push(row.inbound_mail_id)
    }
    seen += rows.length
    const last = rows.at(-1)
    if (!last) return changed
    after_id = last.id
  }
  throw new Refusal('too_many_values', `A ticket of more than ${MAX_COMMENTS} comments cannot be redacted as a whole`)
}

async function redactDrafts(work: Work, ticket_id: number, texts: readonly string[]): Promise<number> {
  let count = 0
  for (const { sealed, ...key } of await listDrafts(work, ticket_id)) {
    const draft = work.sealing.open<{ html_body: string; email_ccs: string[] }>(placeOfDraft(key), sealed)
    const before = blotHtml(draft.html_body, { texts: [], stretches: [] }).html
    const after = blotHtml(draft.html_body, { texts, stretches: [] }).html
    if (before === after) continue
    await writeDraft(work, key, { ...draft, html_body: after })
    count++
  }
  return count
}

async function redactEvents(work: Work, ticket_id: number, texts: readonly string[]): Promise<number> {
  let count = 0
  let after_id = 0
  for (let seen = 0; seen < MAX_EVENTS; ) {
    const rows = await listSealedEvents(work, ticket_id, after_id)
    for (const { event_id, sealed } of rows) {
      const place = `events/${event_id}/sealed`
      const { ip, user_agent, ...said } = work.sealing.open<Record<string, unknown>>(place, sealed)
      const left = withoutWords(said, texts)
      if (isSame(said, left)) continue
      await writeEvent(work, event_id, work.sealing.seal(place, { ip, user_agent, ...left }))
      count++
    }
    seen += rows.length
    const last = rows.at(-1)
    if (!last) return count
    after_id = last.event_id
  }
  throw new Refusal('too_many_values', `A ticket of more than ${MAX_EVENTS} events cannot be redacted as a whole`)
}

async function redactNames(work: Work, ticket_id: number, texts: readonly string[]): Promise<number> {
  let count = 0
  let after_id = 0
  for (let seen = 0; seen < MAX_COMMENTS; ) {
    const rows = await listCommentsAfter(work, ticket_id, after_id)
    const idsOf = (kind: 'reply' | 'note') => rows.filter((row) => row.kind === kind).map((row) => row.id)
    count += await redactFileNames(work, await listAttachmentsOfComments(work, idsOf('reply'), idsOf('note')), texts)
    seen += rows.length
    const last = rows.at(-1)
    if (!last) break
    after_id = last.id
  }
  return count
}

/** Takes words out of the names of files. Returns how many had them. */
export async function redactFileNames(
  work: Work,
  files: readonly { id: number; sealed: Buffer }[],
  texts: readonly string[],
): Promise<number> {
  let count = 0
  for (const file of files) {
    const content = work.sealing.open<AttachmentContent>(placeOfAttachment(file.id), file.sealed)
    const file_name = blotText(content.file_name, texts)
    if (file_name === content.file_name) continue
    await renameAttachment(work, file.id, work.sealing.seal(placeOfAttachment(file.id), { ...content, file_name }))
    count++
  }
  return count
}

/** Takes a file out of a comment: an empty `redacted.txt` stands in its place. 404 when it is not the comment's. */
export async function redactAttachment(
  work: Work,
  ticket_id: number,
  comment_id: number,
  attachment_id: number,
): Promise<void> {
  const ticket = await lockForRedaction(work, ticket_id)
  const comment = await getComment(work, ticket.id, comment_id)
  await emptyOne(work, ticket.id, comment, attachment_id)
  updateTicketRow(work, ticket, {}, 0)
}

async function emptyOne(work: Work, ticket_id: number, comment: CommentRow, attachment_id: number): Promise<void> {
  const row = await getAttachment(work, attachment_id)
  if ((row.reply_id ?? row.note_id) !== comment.id) throw notFound()
  const { content_id } = work.sealing.open<AttachmentContent>(placeOfAttachment(row.id), row.sealed)
  const sealed = work.sealing.seal(placeOfAttachment(row.id), { file_name: 'redacted.txt', content_id })
  const file_id = await emptyAttachment(work, row.id, sealed)
  if (file_id === null) return
  removeFilesLater(work, [file_id])
  const fresh = await getComment(work, ticket_id, comment.id)
  const content = work.sealing.open<CommentContent>(placeOfComment(fresh), fresh.sealed)
  await writeComment(work, fresh, work.sealing.seal(placeOfComment(fresh), { ...content, is_redacted: true }))
  const inbound_mail_ids = comment.inbound_mail_id === null ? [] : [comment.inbound_mail_id]
  work.record(attachmentRedacted, ticket_id, {
    attachment_id,
    comment_id: comment.id,
    comment_ids: [comment.id],
    inbound_mail_ids,
  })
}

/** Makes a public reply an internal note, with its files. Mails of it that have not left do not leave. */
export async function makePrivate(work: Work, ticket_id: number, comment_id: number): Promise<void> {
  const ticket = await lockForRedaction(work, ticket_id, mayEditTicket)
  const row = await getComment(work, ticket.id, comment_id)
  if (row.kind === 'note') return
  const was_first = (await findFirstReply(work, ticket.id)) === row.id
  const content = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
  const note = { ...row, kind: 'note' as const }
  await moveToNotes(work, row, work.sealing.seal(placeOfComment(note), content))
  await removeDocument(work, 'reply', row.id)
  await indexDocument(work, documentOf(ticket.id, note, content))
  const opened = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  // The description repeats the first public words: a note's words stay in the notes' table.
  const patch = was_first
    ? { sealed: work.sealing.seal(placeOfTicket(ticket.id), { ...opened, description: null }) }
    : {}
  updateTicketRow(work, ticket, patch, 0)
  await setPublic(work, ticket.id, (await findFirstReply(work, ticket.id)) !== null)
  work.record(madePrivate, ticket.id, { comment_id })
}
