// Takes a message apart with postal-mime: on our corpus it reads more than mailparser (file names in raw UTF-8, RFC
// 2231 names, text beside delivery reports) and its loops are linear. We read the top headers ourselves (headers.ts);
// from here come the bodies and the parts.

import PostalMime, { type Attachment as PostalPart } from 'postal-mime'
import { cleanLines, cutChars } from '../../platform/clean-text.ts'
import { HTML_LIMITS } from '../../platform/html/limits.ts'
import { startOfMessage } from './headers.ts'
import { MAIL_LIMITS } from './limits.ts'
import { UnreadableMail } from './unreadable.ts'

export interface MimePart {
  file_name: string
  content_type: string
  content_id: string
  inline: boolean
  content: Buffer
}

export interface MimeMessage {
  /** '' where the message has no such part. */
  text: string
  html: string
  text_cut: boolean
  html_cut: boolean
  parts: MimePart[]
}

/**
 * Throws UnreadableMail (nested_too_deep, headers_too_large, broken). Enclosed messages stay closed: they are parts.
 * A source without a single header field is all body.
 */
export async function takeApart(source: Buffer, has_headers: boolean): Promise<MimeMessage> {
  const parser = new PostalMime({
    forceRfc822Attachments: true,
    maxNestingDepth: MAIL_LIMITS.mime_depth,
    maxHeadersSize: MAIL_LIMITS.header_bytes,
  })
  const message = has_headers ? source.subarray(startOfMessage(source)) : Buffer.concat([Buffer.from('\n'), source])
  const parsed = await parser.parse(message).catch((cause: unknown) => {
    const problem = cause instanceof Error ? cause.message : ''
    if (problem.startsWith('Maximum MIME nesting')) throw new UnreadableMail('nested_too_deep', cause)
    if (problem.startsWith('Maximum header size')) throw new UnreadableMail('headers_too_large', cause)
    throw new UnreadableMail('broken', cause)
  })
  const text = parsed.text ?? ''
  const html = parsed.html ?? ''
  return {
    text: cleanLines(cutChars(text, MAIL_LIMITS.text_chars)).trimEnd(),
    html: cutChars(html, HTML_LIMITS.source_chars),
    text_cut: text.length > MAIL_LIMITS.text_chars,
    html_cut: html.length > HTML_LIMITS.source_chars,
    parts: parsed.attachments.map(readPart),
  }
}

function readPart(part: PostalPart): MimePart {
  return {
    file_name: part.filename ?? '',
    content_type: part.mimeType,
    content_id: (part.contentId ?? '').trim().replace(/^<|>$/g, ''),
    inline: part.disposition === 'inline' || (part.related === true && part.disposition !== 'attachment'),
    content: toBuffer(part.content),
  }
}

function toBuffer(content: PostalPart['content']): Buffer {
  if (typeof content === 'string') return Buffer.from(content, 'utf8')
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
}
