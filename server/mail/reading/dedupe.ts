// Recognises the same message when it comes twice: by SMTP and by IMAP, or ten times in parallel. Reads the raw bytes
// once and parses nothing but the top headers.

import { createHash } from 'node:crypto'
import { endOfHeaders, type HeaderField, readHeaders, startOfMessage } from './headers.ts'
import { UnreadableMail } from './unreadable.ts'

/** What a sender wrote and no relay on the way changes. Trace headers are not among them. */
const IDENTIFYING = ['message-id', 'from', 'date', 'subject']
const CR = 0x0d
const LF = 0x0a

/**
 * The material by which a message is recognised: four headers and the body, SHA-256, hex. Line ends and trailing empty
 * lines do not count, since mailboxes change them. Personal data: keep it only as a keyed hash. Never throws.
 */
export function dedupeKey(source: Buffer): string {
  const hash = createHash('sha256')
  const fields = fieldsOf(source)
  if (fields === null) return hash.update('raw\0').update(source).digest('hex')
  for (const name of IDENTIFYING) {
    const values = fields.filter((field) => field.name === name).map((field) => field.value.replace(/\s+/g, ' '))
    hash.update(`${name}\0${JSON.stringify(values)}\0`)
  }
  const start = startOfMessage(source)
  hashLines(source, fields.length === 0 ? start : endOfHeaders(source, start), hash)
  return hash.digest('hex')
}

/** Null where the headers are beyond the limits; such a message is suspended, and recognised by all its bytes. */
function fieldsOf(source: Buffer): HeaderField[] | null {
  try {
    return readHeaders(source)
  } catch (error) {
    if (error instanceof UnreadableMail) return null
    throw error
  }
}

function hashLines(source: Buffer, start: number, hash: ReturnType<typeof createHash>): void {
  let end = source.length
  while (end > start && (source[end - 1] === LF || source[end - 1] === CR)) end--
  // In one piece where possible: CRLF throughout, as SMTP delivers it, is hashed without the CRs piece by piece.
  let from = start
  for (let at = source.indexOf(CR, start); at >= 0 && at < end; at = source.indexOf(CR, at + 1)) {
    if (source[at + 1] !== LF) continue
    hash.update(source.subarray(from, at))
    from = at + 1
  }
  hash.update(source.subarray(from, end))
}
