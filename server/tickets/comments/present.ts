// From rows to comments of the API.
import type { Work } from '../../platform/work.ts'
import { isStaff } from '../../platform/work.ts'
import { presentAttachment } from '../attachments/present.ts'
import { type AttachmentRow, listAttachmentsOfComments } from '../attachments/queries.ts'
import { type CommentContent, type CommentRow, placeOfComment } from './queries.ts'
import { htmlOf } from './say.ts'
import type { Comment } from './schema.ts'

/** Opens comments and joins their attachments. Order is kept. */
export async function presentComments(
  work: Work,
  rows: readonly CommentRow[],
  origin_url: string,
  with_inline = true,
): Promise<Comment[]> {
  const attachments = await listAttachmentsOfComments(
    work,
    rows.filter((row) => row.kind === 'reply').map((row) => row.id),
    rows.filter((row) => row.kind === 'note').map((row) => row.id),
  )
  return presentWithFiles(work, rows, attachments, origin_url, with_inline)
}

/** As presentComments, with attachments that were read already. */
export function presentWithFiles(
  work: Work,
  rows: readonly CommentRow[],
  attachments: readonly AttachmentRow[],
  origin_url: string,
  with_inline = true,
): Comment[] {
  return rows.map((row) => {
    const content = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
    const base = `${origin_url}/api/v2/tickets/${row.ticket_id}/comments/${row.id}`
    const is_html = content.html_body !== null
    const staff = isStaff(work.actor) && work.audience === 'staff'
    return {
      id: row.id,
      type: 'Comment',
      author_id: row.author_id,
      body: content.body,
      html_body: htmlOf(content),
      plain_body: content.body,
      public: row.kind === 'reply',
      attachments: attachments
        .filter((file) => (file.reply_id === row.id || file.note_id === row.id) && (with_inline || !file.is_inline))
        .map((file) => presentAttachment(work, file, origin_url)),
      audit_id: row.event_id,
      via: { channel: row.via_channel, source: content.source },
      created_at: row.created_at,
      metadata: { system: {}, custom: {} },
      sender: staff ? content.sender : null,
      is_html,
      has_quoted: content.quoted_html !== null || content.quoted_text !== null,
      has_remote_images: content.remote_images.length > 0,
      frame_url: is_html || content.quoted_html !== null || content.quoted_text !== null ? `${base}/frame` : null,
      source_url: staff && row.inbound_mail_id !== null && !content.is_redacted ? `${base}/source` : null,
      undo_until: staff && row.send_after !== null && row.send_after > work.now ? row.send_after : null,
    }
  })
}
