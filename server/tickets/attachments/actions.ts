// Uploading files, and joining them to what is said.
import { createHash, randomBytes } from 'node:crypto'
import { cleanFileName } from '../../platform/clean-text.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { StoredFile } from '../../platform/files/index.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, isStaff, type Work } from '../../platform/work.ts'
import { UPLOADS_PER_COMMENT } from '../schema.ts'
import {
  deleteUpload,
  findUpload,
  type Home,
  homeOf,
  insertAttachment,
  insertFile,
  insertUpload,
  listAttachmentsOfUpload,
  moveUploadToComment,
  placeOfAttachment,
} from './queries.ts'

/** How long an upload waits for its comment, as Zendesk documents. */
const UPLOAD_VALID_MS = 60 * 60 * 1000
const FILE_NAME_LENGTH = 255

const hashOfToken = (token: string): Buffer => createHash('sha256').update(`upload:${token}`).digest()

/** A name that is only a name, for people; never empty. What is stored is called by a random one. */
function fileName(name: string): string {
  return cleanFileName(name, 'file', FILE_NAME_LENGTH)
}

const CONTENT_TYPE = /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,100}$/

/** The media type as given when it has the right form, else a stream of bytes. Never trusted for anything but showing. */
export function cleanContentType(type: string | undefined): string {
  const essence = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return CONTENT_TYPE.test(essence) ? essence : 'application/octet-stream'
}

/** Keeps a stored file as an upload; with a `token` of an earlier one it joins that, with a `content_id` the HTML shows it as `cid:`. Returns the token and the upload's id. */
export async function addUpload(
  work: Work,
  file: StoredFile,
  named: { file_name: string; content_type: string | undefined; token?: string; content_id?: string },
): Promise<{ token: string; upload_id: number; expires_at: Date }> {
  await insertFile(work, file)
  let token = named.token
  let upload = token ? await findUpload(work, hashOfToken(token)) : null
  if (token && (!upload || upload.user_id !== actorId(work.actor)))
    throw invalid('token', 'Upload token: unknown or expired', 'RecordNotFound')
  if (!token || !upload) {
    token = randomBytes(24).toString('base64url')
    upload = { id: newId(), user_id: actorId(work.actor), expires_at: new Date(work.now.getTime() + UPLOAD_VALID_MS) }
    await insertUpload(work, { ...upload, token_hash: hashOfToken(token) })
  }
  if ((await listAttachmentsOfUpload(work, upload.id)).length >= UPLOADS_PER_COMMENT)
    throw new Refusal('too_many_values', `An upload holds at most ${UPLOADS_PER_COMMENT} files`)
  const id = newId()
  await insertAttachment(work, {
    id,
    file_id: file.file_id,
    sealed: work.sealing.seal(placeOfAttachment(id), {
      file_name: fileName(named.file_name),
      content_id: named.content_id ?? null,
    }),
    content_type: cleanContentType(named.content_type),
    size: file.size,
    is_inline: named.content_id !== undefined,
    upload_id: upload.id,
    reply_id: null,
    note_id: null,
  })
  return { token, upload_id: upload.id, expires_at: upload.expires_at }
}

/** Joins uploads to a comment. 422 for a token that is unknown, expired or somebody else's. */
export async function takeUploads(
  work: Work,
  tokens: readonly string[],
  kind: Home,
  comment_id: number,
): Promise<void> {
  for (const token of tokens.slice(0, UPLOADS_PER_COMMENT)) {
    const upload = await findUpload(work, hashOfToken(token))
    const is_own =
      upload && (upload.user_id === actorId(work.actor) || (upload.user_id === null && isStaff(work.actor)))
    if (!is_own)
      throw invalid('uploads', 'Uploads: the token is unknown or expired; upload the file again', 'RecordNotFound')
    await moveUploadToComment(work, upload.id, kind, comment_id)
    await deleteUpload(work, upload.id)
  }
}

/** Forgets an upload that was not used. */
export async function removeUpload(work: Work, token: string): Promise<void> {
  const upload = await findUpload(work, hashOfToken(token))
  if (!upload || upload.user_id !== actorId(work.actor)) throw new Refusal('not_found')
  await deleteUpload(work, upload.id)
}

/** Attaches a file that came with a mail. */
export async function addMailAttachment(
  work: Work,
  kind: Home,
  comment_id: number,
  file: { stored: StoredFile; file_name: string; content_type: string; content_id: string | null; inline: boolean },
): Promise<void> {
  await insertFile(work, file.stored)
  const id = newId()
  await insertAttachment(work, {
    id,
    file_id: file.stored.file_id,
    sealed: work.sealing.seal(placeOfAttachment(id), {
      file_name: fileName(file.file_name),
      content_id: file.content_id,
    }),
    content_type: cleanContentType(file.content_type),
    size: file.stored.size,
    is_inline: file.inline,
    upload_id: null,
    ...homeOf(kind, comment_id),
  })
}
