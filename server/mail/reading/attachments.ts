// Attachments as plain data: a name that is only a name, a content type that is only a claim, and bounds on how many
// and how much. Files uuencoded into the text, as very old senders do, are taken out of it.

import { cleanFileName, cleanLine } from '../../platform/clean-text.ts'
import { MAIL_LIMITS } from './limits.ts'
import type { MimePart } from './mime.ts'

export interface MailAttachment {
  file_name: string
  /** `type/subtype` in lower case as the sender claims it. Never decide anything by it. */
  content_type: string
  /** Without angle brackets, '' where there is none. */
  content_id: string
  inline: boolean
  content: Buffer
  /** Bytes. */
  size: number
}

const CONTENT_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/

/** Endings for parts without a name, so that the agent's machine knows what to open them with. */
const ENDINGS: Record<string, string> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/rfc822-headers': 'txt',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/ms-tnef': 'dat',
}

/** Keeps parts in their order until a limit is reached; `dropped` says how many were left in the source only. */
export function readAttachments(parts: MimePart[]): { attachments: MailAttachment[]; dropped: number } {
  const attachments: MailAttachment[] = []
  let total = 0
  for (const part of parts) {
    if (attachments.length >= MAIL_LIMITS.attachments) break
    if (total + part.content.length > MAIL_LIMITS.attachment_bytes_in_total) continue
    total += part.content.length
    attachments.push(readAttachment(part, attachments.length + 1))
  }
  return { attachments, dropped: parts.length - attachments.length }
}

function readAttachment(part: MimePart, number: number): MailAttachment {
  const claimed = part.content_type.trim().toLowerCase()
  const content_type = CONTENT_TYPE.test(claimed) ? claimed : 'application/octet-stream'
  const ending = ENDINGS[content_type]
  const fallback = ending ? `attachment-${number}.${ending}` : `attachment-${number}`
  return {
    file_name: cleanFileName(part.file_name, fallback, MAIL_LIMITS.file_name_chars),
    content_type,
    content_id: cleanLine(part.content_id, MAIL_LIMITS.message_id_chars),
    inline: part.inline,
    content: part.content,
    size: part.content.length,
  }
}

/** Whether Outlook wrapped the real attachments into one it alone can read. */
export function isTnef(attachment: MailAttachment): boolean {
  return (
    /^application\/(?:vnd\.)?ms-tnef$/.test(attachment.content_type) || /^winmail\.dat$/i.test(attachment.file_name)
  )
}

/**
 * Takes `begin 644 name … end` blocks out of a text body. A block that does not end, or has a line that is no
 * uuencoding, is left where it is.
 */
export function takeUuencoded(text: string): { text: string; parts: MimePart[] } {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, parts: [] }
  const parts: MimePart[] = []
  const kept: string[] = []
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const begin = /^begin [0-7]{3,4} (\S.{0,250})$/.exec(lines[i]!)
    const block = begin && parts.length < MAIL_LIMITS.attachments ? decodeBlock(lines, i + 1) : null
    if (!begin || !block) {
      kept.push(lines[i]!)
      // After an unfinished block every later `begin` would scan to the end again: give up instead.
      if (begin) return { text: [...kept, ...lines.slice(i + 1)].join('\n'), parts }
      continue
    }
    parts.push({ file_name: begin[1]!, content_type: '', content_id: '', inline: false, content: block.content })
    i = block.end
  }
  return { text: kept.join('\n'), parts }
}

function decodeBlock(lines: string[], start: number): { content: Buffer; end: number } | null {
  const pieces: Buffer[] = []
  for (let i = start; i < lines.length; i++) {
    const line = lines[i]!
    if (line === 'end') return { content: Buffer.concat(pieces), end: i }
    if (line === '') continue
    const length = (line.charCodeAt(0) - 32) & 63
    if (!/^[ -`]{1,90}$/.test(line) || line.length - 1 < Math.ceil((length * 4) / 3) - 3) return null
    const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
    for (let group = 0; group * 3 < length; group++) {
      const at = 1 + group * 4
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((n) => ((line.charCodeAt(at + n) || 32) - 32) & 63)
      bytes[group * 3] = (a << 2) | (b >> 4)
      bytes[group * 3 + 1] = ((b & 15) << 4) | (c >> 2)
      bytes[group * 3 + 2] = ((c & 3) << 6) | d
    }
    pieces.push(bytes.subarray(0, length))
  }
  return null
}
