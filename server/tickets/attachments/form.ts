// The file in a form of parts, taken out while it arrives: some clients upload that way instead of sending the bytes
// themselves. Nothing but the parts before the file and one chunk is held in memory.
import { Readable } from 'node:stream'
import { Refusal } from '../../platform/errors.ts'

/** What may stand before the file: its own headers and the short fields that came first. */
const HEAD_BYTES = 64 * 1024
const HEAD_END = Buffer.from('\r\n\r\n')

export interface FormFile {
  file_name: string | undefined
  content_type: string | undefined
  bytes: Readable
}

/** The boundary of a form of parts, or null where the content type is another. */
export function boundaryOf(content_type: string | undefined): string | null {
  if (!/^multipart\/form-data\s*;/i.test(content_type ?? '')) return null
  return /;\s*boundary="?([\w'()+,./:=?-]{1,70})"?/i.exec(content_type ?? '')?.[1] ?? null
}

/** The first file of a form. 400 where there is none, or where the form ends before the file does. */
export async function fileOfForm(body: Readable, boundary: string): Promise<FormFile> {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer> // a request's body is bytes
  // The first delimiter stands without a line before it.
  let held: Buffer = Buffer.from('\r\n')
  while (held.length <= HEAD_BYTES) {
    const file = fileStart(held, delimiter)
    if (file) return { ...file.named, bytes: Readable.from(content(held.subarray(file.at), chunks, delimiter)) }
    const { done, value } = await chunks.next()
    if (done) break
    held = Buffer.concat([held, value])
  }
  throw new Refusal('bad_request', 'The form has no file')
}

/** Where the first part with a file name begins, once its headers are whole. */
function fileStart(held: Buffer, delimiter: Buffer): { at: number; named: Omit<FormFile, 'bytes'> } | null {
  for (let at = held.indexOf(delimiter); at !== -1; at = held.indexOf(delimiter, at + delimiter.length)) {
    const end = held.indexOf(HEAD_END, at + delimiter.length)
    if (end === -1) return null
    const headers = held.subarray(at + delimiter.length, end).toString('utf8')
    const disposition = /^content-disposition:.*$/im.exec(headers)?.[0] ?? ''
    const file_name = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replaceAll(/\\(.)/g, '$1')
    const is_file = file_name !== undefined || /;\s*name="?uploaded_data"?/i.test(disposition)
    const content_type = /^content-type:[ \t]*(.*)$/im.exec(headers)?.[1]?.trim()
    if (is_file) return { at: end + HEAD_END.length, named: { file_name, content_type } }
  }
  return null
}

/** The bytes up to the delimiter; what follows is let go by. */
async function* content(first: Buffer, chunks: AsyncIterator<Buffer>, delimiter: Buffer): AsyncGenerator<Buffer> {
  // A file of no bytes is followed by its delimiter at once.
  let held = first
  for (;;) {
    const end = held.indexOf(delimiter)
    if (end !== -1) {
      if (end > 0) yield held.subarray(0, end)
      while (!(await chunks.next()).done);
      return
    }
    // The delimiter may have begun in the last bytes.
    const safe = Math.max(0, held.length - delimiter.length + 1)
    if (safe > 0) yield held.subarray(0, safe)
    const { done, value } = await chunks.next()
    if (done) throw new Refusal('bad_request', 'The form ended before its file did')
    held = Buffer.concat([held.subarray(safe), value])
  }
}
