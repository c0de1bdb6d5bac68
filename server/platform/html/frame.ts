// The document in which sanitised HTML is shown. Placeholders of images become addresses of ours, or stay blank.

export interface FrameParts {
  /** Sanitised HTML. */
  html: string
  /** Sanitised HTML of the folded history, where the reader asked for it. */
  quoted_html: string | null
  dark: boolean
  /** Where the remote image of this index is fetched, or null to leave it blank. */
  imageUrl(index: number): string | null
  /** Where the enclosed image of this index lies, or null when it did not come along. */
  inlineUrl(index: number): string | null
}

const PLACEHOLDER = /data-(remote-image|cid)="(\d{1,4})"/g

const STYLE = `
html{color-scheme:light}
body{margin:0;padding:2px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1d2433;background:#fff;overflow-wrap:anywhere}
html.dark{color-scheme:dark}
html.dark body{color:#e6e9ef;background:#181b22}
html.dark a{color:#8db4ff}
body>:first-child{margin-top:0}
body>:last-child{margin-bottom:0}
img{max-width:100%;height:auto}
img[data-blank]{display:inline-block;min-width:24px;min-height:24px;border:1px dashed #8a93a5;border-radius:4px}
table{max-width:100%}
pre{white-space:pre-wrap}
blockquote{margin:0 0 0 4px;padding:0 0 0 12px;border-left:3px solid #c5cad5}
.quoted{margin-top:12px;padding-top:8px;border-top:1px solid #c5cad5;opacity:.85}`

/** A complete document. The HTML must come from our sanitiser; only its image placeholders are touched. */
export function renderFrame(parts: FrameParts): string {
  const fill = (html: string) =>
    html.replaceAll(PLACEHOLDER, (_placeholder, kind: string, index: string) => {
      const url = kind === 'cid' ? parts.inlineUrl(Number(index)) : parts.imageUrl(Number(index))
      return url === null ? 'data-blank=""' : `src="${escapeHtml(url)}" loading="lazy"`
    })
  const quoted = parts.quoted_html === null ? '' : `<div class="quoted">${fill(parts.quoted_html)}</div>`
  return `<!DOCTYPE html><html class="${parts.dark ? 'dark' : 'light'}"><head><meta charset="utf-8"><base target="_blank"><title>.</title><style>${STYLE}</style></head><body>${fill(parts.html)}${quoted}</body></html>`
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const LINK = /https?:\/\/[^\s<>"']{3,2000}/g

/** Plain text as HTML: paragraphs, line breaks, links that name where they lead. */
export function textToHtml(text: string): string {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/)
  return paragraphs
    .map((paragraph) => {
      const html = escapeHtml(paragraph).replaceAll(LINK, (url) => {
        const end = url.search(/(?:[.,;:!?)]|&quot;|&#39;|&gt;)+$/)
        const target = end === -1 ? url : url.slice(0, end)
        return `<a href="${target}" target="_blank" rel="noopener noreferrer nofollow">${target}</a>${end === -1 ? '' : url.slice(end)}`
      })
      return `<p>${html.replaceAll('\n', '<br>')}</p>`
    })
    .join('')
}
