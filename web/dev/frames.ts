// What the real server does with customers' HTML: a document of its own, without scripts, under a policy of its own.
import type { ServerResponse } from 'node:http'
import { comments, sources } from './data.ts'

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Sends the frame of a comment; every eighth looks like a newsletter with colours of its own. */
export function sendFrame(response: ServerResponse, ticketId: number, commentId: number, query: URLSearchParams): void {
  const comment = comments.get(ticketId)?.find((entry) => entry.id === commentId)
  const paragraphs = (sources.get(commentId) ?? comment?.body ?? '')
    .split('\n\n')
    .map((text) => `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`)
  const images =
    comment?.has_remote_images && query.has('images')
      ? '<p><img alt="banner" width="320" height="60" src="/agent/favicon.svg"></p>'
      : ''
  const quoted = query.has('quoted')
    ? `<blockquote>On 12 November, Support wrote:<br>Thank you for your message. We will look into it.</blockquote>`
    : ''
  const isFancy = comment?.has_remote_images
  const body = isFancy
    ? `<table bgcolor="#f3e9d2" width="100%" cellpadding="16"><tr><td>${paragraphs.join('')}${images}</td></tr></table>`
    : paragraphs.join('')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  )
  response.end(
    `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style>body{margin:0;font:14px/1.6 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}p{margin:0 0 .8em}p:last-child{margin:0}blockquote{margin:.8em 0 0;padding-inline-start:12px;border-inline-start:3px solid #9aa;opacity:.8}</style></head><body>${body}${quoted}</body></html>`,
  )
}
