// Reads the header block at the top of a message: linear on the raw bytes, before and independently of the MIME
// parser, so that size checks, recognition of doubles and sender checks need no full parse.

import { decodeWords } from 'postal-mime'
import { MAIL_LIMITS } from './limits.ts'
import { UnreadableMail } from './unreadable.ts'

export interface HeaderField {
  /** Lower case. */
  name: string
  /** Unfolded and decoded to characters, but encoded words are left as they are. */
  value: string
}

const LF = 0x0a
const CR = 0x0d
const decodeUtf8 = new TextDecoder('utf-8', { fatal: true })
const decodeWindows = new TextDecoder('windows-1252')

/** Where the content of the message starts: some mailboxes put empty lines or an mbox separator before the headers. */
export function startOfMessage(source: Buffer): number {
  let at = 0
  while (at < source.length && (source[at] === LF || source[at] === CR)) at++
  // `From :` is a header with a space before its colon; a parser that skips it would hide a second sender.
  if (/^From +[^: ]/.test(source.toString('latin1', at, at + 32))) {
    const end = source.indexOf(LF, at)
    if (end > 0) at = end + 1
  }
  return at
}

/** The offset just behind the headers and the empty line that ends them (the length where there is no body). */
export function endOfHeaders(source: Buffer, start: number): number {
  let line = start
  while (line < source.length) {
    if (source[line] === LF) return line + 1
    if (source[line] === CR && source[line + 1] === LF) return line + 2
    const next = source.indexOf(LF, line)
    if (next < 0) return source.length
    line = next + 1
  }
  return source.length
}

/**
 * The header fields in their order. Throws UnreadableMail (headers_too_large, too_many_headers). Bytes that are not
 * UTF-8 are read as windows-1252, which is what senders that ignore RFC 2047 mostly mean.
 */
export function readHeaders(source: Buffer): HeaderField[] {
  const start = startOfMessage(source)
  const end = endOfHeaders(source, start)
  if (end - start > MAIL_LIMITS.header_bytes) throw new UnreadableMail('headers_too_large')
  const fields: { name: string; lines: string[] }[] = []
  for (const line of source.toString('latin1', start, end).split('\n')) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      fields.at(-1)?.lines.push(line.replace(/\r$/, ''))
      continue
    }
    const colon = line.indexOf(':')
    const name = colon > 0 ? line.slice(0, colon).trimEnd().toLowerCase() : ''
    if (!/^[!-9;-~]+$/.test(name)) continue
    if (fields.length >= MAIL_LIMITS.header_fields) throw new UnreadableMail('too_many_headers')
    fields.push({ name, lines: [line.slice(colon + 1).replace(/\r$/, '')] })
  }
  return fields.map(({ name, lines }) => ({
    name,
    value: decodeBytes(lines.join(''))
      .replace(/[\r\0]/g, ' ')
      .trim(),
  }))
}

/** A string of one byte per character, read as UTF-8 where it is valid and as windows-1252 where it is not. */
function decodeBytes(latin1: string): string {
  if (/^\p{ASCII}*$/u.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  try {
    return decodeUtf8.decode(bytes)
  } catch {
    return decodeWindows.decode(bytes)
  }
}

/** Look-ups in the fields of one message. Names are lower case. */
export class Headers {
  readonly fields: HeaderField[]

  constructor(fields: HeaderField[]) {
    this.fields = fields
  }

  has(name: string): boolean {
    return this.fields.some((field) => field.name === name)
  }

  /** The first value, raw, or ''. Every reader of a doubled header takes the first, so that no two disagree. */
  first(name: string): string {
    return (this.fields.find((field) => field.name === name)?.value ?? '').slice(0, MAIL_LIMITS.header_value_chars)
  }

  all(name: string): string[] {
    return this.fields.filter((field) => field.name === name).map((field) => field.value)
  }

  /** The first value with RFC 2047 encoded words decoded, or ''. */
  decoded(name: string): string {
    return decodeWords(this.first(name))
  }

  /** The first word of the value in lower case: `auto-replied (vacation)` gives `auto-replied`. */
  keyword(name: string): string {
    return /^[a-z0-9_/-]*/.exec(this.first(name).trim().toLowerCase())![0]
  }
}

/** The Message-IDs named in a header, angle brackets included, without doubles, at most `MAIL_LIMITS.message_ids`. */
export function readMessageIds(value: string): string[] {
  const found = new Set<string>()
  for (const match of value.matchAll(/<[^<>\s]{1,998}>/g)) {
    if (match[0].length > MAIL_LIMITS.message_id_chars) continue
    found.add(match[0])
  }
  if (found.size === 0) {
    // Some senders forget the brackets.
    const bare = /^[^\s<>"]{1,498}@[^\s<>"]{1,498}$/.exec(value.trim())
    if (bare && bare[0].length <= MAIL_LIMITS.message_id_chars - 2) found.add(`<${bare[0]}>`)
  }
  const ids = [...found]
  // RFC 5322 section 3.6.4: the first starts the thread and the last are the nearest; the middle may go.
  return ids.length <= MAIL_LIMITS.message_ids ? ids : [ids[0]!, ...ids.slice(-(MAIL_LIMITS.message_ids - 1))]
}

/** The Date header as ISO 8601, or null where it is missing, unreadable or absurd. */
export function readDate(value: string): string | null {
  const time = Date.parse(value.replace(/\([^()]*\)/g, ' ').trim())
  const date = new Date(time)
  return Number.isNaN(time) || date.getUTCFullYear() < 1980 || date.getUTCFullYear() > 2200 ? null : date.toISOString()
}
