// Uploading and fetching files over HTTP.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { notFound, Refusal } from '../../platform/errors.ts'
import { event } from '../../platform/events.ts'
import { ANYONE, endpoint, HttpReply, SIGNED_IN, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { actorId, isStaff } from '../../platform/work.ts'
import { attachmentSchema } from '../comments/schema.ts'
import { findTicket } from '../queries.ts'
import { timeSchema } from '../schema.ts'
import { addUpload, removeUpload } from './actions.ts'
import { boundaryOf, fileOfForm } from './form.ts'
import { presentAttachment, presentUpload, readAttachmentToken } from './present.ts'
import {
  type AttachmentContent,
  type AttachmentRow,
  getAttachment,
  placeOfAttachment,
  setMalwareOverride,
} from './queries.ts'

const MEBIBYTE = 1024 * 1024
const LARGEST_UPLOAD_BYTES = 2000 * MEBIBYTE
/** Shown in the browser; everything else is a download. Types that can run script are not among them. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

export const upload = endpoint({
  route: 'POST /api/v2/uploads',
  summary: 'Upload a file; its token joins it to a comment within the hour',
  allow: SIGNED_IN,
  query: z.object({ filename: z.string().min(1).max(1000).optional(), token: z.string().max(200).optional() }),
  body: 'stream',
  max_body_bytes: LARGEST_UPLOAD_BYTES,
  reply: z.object({
    upload: z.object({
      token: z.string(),
      expires_at: timeSchema,
      attachment: attachmentSchema,
      attachments: z.array(attachmentSchema),
    }),
  }),
  async prepare({ platform, sealing, body, header }) {
    const limit_bytes = platform.config.max_upload_mb * MEBIBYTE
    if (Number(header('content-length') ?? 0) > limit_bytes) throw tooLarge(platform.config.max_upload_mb)
    const boundary = boundaryOf(header('content-type'))
    const { bytes, file_name, content_type } =
      boundary !== null && body instanceof Readable
        ? await fileOfForm(body, boundary)
        : {
            bytes: body instanceof Readable ? body : Buffer.alloc(0),
            file_name: undefined,
            content_type: header('content-type'),
          }
    return { file: await platform.files.put(bytes, { sealing, limit_bytes }), file_name, content_type }
  },
  async run({ work, query, prepared, origin_url }) {
    const added = await addUpload(work, prepared.file, {
      file_name: query.filename ?? prepared.file_name ?? 'file',
      content_type: prepared.content_type,
      token: query.token,
    })
    const attachments = await presentUpload(work, added.upload_id, origin_url)
    return {
      upload: { token: added.token, expires_at: added.expires_at, attachment: attachments.at(-1)!, attachments },
    } // one was just added
  },
})

function tooLarge(limit_mb: number): Refusal {
  return new Refusal('too_large', `A file may have ${limit_mb} MB here (CUSTOS_MAX_UPLOAD_MB)`)
}

export const deleteUploadEndpoint = endpoint({
  route: 'DELETE /api/v2/uploads/{token}',
  summary: 'Forget an upload that was not used',
  allow: SIGNED_IN,
  params: z.object({ token: z.string().max(200) }),
  reply: null,
  async run({ work, params }) {
    await removeUpload(work, params.token)
    return new HttpReply({ status: 204 })
  },
})

/** The attachment when its ticket is visible to the caller, or the upload is the caller's own; else 404. */
async function getVisibleAttachment(work: Work, id: number): Promise<AttachmentRow> {
  const row = await getAttachment(work, id)
  if (row.ticket_id === null) {
    if (row.upload_user_id === null || row.upload_user_id !== actorId(work.actor)) throw notFound()
  } else if (!(await findTicket(work, row.ticket_id))) throw notFound()
  return row
}

export const showAttachment = endpoint({
  route: 'GET /api/v2/attachments/{attachment_id}',
  summary: 'Show an attachment',
  allow: SIGNED_IN,
  params: z.object({ attachment_id: idParam }),
  reply: z.object({ attachment: attachmentSchema }),
  async run({ work, params, origin_url }) {
    return { attachment: presentAttachment(work, await getVisibleAttachment(work, params.attachment_id), origin_url) }
  },
})

const attachmentAllowed = event({
  type: 'attachment.malware_access_changed',
  subject: 'attachment',
  summary: 'Staff said whether a file may be fetched whatever a scanner thinks of it',
  data: z.object({ malware_access_override: z.boolean() }),
})
export const ATTACHMENT_EVENTS = [attachmentAllowed]

export const updateAttachment = endpoint({
  route: 'PUT /api/v2/attachments/{attachment_id}',
  summary: 'Say whether a file may be fetched whatever a scanner thinks of it',
  allow: STAFF,
  params: z.object({ attachment_id: idParam }),
  body: z.object({ attachment: z.object({ malware_access_override: z.boolean() }) }),
  reply: z.object({ attachment: attachmentSchema }),
  async run({ work, params, body: { attachment }, origin_url }) {
    const row = await getVisibleAttachment(work, params.attachment_id)
    await setMalwareOverride(work, row.id, attachment.malware_access_override)
    work.record(attachmentAllowed, row.id, attachment)
    return { attachment: presentAttachment(work, { ...row, ...attachment }, origin_url) }
  },
})

export const downloadAttachment = endpoint({
  route: 'GET /attachments/token/{token}/',
  summary: 'Fetch an attachment by its signed address; files of internal notes also ask for staff credentials',
  allow: ANYONE,
  params: z.object({ token: z.string().max(200) }),
  query: z.object({ name: z.string().max(2000).optional() }),
  reply: 'file',
  async run({ work, platform, params }) {
    const id = readAttachmentToken(work.sealing, params.token, work.now)
    if (id === null) throw new Refusal('gone', 'This link has expired. Open the conversation again for a new one.')
    // In a customer's transaction a note's file does not exist, whatever the token says.
    const row = await getAttachment(work, id)
    if ((row.note_id !== null || row.side_message_id !== null) && !isStaff(work.actor)) throw notFound()
    const { file_name } = work.sealing.open<AttachmentContent>(placeOfAttachment(row.id), row.sealed)
    const { content, size } =
      row.file_id === null
        ? { content: Buffer.alloc(0), size: 0 }
        : await platform.files.get(row.file_id, { sealing: work.sealing })
    const is_shown = SHOWN_TYPES.has(row.content_type)
    return new HttpReply({
      body: content,
      headers: {
        'content-type': is_shown ? row.content_type : 'application/octet-stream',
        'content-length': String(size),
        'content-disposition': `${is_shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file_name).replaceAll("'", '%27')}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, max-age=900',
      },
    })
  },
})

export const attachmentEndpoints = [upload, deleteUploadEndpoint, showAttachment, updateAttachment, downloadAttachment]
