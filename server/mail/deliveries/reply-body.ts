// An agent's words as they stand in a mail: images back in place of their placeholders, the desk's signature below.
import type { CommentContent } from '../../tickets/index.ts'
import { htmlOfText } from '../sending/layout.ts'

const PLACEHOLDER = /data-(remote-image|cid)="(\d{1,4})"/g
const WEB_IMAGE = /^https?:\/\//i

/** The sanitised HTML of a reply with its images, or null where it is plain text. */
export function outgoingHtml(
  content: Pick<CommentContent, 'html_body' | 'remote_images' | 'inline_cids'>,
): string | null {
  if (content.html_body === null) return null
  return content.html_body.replaceAll(PLACEHOLDER, (_placeholder, kind: string, index: string) => {
    const target = (kind === 'cid' ? content.inline_cids : content.remote_images)[Number(index)]
    if (target === undefined || (kind !== 'cid' && !WEB_IMAGE.test(target))) return ''
    const url = kind === 'cid' ? `cid:${target.replace(/[^\w.@-]/g, '')}` : target
    return `src="${url.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)}"`
  })
}

/** Both forms with the signature below them. */
export function withSignature(
  body: { text: string; html: string | null },
  signature: string,
): { text: string; html: string | null } {
  if (signature.trim() === '') return body
  return {
    text: `${body.text.trimEnd()}\n\n${signature.trim()}`,
    html: body.html === null ? null : `${body.html}\n${htmlOfText(signature)}`,
  }
}
