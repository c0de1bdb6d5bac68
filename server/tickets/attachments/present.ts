// Attachments as the API shows them, and the signed address under which one can be fetched for an hour.
import { timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { Sealing } from '../../platform/sealing.ts'
import type { Work } from '../../platform/work.ts'
import type { attachmentSchema } from '../comments/schema.ts'
import { type AttachmentContent, type AttachmentRow, listAttachmentsOfUpload, placeOfAttachment } from './queries.ts'

const LINK_VALID_MS = 60 * 60 * 1000
/** Links made within the same quarter of an hour are equal, so that replies keep their ETag. */
const LINK_STEP_MS = 15 * 60 * 1000
const SIGNATURE_BYTES = 16

/** A token that names one attachment until a time; `server/tickets/attachments` is the only place that reads it. */
export function attachmentToken(sealing: Sealing, id: number, now: Date): string {
  const until = Math.ceil((now.getTime() + LINK_VALID_MS) / LINK_STEP_MS) * LINK_STEP_MS
  const text = `${id.toString(36)}.${until.toString(36)}`
  return `${text}.${sealing.sign('attachment-link', text).subarray(0, SIGNATURE_BYTES).toString('base64url')}`
}

/** The attachment's id, or null when the token is forged or its hour is over. */
export function readAttachmentToken(sealing: Sealing, token: string, now: Date): number | null {
  const [id, until, signature] = token.split('.')
  if (!id || !until || !signature) return null
  const expected = sealing.sign('attachment-link', `${id}.${until}`).subarray(0, SIGNATURE_BYTES)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return Number.parseInt(until, 36) > now.getTime() ? Number.parseInt(id, 36) : null
}

export function presentAttachment(
  work: Work,
  row: AttachmentRow,
  origin_url: string,
): z.input<typeof attachmentSchema> {
  const { file_name } = work.sealing.open<AttachmentContent>(placeOfAttachment(row.id), row.sealed)
  const content_url = `${origin_url}/attachments/token/${attachmentToken(work.sealing, row.id, work.now)}/?name=${encodeURIComponent(file_name)}`
  return {
    url: `${origin_url}/api/v2/attachments/${row.id}.json`,
    id: row.id,
    file_name,
    content_url,
    mapped_content_url: content_url,
    content_type: row.content_type,
    size: row.size,
    width: null,
    height: null,
    inline: row.is_inline,
    deleted: false,
    malware_access_override: row.malware_access_override,
    malware_scan_result: 'not_scanned',
    thumbnails: [],
  }
}

/** The files of an upload. */
export async function presentUpload(work: Work, upload_id: number, origin_url: string) {
  return (await listAttachmentsOfUpload(work, upload_id)).map((row) => presentAttachment(work, row, origin_url))
}
