// What is said beside a ticket, from what was written: one content with its preview and its place in the search index.
import { sanitise } from '../platform/html/index.ts'
import type { Work } from '../platform/work.ts'
import { indexDocument } from '../search/index.ts'
import type { CommentContent } from '../tickets/index.ts'
import type { MessageInput } from './schema.ts'

const PREVIEW_LENGTH = 150

export type Words = Omit<CommentContent, 'source'>

export function wordsOf(input: Pick<MessageInput, 'body' | 'html_body'>): Words {
  const nothing = { quoted_text: null, quoted_html: null, remote_images: [], inline_cids: [], sender: null }
  if (!input.html_body?.trim()) return { ...nothing, body: input.body ?? '', html_body: null }
  const { html, text, remote_images, inline_cids } = sanitise(input.html_body)
  return { ...nothing, body: text, html_body: html, remote_images, inline_cids }
}

/** The beginning of what was said, on one line. */
export function previewOf(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  return line.length <= PREVIEW_LENGTH ? line : `${line.slice(0, PREVIEW_LENGTH - 1).toWellFormed()}…`
}

/** Lets staff find the ticket by what was said beside it; to customers it is not there. */
export async function indexMessage(
  work: Work,
  ticket_id: number,
  id: number,
  subject: string,
  words: Words,
): Promise<void> {
  await indexDocument(work, {
    kind: 'ticket',
    record_id: ticket_id,
    part: 'side_message',
    part_id: id,
    internal: true,
    text: [subject, words.body, words.quoted_text ?? ''].join('\n'),
  })
}
