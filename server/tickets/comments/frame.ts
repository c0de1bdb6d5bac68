// A comment's HTML as a document of its own, for a sandboxed frame: no script can run, nothing outside is asked for.
// Remote images stay away until the reader asks for them, and then come through our proxy.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { renderFrame, textToHtml } from '../../platform/html/index.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { fetchImage } from '../../platform/outgoing/index.ts'
import { doWork, SYSTEM_ORIGIN, type Work } from '../../platform/work.ts'
import { attachmentToken } from '../attachments/present.ts'
import { type AttachmentContent, listAttachmentsOfComments, placeOfAttachment } from '../attachments/queries.ts'
import { sourceDownloaded } from '../events.ts'
import { getTicket } from '../queries.ts'
import { commentParams } from './api.ts'
import { type CommentContent, type CommentRow, getComment, placeOfComment } from './queries.ts'
import { htmlOf } from './say.ts'

/** Styles are the mail's own (allow-listed) ones; everything else is refused. */
export const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"

async function openComment(
  work: Work,
  params: { ticket_id: number; comment_id: number },
): Promise<{ row: CommentRow; content: CommentContent }> {
  const ticket = await getTicket(work, params.ticket_id)
  const row = await getComment(work, ticket.id, params.comment_id)
  return { row, content: work.sealing.open<CommentContent>(placeOfComment(row), row.sealed) }
}

const flag = z
  .enum(['0', '1'])
  .optional()
  .transform((value) => value === '1')

export const showFrame = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/comments/{comment_id}/frame',
  summary: "A comment's sanitised HTML as a document for a sandboxed frame",
  allow: STAFF,
  params: commentParams,
  query: z.object({ images: flag, quoted: flag, dark: flag }),
  reply: 'page',
  async run({ work, params, query }) {
    const { row, content } = await openComment(work, params)
    const files = await listAttachmentsOfComments(
      work,
      row.kind === 'reply' ? [row.id] : [],
      row.kind === 'note' ? [row.id] : [],
    )
    const inline = new Map<string, string>()
    for (const file of files) {
      const { content_id } = work.sealing.open<AttachmentContent>(placeOfAttachment(file.id), file.sealed)
      if (content_id) inline.set(content_id, `/attachments/token/${attachmentToken(work.sealing, file.id, work.now)}/`)
    }
    const base = `/api/v2/tickets/${row.ticket_id}/comments/${row.id}/images`
    const html = renderFrame({
      html: htmlOf(content),
      quoted_html: query.quoted ? (content.quoted_html ?? textToHtml(content.quoted_text ?? '')) : null,
      dark: query.dark,
      imageUrl: (index) => (query.images ? `${base}/${index}` : null),
      inlineUrl: (index) => inline.get(content.inline_cids[index] ?? '') ?? null,
    })
    return new HttpReply({
      body: html,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': FRAME_POLICY,
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cache-control': 'private, no-store',
      },
    })
  },
})

export const showRemoteImage = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/comments/{comment_id}/images/{index}',
  summary: 'A remote image of a comment, fetched by us so that its owner learns nothing of the reader',
  allow: STAFF,
  params: commentParams.extend({ index: z.coerce.number().int().min(0).max(1000) }),
  reply: 'file',
  async prepare({ account_id, platform, actor, params }) {
    // Which image it is comes from the comment, never from the request: the proxy fetches nothing a reader can name.
    const unit = { account_id, actor, origin: SYSTEM_ORIGIN, audience: 'staff', read_only: true } as const
    const { content } = await doWork(platform.engine, unit, (work) => openComment(work, params))
    const url = content.remote_images[params.index]
    if (!url) throw notFound()
    return await fetchImage(url)
  },
  async run({ prepared }) {
    return new HttpReply({
      body: prepared.body,
      headers: {
        'content-type': prepared.content_type,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, max-age=3600',
      },
    })
  },
})

export const downloadSource = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/comments/{comment_id}/source',
  summary: 'The original mail of a comment, as it came; recorded',
  scope: 'tickets:read',
  allow: STAFF,
  params: commentParams,
  read_only: false,
  reply: 'file',
  async run({ work, platform, params }) {
    const { row } = await openComment(work, params)
    const mail =
      row.inbound_mail_id === null
        ? null
        : await work.db.first<{ file_id: string | null }>(sql`
      select file_id from inbound_mails where account_id = ${work.account_id} and id = ${row.inbound_mail_id}`)
    if (!mail?.file_id) throw notFound()
    work.record(sourceDownloaded, row.ticket_id, { comment_id: row.id })
    const { content, size } = await platform.files.get(mail.file_id, { sealing: work.sealing })
    return new HttpReply({
      body: content,
      headers: {
        'content-type': 'message/rfc822',
        'content-length': String(size),
        'content-disposition': `attachment; filename="mail-${row.id}.eml"`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      },
    })
  },
})

export const frameEndpoints = [showFrame, showRemoteImage, downloadSource]
