// The pages of the development mailbox, as HTML. A developer's tool: English only, no script, its styles allowed by hash.
import { createHash } from 'node:crypto'

const STYLE = `
:root{color-scheme:light dark}
body{margin:0 auto;max-width:60rem;padding:2rem 1rem;font:16px/1.5 system-ui,sans-serif}
*{box-sizing:border-box}
h1{font-size:1.5rem}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
a{color:inherit}
table{border-collapse:collapse;width:100%}
th,td{padding:.5rem;text-align:left;border-bottom:1px solid #8884;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;white-space:nowrap}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid #8884;border-radius:8px}
iframe{width:100%;height:30rem;border:1px solid #8884;border-radius:8px;background:#fff}
.muted{opacity:.7}`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** For the pages themselves. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
/** For the mail's own HTML: no script, nothing from outside, an origin of its own. */
export const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

function page(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${content}</body></html>`
}

export interface ListedMail {
  id: number
  sent_at: Date
  to: string
  subject: string
}

export function listPage(mails: readonly ListedMail[]): string {
  const rows = mails.map(
    (mail) =>
      `<tr><td>${escapeHtml(time(mail.sent_at))}</td><td>${escapeHtml(mail.to)}</td><td><a href="/dev/mailbox/${mail.id}">${escapeHtml(mail.subject) || '(no subject)'}</a></td></tr>`,
  )
  const table = `<table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
  return page(
    'Development mailbox',
    `<main><h1>Development mailbox</h1><p class="muted">What this desk sent. Nothing here has left this machine.</p>${mails.length === 0 ? '<p>No mail yet.</p>' : table}</main>`,
  )
}

export interface ShownMail {
  id: number
  subject: string
  headers: readonly { name: string; value: string }[]
  text: string
  has_html: boolean
  attachments: readonly { file_name: string; content_type: string; size: number }[]
}

export function mailPage(mail: ShownMail): string {
  const headers = mail.headers.map(
    ({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  )
  const files = mail.attachments.map(
    (file) =>
      `<li>${escapeHtml(file.file_name)} <span class="muted">${escapeHtml(file.content_type)}, ${file.size} bytes</span></li>`,
  )
  const subject = mail.subject || '(no subject)'
  return page(
    subject,
    `<main><p><a href="/dev/mailbox">All mails</a> · <a href="/dev/mailbox/${mail.id}/raw">Source</a></p>
<h1>${escapeHtml(subject)}</h1>
<h2>Text</h2><pre>${escapeHtml(mail.text)}</pre>
${mail.has_html ? `<h2>HTML</h2><iframe sandbox="" title="The mail's HTML" src="/dev/mailbox/${mail.id}/html"></iframe>` : ''}
${files.length > 0 ? `<h2>Files</h2><ul>${files.join('')}</ul>` : ''}
<h2>Headers</h2><table><tbody>${headers.join('\n')}</tbody></table></main>`,
  )
}

function time(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ')
}
