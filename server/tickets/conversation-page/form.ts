// Reads the form of a reply: text and files, or text alone. Read by hand and not by the server's parsers, because only
// after the link was checked, and because what was typed must survive files that are too large.
import type { Readable } from 'node:stream'
import { Refusal } from '../../platform/errors.ts'
import { cleanContentType } from '../attachments/actions.ts'

const MEBIBYTE = 1024 * 1024
/** All files of one reply together, held in memory while they are encrypted. Larger ones go by mail. */
export const FILES_BYTES = 15 * MEBIBYTE
export const FILES_PER_REPLY = 5
/** The text and the envelope around the parts. The page puts the text before the files. */
const TEXT_BYTES = MEBIBYTE
export const FORM_BYTES = FILES_BYTES + TEXT_BYTES

export interface ReplyForm {
  text: string
  /** Made with the page; the same on a form that is sent twice. */
  key: string
  files: File[]
  /** More came than is taken; `files` is empty then. */
  is_too_large: boolean
}

/** 415 for another kind of body, 400 for one that cannot be read. Reads no more than FORM_BYTES. */
export async function readReplyForm(
  body: Readable,
  content_type: string | undefined,
  content_length: number,
): Promise<ReplyForm> {
  const type = cleanContentType(content_type)
  if (type === 'application/x-www-form-urlencoded') {
    const { bytes, is_cut } = await readStart(body, TEXT_BYTES)
    return { ...fieldsOf(new URLSearchParams(bytes.toString('utf8'))), files: [], is_too_large: is_cut }
  }
  const boundary = /boundary="?([\w'()+,./:=?-]{1,70})"?/i.exec(content_type ?? '')?.[1]
  if (type !== 'multipart/form-data' || boundary === undefined) throw new Refusal('unsupported_media', 'Send a form')
  const limit = content_length > FORM_BYTES ? TEXT_BYTES : FORM_BYTES
  const { bytes, is_cut } = await readStart(body, limit)
  // What came before the cut is a form whose last file is incomplete: closed here, its text can be read.
  const whole = is_cut ? Buffer.concat([bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) : bytes
  const form = await parse(whole, `multipart/form-data; boundary=${boundary}`)
  const files = form.getAll('files').filter((file) => typeof file !== 'string' && (file.name !== '' || file.size > 0))
  const is_too_large = is_cut || totalSize(files as File[] /* strings were left out */) > FILES_BYTES
  return { ...fieldsOf(form), files: is_too_large ? [] : (files as File[]) /* as above */, is_too_large }
}

function totalSize(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0)
}

function fieldsOf(form: { get(name: string): unknown }): Pick<ReplyForm, 'text' | 'key'> {
  const field = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { text: field('text').replaceAll(/\r\n?/g, '\n'), key: field('key').slice(0, 100) }
}

async function parse(bytes: Buffer<ArrayBuffer>, content_type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': content_type } }).formData()
  } catch (error) {
    throw new Refusal('bad_request', undefined, { cause: error })
  }
}

/** The first `limit` bytes. The rest is let go by, so that the answer still finds its way to the browser. */
async function readStart(body: Readable, limit: number): Promise<{ bytes: Buffer<ArrayBuffer>; is_cut: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
    chunks.push(bytes)
    size += bytes.length
    if (size > limit) break
  }
  body.resume()
  return { bytes: Buffer.concat(chunks).subarray(0, limit), is_cut: size > limit }
}
