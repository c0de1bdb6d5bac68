// Says something in a ticket: the one place where a comment comes into being, whether an agent wrote it, a customer
// sent it by mail or a client posted it.

import { invalid } from '../../platform/errors.ts'
import { sanitise, textToHtml } from '../../platform/html/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { type Document, indexDocuments } from '../../search/index.ts'
import { takeUploads } from '../attachments/actions.ts'
import type { CommentFact } from '../events.ts'
import {
  type CommentContent,
  type CommentKind,
  type CommentRow,
  insertNote,
  insertReply,
  placeOfComment,
  type SenderTrust,
} from './queries.ts'

/** What is said, whoever says it. HTML is sanitised here unless it comes from the mail reader, which did it already. */
export interface Saying {
  kind: CommentKind
  author_id: number
  by_staff: boolean
  body?: string
  html_body?: string
  uploads?: readonly string[]
  via_channel: string
  source?: CommentContent['source']
  /** Set for mail: what the reader found. Its HTML is sanitised. */
  mail?: {
    inbound_mail_id: number
    sender_trust: SenderTrust
    content: Omit<CommentContent, 'source'>
  }
  /** The address that somebody wrote down who is not signed in. */
  unproven?: string
  /** How long a reply of staff waits before it leaves, in milliseconds. */
  undo_ms: number
}

/** A comment as it was written. */
export interface SaidRow {
  row: CommentRow
  text: string
  has_files: boolean
}

export interface Said {
  id: number
  fact: CommentFact
  text: string
  /** What the index is told. */
  document: Document
  /** The row, given the id of the event that tells of it. For writing many at once; otherwise use `write`. */
  rowFor(event_id: number): CommentRow
  /** Writes the comment; called with the id of the event that tells of it. `others` go into the index with it. */
  write(event_id: number, others?: readonly Document[]): Promise<SaidRow>
}

const NO_SOURCE: CommentContent['source'] = { from: {}, to: {}, rel: null }

/** Prepares a comment. 422 when there is nothing in it. */
export function prepareComment(work: Work, ticket_id: number, saying: Saying): Said {
  const content = contentOf(saying)
  const has_uploads = (saying.uploads?.length ?? 0) > 0
  if (content.body.trim() === '' && !content.html_body && !has_uploads && !saying.mail)
    throw invalid('comment', 'Comment: cannot be blank', 'BlankValue')
  const id = newId()
  const fact: CommentFact = {
    id,
    kind: saying.kind,
    author_id: saying.author_id,
    by_staff: saying.by_staff,
    inbound_mail_id: saying.mail?.inbound_mail_id ?? null,
    undo_ms: saying.kind === 'reply' && saying.by_staff ? saying.undo_ms : 0,
  }
  const document = documentOf(ticket_id, { id, kind: saying.kind }, content)
  const rowFor = (event_id: number): CommentRow => ({
    id,
    ticket_id,
    author_id: saying.author_id,
    kind: saying.kind,
    sealed: work.sealing.seal(placeOfComment({ kind: saying.kind, id }), content),
    via_channel: saying.via_channel,
    event_id,
    inbound_mail_id: fact.inbound_mail_id,
    sender_trust: saying.mail?.sender_trust ?? (saying.unproven === undefined ? null : 'unauthenticated'),
    send_after: fact.undo_ms > 0 ? new Date(work.now.getTime() + fact.undo_ms) : null,
    created_at: work.now,
  })
  return {
    id,
    fact,
    text: content.body,
    document,
    rowFor,
    async write(event_id, others = []) {
      const row = rowFor(event_id)
      if (saying.kind === 'note') insertNote(work, row)
      else insertReply(work, row)
      await indexDocuments(work, [document, ...others])
      if (has_uploads) await takeUploads(work, saying.uploads ?? [], saying.kind, id)
      return { row, text: content.body, has_files: has_uploads || saying.mail !== undefined }
    },
  }
}

/** What the index is told of a comment. */
export function documentOf(
  ticket_id: number,
  { id, kind }: { id: number; kind: CommentKind },
  content: Pick<CommentContent, 'body' | 'quoted_text'>,
): Document {
  return {
    kind: 'ticket',
    record_id: ticket_id,
    part: kind,
    part_id: id,
    internal: kind === 'note',
    text: content.quoted_text ? `${content.body}\n${content.quoted_text}` : content.body,
  }
}

function contentOf(saying: Saying): CommentContent {
  const source = saying.source ?? NO_SOURCE
  if (saying.mail) return { ...saying.mail.content, source }
  if (saying.html_body !== undefined && saying.html_body.trim() !== '') {
    const { html, text, remote_images, inline_cids } = sanitise(saying.html_body)
    return {
      body: text,
      html_body: html,
      quoted_text: null,
      quoted_html: null,
      remote_images,
      inline_cids,
      sender: senderOf(saying),
      source,
    }
  }
  return {
    body: saying.body ?? '',
    html_body: null,
    quoted_text: null,
    quoted_html: null,
    remote_images: [],
    inline_cids: [],
    sender: senderOf(saying),
    source,
  }
}

/** Nothing was checked about an address that somebody wrote down. */
function senderOf({ unproven }: Saying): CommentContent['sender'] {
  if (unproven === undefined) return null
  const unchecked = { result: 'none', domain: null }
  return {
    authenticated: false,
    spf: unchecked,
    dkim: unchecked,
    dmarc: unchecked,
    arc: unchecked,
    from: unproven,
    reply_to: null,
    envelope_from: null,
    flags: [],
  }
}

/** The API's `html_body` of a comment: its own HTML, or its text as paragraphs. */
export function htmlOf(content: CommentContent): string {
  return content.html_body ?? textToHtml(content.body)
}
