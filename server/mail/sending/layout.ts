// The look of a mail: the words, then a quiet line that says where it comes from. No pictures, no tracking, no remote
// content; readable in the dark and as plain text, which says exactly the same.
import { mailLocale } from './texts.ts'

export interface Footer {
  line: string
  link: { label: string; url: string } | null
}

const WEB_LINK = /^https?:\/\//

/** Text that stands for itself in HTML. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** Plain text as HTML: paragraphs at empty lines, line breaks kept. */
export function htmlOfText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="margin:0 0 1em">${escapeHtml(paragraph).replace(/\n/g, '<br>')}</p>`)
    .join('\n')
}

/** A text and the one link it is about, in both forms. */
export function withLink(text: string, link: { label: string; url: string }): { text: string; html: string } {
  const anchor = `<p style="margin:0 0 1em"><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`
  return { text: `${text.trim()}\n\n${link.url}`, html: `${htmlOfText(text)}\n${anchor}` }
}

/** The plain part. `-- ` on its own line is the signature mark (RFC 3676 4.3): mail programs leave it out of quotes. */
export function textOf(text: string, footer: Footer): string {
  const link = footer.link ? `\n${footer.link.label}: ${footer.link.url}` : ''
  return `${text.replace(/\r\n?/g, '\n').trim()}\n\n-- \n${footer.line}${link}\n`
}

/** The HTML part. `html` must be sanitised; null takes the text. */
export function pageOf(page: { locale: string; html: string | null; text: string; footer: Footer }): string {
  const { footer } = page
  const link =
    footer.link && WEB_LINK.test(footer.link.url)
      ? `<br><a href="${escapeHtml(footer.link.url)}">${escapeHtml(footer.link.label)}</a>`
      : ''
  return `<!doctype html>
<html lang="${mailLocale(page.locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;margin:0;padding:16px">
<div style="max-width:40em">
${page.html ?? htmlOfText(page.text)}
<p style="margin:2em 0 0;padding-top:1em;border-top:1px solid #8884;font-size:13px;opacity:.75">${escapeHtml(footer.line)}${link}</p>
</div>
</body>
</html>
`
}
