/**
 * Which draft is the true one. A draft lives in two places: here (written within a second of typing) and on the server
 * (within five), which knows it from every device. Pure.
 */
import type { Draft } from '../../../api/shapes.ts'

/** A draft in this browser. `base_updated_at` is the server's draft that it was written on top of. */
export interface LocalDraft {
  html_body: string
  email_ccs: string[]
  updated_at: string
  base_updated_at: string | null
  /** True while the server has not taken this text yet. */
  is_unsaved: boolean
}

export type DraftChoice =
  | { kind: 'none' }
  | { kind: 'local'; draft: LocalDraft }
  | { kind: 'server'; draft: Draft }
  /** Both were changed apart from each other: the agent decides. */
  | { kind: 'conflict'; local: LocalDraft; server: Draft }

/** Chooses between the two drafts, or says that only a person can. */
export function chooseDraft(local: LocalDraft | null, server: Draft | null): DraftChoice {
  const mine = local && !isEmptyHtml(local.html_body) ? local : null
  const theirs = server && !isEmptyHtml(server.html_body) ? server : null
  if (!mine && !theirs) return { kind: 'none' }
  if (!mine) return theirs ? { kind: 'server', draft: theirs } : { kind: 'none' }
  if (!theirs) {
    // Gone on the server: sent or discarded elsewhere, unless our text never got there.
    return mine.is_unsaved || mine.base_updated_at === null ? { kind: 'local', draft: mine } : { kind: 'none' }
  }
  if (sameText(mine.html_body, theirs.html_body)) return { kind: 'server', draft: theirs }
  if (!mine.is_unsaved) return { kind: 'server', draft: theirs }
  if (mine.base_updated_at === theirs.updated_at) return { kind: 'local', draft: mine }
  return { kind: 'conflict', local: mine, server: theirs }
}

/** True when a draft's HTML shows nothing. */
export function isEmptyHtml(html: string): boolean {
  return plainText(html) === ''
}

function sameText(left: string, right: string): boolean {
  return plainText(left) === plainText(right)
}

/** The words of our own editor's HTML (never of customers' mails), for comparing and for previews. */
export function plainText(html: string): string {
  return html
    .replace(/<(br|\/p|\/li|\/blockquote|\/pre)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

/** Plain text as the editor's HTML, one paragraph per line; nothing for no text. Spaces that HTML would drop stay. */
export function htmlOfText(text: string): string {
  if (text === '') return ''
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .split('\n')
    .map((line) => `<p>${line.replace(/^ | (?= )| $/g, '\u00a0')}</p>`)
    .join('')
}
