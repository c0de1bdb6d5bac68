// Taking words out of what is kept of a comment, and of anything else that is kept as strings.
import { type Blots, blotHtml, blotPlain, blotText } from '../../platform/html/index.ts'
import type { CommentContent } from '../comments/queries.ts'

export interface Redaction extends Blots {
  /** Remote images that go, by index or by address. */
  readonly images: readonly number[]
  readonly image_urls: readonly string[]
  /** The words as copies of the comment (quotes, drafts) have them. */
  readonly copies: readonly string[]
}

/** Any value with these words taken out of its strings; the same object where none had them. */
export function withoutWords<T>(value: T, texts: readonly string[]): T {
  return walk(value, texts) as T // strings stay strings, everything else keeps its shape
}

function walk(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string') return blotText(value, texts)
  if (Array.isArray(value)) return value.map((one) => walk(one, texts))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, texts)]))
}

/** True where two kept values say the same. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The comment the words are taken out of. */
export function redactContent(content: CommentContent, redaction: Redaction): CommentContent {
  const { texts, copies, images, image_urls } = redaction
  const rest = redactQuotes(content, copies)
  const remote_images = rest.remote_images.map((url, index) =>
    images.includes(index) || image_urls.includes(url) ? '' : url,
  )
  if (content.html_body === null) return { ...rest, body: blotPlain(content.body, redaction), remote_images }
  const before = blotHtml(content.html_body, { texts: [], stretches: [] })
  const after = blotHtml(content.html_body, { texts: [...texts, ...image_urls], stretches: redaction.stretches })
  // The text was read from the HTML, and is so again. Where it says something else, it is searched for itself.
  const body = before.text === content.body ? after.text : blotText(content.body, copies)
  const html_body = after.html === before.html ? content.html_body : after.html
  return { ...rest, body, html_body, remote_images }
}

/** What a comment quotes of others, and what it says of its sender, without these words. */
export function redactQuotes(content: CommentContent, texts: readonly string[]): CommentContent {
  const quoted_html = content.quoted_html === null ? null : blotHtml(content.quoted_html, { texts, stretches: [] }).html
  const is_quoted =
    content.quoted_html !== null && quoted_html !== blotHtml(content.quoted_html, { texts: [], stretches: [] }).html
  return {
    ...content,
    quoted_text: content.quoted_text === null ? null : blotText(content.quoted_text, texts),
    quoted_html: is_quoted ? quoted_html : content.quoted_html,
    remote_images: content.remote_images.map((url) => (withoutWords(url, texts) === url ? url : '')),
  }
}
