// Redaction over HTTP: Zendesk's endpoints for comments and attachments, and ours for a whole ticket. Closed tickets too.
import { z } from 'zod'
import { invalid, notFound } from '../../platform/errors.ts'
import { lettersOf, readRedactTags } from '../../platform/html/index.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { presentAttachment, readAttachmentToken } from '../attachments/present.ts'
import {
  type AttachmentContent,
  getAttachment,
  listAttachmentsOfComments,
  placeOfAttachment,
} from '../attachments/queries.ts'
import { findComment } from '../audits/queries.ts'
import { presentComments } from '../comments/present.ts'
import { type CommentContent, type CommentRow, getComment, placeOfComment } from '../comments/queries.ts'
import { htmlOf } from '../comments/say.ts'
import { attachmentSchema, commentSchema } from '../comments/schema.ts'
import { presentTicket } from '../present.ts'
import { getTicket } from '../queries.ts'
import { BODY_LENGTH, ticketSchema } from '../schema.ts'
import { makePrivate, redactAttachment, redactComment, redactTicket } from './actions.ts'

const TEXT_LENGTH = 5_000
const TEXTS = 100
const URLS = 50

const text = z
  .string()
  .max(TEXT_LENGTH)
  .refine((one) => one.toWellFormed().trim() !== '', 'cannot be blank')
const commentParams = z.object({ ticket_id: idParam, ticket_comment_id: idParam })
const commentReply = z.object({ comment: commentSchema })

async function shown(work: Work, row: CommentRow, origin_url: string) {
  const [comment] = await presentComments(work, [row], origin_url)
  if (!comment) throw new Error('one row makes one comment')
  return { comment }
}

const redact = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/redact',
  summary: 'Take words out of a comment for good, and out of whatever repeats it in the ticket',
  allow: STAFF,
  right: 'ticket_redaction',
  params: commentParams,
  body: z.object({ text }),
  reply: commentReply,
  async run({ work, params, body, origin_url }) {
    const redaction = { texts: [body.text], copies: [body.text], stretches: [], images: [], image_urls: [] }
    return await shown(
      work,
      await redactComment(work, params.ticket_id, params.ticket_comment_id, redaction),
      origin_url,
    )
  },
})

const redactWhole = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/redact',
  summary: 'Take words out of a whole ticket for good: subject, fields, comments, names of files, history',
  allow: STAFF,
  right: 'ticket_redaction',
  params: z.object({ ticket_id: idParam }),
  body: z.object({ text: z.union([text.transform((one) => [one]), z.array(text).min(1).max(TEXTS)]) }),
  reply: z.object({ ticket: ticketSchema }),
  async run({ work, params, body, origin_url }) {
    await redactTicket(work, params.ticket_id, body.text)
    return { ticket: await presentTicket(work, params.ticket_id, origin_url) }
  },
})

const redactFile = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/comments/{comment_id}/attachments/{attachment_id}/redact',
  summary: 'Take a file out of a comment for good; an empty redacted.txt stands in its place',
  allow: STAFF,
  right: 'ticket_redaction',
  params: z.object({ ticket_id: idParam, comment_id: idParam, attachment_id: idParam }),
  reply: z.object({ attachment: attachmentSchema }),
  async run({ work, params, origin_url }) {
    await redactAttachment(work, params.ticket_id, params.comment_id, params.attachment_id)
    return { attachment: presentAttachment(work, await getAttachment(work, params.attachment_id), origin_url) }
  },
})

const redactMarked = endpoint({
  route: 'PUT /api/v2/comment_redactions/{ticket_comment_id}',
  summary: 'Take out of a comment what its HTML marks with <redact>, and the attachments named beside it',
  allow: STAFF,
  right: 'ticket_redaction',
  params: z.object({ ticket_comment_id: idParam }),
  body: z.object({
    ticket_id: idParam,
    html_body: z
      .string()
      .max(BODY_LENGTH * 4)
      .optional(),
    external_attachment_urls: z.array(z.string().min(1).max(4_000)).max(URLS).optional(),
  }),
  reply: commentReply,
  async run({ work, params, body, origin_url }) {
    await getTicket(work, body.ticket_id, true)
    const row = await getComment(work, body.ticket_id, params.ticket_comment_id)
    const { redaction, attachment_ids } = await readMarks(work, row, body)
    return await shown(work, await redactComment(work, body.ticket_id, row.id, redaction, attachment_ids), origin_url)
  },
})

/** What is marked: by position where the HTML is the comment's own, else by its words. */
async function readMarks(
  work: Work,
  row: CommentRow,
  given: { html_body?: string; external_attachment_urls?: string[] },
) {
  const content = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
  const marked = readRedactTags(given.html_body ?? '')
  const urls = given.external_attachment_urls ?? []
  if (marked.texts.length + marked.remote_images.length + marked.inline_images.length + urls.length === 0)
    throw invalid('html_body', 'Mark what is to go with <redact>, or name external_attachment_urls', 'BlankValue')
  const is_own = marked.letters === lettersOf(htmlOf(content))
  const files = await listAttachmentsOfComments(
    work,
    row.kind === 'reply' ? [row.id] : [],
    row.kind === 'note' ? [row.id] : [],
  )
  const cids = new Set(marked.inline_images.map((index) => content.inline_cids[index]))
  const named = new Set(urls.map((url) => idOfAttachmentUrl(work, url)))
  const attachment_ids = files
    .filter((file) => {
      const { content_id } = work.sealing.open<AttachmentContent>(placeOfAttachment(file.id), file.sealed)
      return named.has(file.id) || (content_id !== null && cids.has(content_id))
    })
    .map((file) => file.id)
  const image_urls = urls.filter((url) => idOfAttachmentUrl(work, url) === null)
  return {
    attachment_ids,
    redaction: {
      texts: is_own ? [] : marked.texts,
      stretches: is_own ? marked.stretches : [],
      copies: marked.texts,
      images: marked.remote_images,
      image_urls,
    },
  }
}

function idOfAttachmentUrl(work: Work, url: string): number | null {
  const token = /\/attachments\/token\/([^/?#]+)/.exec(url)?.[1]
  return token === undefined ? null : readAttachmentToken(work.sealing, token, work.now)
}

const privateComment = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private',
  summary: 'Make a public reply an internal note; mails of it that have not left do not leave',
  allow: STAFF,
  right: 'ticket_editing',
  params: commentParams,
  reply: z.object({}),
  async run({ work, params }) {
    await makePrivate(work, params.ticket_id, params.ticket_comment_id)
    return {}
  },
})

const privateAudit = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/audits/{audit_id}/make_private',
  summary: "Make an audit's public reply an internal note",
  allow: STAFF,
  right: 'ticket_editing',
  params: z.object({ ticket_id: idParam, audit_id: idParam }),
  reply: z.object({}),
  async run({ work, params }) {
    const ticket = await getTicket(work, params.ticket_id)
    const comment_id = await findComment(work, ticket.id, params.audit_id)
    if (comment_id === null) throw notFound()
    await makePrivate(work, ticket.id, comment_id)
    return {}
  },
})

export const redactionEndpoints = [redact, redactWhole, redactFile, redactMarked, privateComment, privateAudit]
