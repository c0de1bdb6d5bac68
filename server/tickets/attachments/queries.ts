// All SQL on uploads and attachments. Attachments of notes are invisible outside staff transactions by policy.

import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { StoredFile } from '../../platform/files/index.ts'
import type { Work } from '../../platform/work.ts'
import type { CommentKind } from '../comments/queries.ts'

export interface AttachmentContent {
  file_name: string
  content_id: string | null
}

export interface AttachmentRow {
  id: number
  /** Null once it was redacted: then there is nothing in it. */
  file_id: string | null
  sealed: Buffer
  content_type: string
  size: number
  is_inline: boolean
  upload_id: number | null
  reply_id: number | null
  note_id: number | null
  side_message_id: number | null
  malware_access_override: boolean
  created_at: Date
}

/** What a file can hang on: a comment, or a message beside the ticket. */
export type Home = CommentKind | 'side_message'

export function homeOf(
  home: Home,
  id: number,
): { reply_id: number | null; note_id: number | null; side_message_id: number | null } {
  return {
    reply_id: home === 'reply' ? id : null,
    note_id: home === 'note' ? id : null,
    side_message_id: home === 'side_message' ? id : null,
  }
}

export interface UploadRow {
  id: number
  user_id: number | null
  expires_at: Date
}

const COLUMNS = sql.raw(
  'a.id, a.file_id, a.sealed, a.content_type, a.size, a.is_inline, a.upload_id, a.reply_id, a.note_id, a.side_message_id, a.malware_access_override, a.created_at',
)

export const placeOfAttachment = (id: number): string => `attachments/${id}/sealed`

export async function insertFile(work: Work, file: StoredFile): Promise<void> {
  await work.db.run(sql`
    insert into files (account_id, file_id, key_version, size, created_at)
    values (${work.account_id}, ${file.file_id}, ${file.key_version}, ${file.size}, ${work.now}) on conflict do nothing`)
}

export async function insertUpload(work: Work, row: UploadRow & { token_hash: Buffer }): Promise<void> {
  await work.db.run(sql`
    insert into uploads (account_id, id, token_hash, user_id, created_at, expires_at)
    values (${work.account_id}, ${row.id}, ${row.token_hash}, ${row.user_id}, ${work.now}, ${row.expires_at})`)
}

export async function findUpload(work: Work, token_hash: Buffer): Promise<UploadRow | null> {
  return await work.db.first<UploadRow>(sql`
    select id, user_id, expires_at from uploads where account_id = ${work.account_id} and token_hash = ${token_hash} and expires_at > ${work.now} for update`)
}

export async function deleteUpload(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from uploads where account_id = ${work.account_id} and id = ${id}`)
}

export async function insertAttachment(
  work: Work,
  row: Omit<AttachmentRow, 'created_at' | 'malware_access_override' | 'side_message_id'> & {
    side_message_id?: number | null
  },
): Promise<void> {
  await work.db.run(sql`
    insert into attachments (account_id, id, file_id, sealed, content_type, size, is_inline, upload_id, reply_id, note_id, side_message_id, created_at)
    values (${work.account_id}, ${row.id}, ${row.file_id}, ${row.sealed}, ${row.content_type}, ${row.size}, ${row.is_inline}, ${row.upload_id}, ${row.reply_id}, ${row.note_id}, ${row.side_message_id ?? null}, ${work.now})`)
}

/** Moves what was uploaded to a comment. Returns how many files moved. */
export async function moveUploadToComment(
  work: Work,
  upload_id: number,
  kind: Home,
  comment_id: number,
): Promise<number> {
  const { reply_id, note_id, side_message_id } = homeOf(kind, comment_id)
  return await work.db.run(sql`
    update attachments set upload_id = null, reply_id = ${reply_id}, note_id = ${note_id}, side_message_id = ${side_message_id}
    where account_id = ${work.account_id} and upload_id = ${upload_id} and deleted_at is null`)
}

export async function listAttachmentsOfUpload(work: Work, upload_id: number): Promise<AttachmentRow[]> {
  return await work.db.all<AttachmentRow>(sql`
    select ${COLUMNS} from attachments a where a.account_id = ${work.account_id} and a.upload_id = ${upload_id} and a.deleted_at is null order by a.id`)
}

export async function listAttachmentsOfComments(
  work: Work,
  replies: readonly number[],
  notes: readonly number[],
): Promise<AttachmentRow[]> {
  if (replies.length + notes.length === 0) return []
  return await work.db.all<AttachmentRow>(sql`
    select ${COLUMNS} from attachments a where a.account_id = ${work.account_id} and a.reply_id = any(${[...replies]}::bigint[]) and a.deleted_at is null
    union all
    select ${COLUMNS} from attachments a where a.account_id = ${work.account_id} and a.note_id = any(${[...notes]}::bigint[]) and a.deleted_at is null
    order by 1`)
}

/** The files of messages beside a ticket. */
export async function listAttachmentsOfSideMessages(work: Work, ids: readonly number[]): Promise<AttachmentRow[]> {
  if (ids.length === 0) return []
  return await work.db.all<AttachmentRow>(sql`
    select ${COLUMNS} from attachments a
    where a.account_id = ${work.account_id} and a.side_message_id = any(${[...ids]}::bigint[]) and a.deleted_at is null order by a.id`)
}

/** Says that staff may fetch a file whatever a scanner thinks of it. */
export async function setMalwareOverride(work: Work, id: number, is_allowed: boolean): Promise<void> {
  await work.db.run(sql`
    update attachments set malware_access_override = ${is_allowed} where account_id = ${work.account_id} and id = ${id}`)
}

/** An attachment with the ticket it belongs to (null for an upload), or 404. */
export async function getAttachment(
  work: Work,
  id: number,
): Promise<AttachmentRow & { ticket_id: number | null; upload_user_id: number | null }> {
  const row = await work.db.first<AttachmentRow & { ticket_id: number | null; upload_user_id: number | null }>(sql`
    select ${COLUMNS}, coalesce(r.ticket_id, n.ticket_id) as ticket_id, u.user_id as upload_user_id
    from attachments a
    left join ticket_replies r on r.account_id = a.account_id and r.id = a.reply_id
    left join ticket_notes n on n.account_id = a.account_id and n.id = a.note_id
    left join uploads u on u.account_id = a.account_id and u.id = a.upload_id
    where a.account_id = ${work.account_id} and a.id = ${id} and a.deleted_at is null`)
  if (!row) throw notFound()
  return row
}
