// The body of a message as it is kept and shown: both forms, what is visible of each, and what was folded.

import { cutChars } from '../../platform/clean-text.ts'
import { sanitiseBody } from '../../platform/html/sanitise.ts'
import { MAIL_LIMITS } from './limits.ts'
import type { MimeMessage } from './mime.ts'
import { partsDiffer } from './parts-differ.ts'
import { splitQuotes } from './quotes.ts'
import { findQuotesInHtml } from './quotes-html.ts'

export interface MailBody {
  /** The plain part as sent, '' where there is none. */
  text: string
  /** The HTML part as sent, never to be shown; '' where there is none. */
  html: string
  /** Sanitised HTML, '' where the message has none. Where it is not empty, it is what people are shown. */
  body_html: string
  /** The words people are shown: of the HTML where there is HTML, else the plain part. Search and checks read this. */
  body_text: string
  visible_text: string
  quoted_text: string
  signature_text: string
  visible_html: string
  quoted_html: string
  signature_html: string
  remote_images: string[]
  inline_cids: string[]
  links: string[]
  tracking_pixels: number
  parts_differ: boolean
  hidden_text: boolean
  html_flattened: boolean
}

export function readBody({ text, html }: Pick<MimeMessage, 'text' | 'html'>): MailBody {
  return html.trim() === '' ? plainBody(text) : htmlBody(text, html)
}

function plainBody(text: string): MailBody {
  const { visible, quoted, signature } = splitQuotes(text)
  return {
    ...{ text, html: '', body_html: '', body_text: text.trim() },
    ...{ visible_text: visible, quoted_text: quoted, signature_text: signature },
    ...{ visible_html: '', quoted_html: '', signature_html: '' },
    ...{ remote_images: [], inline_cids: [], links: [], tracking_pixels: 0 },
    ...{ parts_differ: false, hidden_text: false, html_flattened: false },
  }
}

function htmlBody(text: string, html: string): MailBody {
  const safe = sanitiseBody(html, findQuotesInHtml)
  const shown = cutChars(safe.text, MAIL_LIMITS.text_chars)
  const folded = safe.quoted_html !== '' || safe.signature_html !== ''
  // Programs we do not know may mark their quotes by `On … wrote:` alone, which the text shows as well.
  const by_text = splitQuotes(folded ? safe.visible_text : shown)
  return {
    ...{ text, html, body_html: safe.html, body_text: shown, visible_text: by_text.visible },
    quoted_text: by_text.quoted,
    signature_text: by_text.signature,
    ...{ visible_html: safe.visible_html, quoted_html: safe.quoted_html, signature_html: safe.signature_html },
    ...{ remote_images: safe.remote_images, inline_cids: safe.inline_cids, links: safe.links },
    tracking_pixels: safe.tracking_pixels,
    parts_differ: partsDiffer(text, shown),
    hidden_text: safe.hidden_text,
    html_flattened: safe.flattened,
  }
}
