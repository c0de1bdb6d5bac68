// All SQL on what is said in tickets. Replies and notes lie in different tables; reading "comments" joins them for
// staff, and the notes' policy leaves nothing of them in a customer's transaction.

import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'

export type CommentKind = 'reply' | 'note'
export type SenderTrust = 'authenticated' | 'unauthenticated' | 'failed'

/** What is known of a mail's sender, as `sender` in the API. */
export interface SenderInfo {
  authenticated: boolean
  spf: CheckResult
  dkim: CheckResult
  dmarc: CheckResult
  arc: CheckResult
  from: string | null
  reply_to: string | null
  envelope_from: string | null
  flags: string[]
}
export interface CheckResult {
  result: string
  domain: string | null
}

/** The sealed part of a comment. */
export interface CommentContent {
  /** What is shown, as text; the quoted history is apart. */
  body: string
  /** Sanitised HTML of the same, or null where the comment is plain text. */
  html_body: string | null
  quoted_text: string | null
  quoted_html: string | null
  /** Addresses of remote images; the HTML refers to them by index. */
  remote_images: string[]
  /** Content-IDs of enclosed images, by index likewise. */
  inline_cids: string[]
  sender: SenderInfo | null
  /** Words or files of it were taken out; the mail it came in is gone. */
  is_redacted?: boolean
  source: { from: Record<string, unknown>; to: Record<string, unknown>; rel: string | null }
}

export interface CommentRow {
  id: number
  ticket_id: number
  author_id: number
  kind: CommentKind
  sealed: Buffer
  via_channel: string
  event_id: number
  inbound_mail_id: number | null
  sender_trust: SenderTrust | null
  send_after: Date | null
  created_at: Date
}

export const placeOfComment = (row: { kind: CommentKind; id: number }): string =>
  `ticket_${row.kind === 'reply' ? 'replies' : 'notes'}/${row.id}/sealed`

/** Replies and, in staff transactions, notes: the one source of a conversation, under the alias `c`. */
export const CONVERSATION = sql`(
  select account_id, id, ticket_id, author_id, 'reply' as kind, sealed, via_channel, event_id, inbound_mail_id, sender_trust, send_after, created_at from ticket_replies
  union all
  select account_id, id, ticket_id, author_id, 'note', sealed, via_channel, event_id, inbound_mail_id, sender_trust, null, created_at from ticket_notes) c`

export const COMMENT_COLUMNS = sql.raw(
  'c.id, c.ticket_id, c.author_id, c.kind, c.sealed, c.via_channel, c.event_id, c.inbound_mail_id, c.sender_trust, c.send_after, c.created_at',
)

/** Over the alias `c`: to customers, a reply that its author may still take back has not been said yet. */
export const isSaid = (work: Work) =>
  work.audience === 'staff' ? sql`true` : sql`(c.send_after is null or c.send_after <= clock_timestamp())`

export async function countConversation(work: Work, ticket_id: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from ${CONVERSATION} where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and ${isSaid(work)}`)
  return count
}

/** A comment of a ticket the caller has already been let in to, or 404. */
export async function getComment(work: Work, ticket_id: number, id: number): Promise<CommentRow> {
  const row = await work.db.first<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION} where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and c.id = ${id} and ${isSaid(work)}`)
  if (!row) throw notFound()
  return row
}

/** Comments by id, of tickets the caller has already been let in to; what the audience may not see is left out. */
export async function listCommentsByIds(work: Work, ids: readonly number[]): Promise<CommentRow[]> {
  if (ids.length === 0) return []
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION} where c.account_id = ${work.account_id} and c.id = any(${[...ids]}::bigint[]) and ${isSaid(work)}`)
}

/** The newest comments of a ticket up to one of them, newest first; with `only_public` no notes, whoever asks. */
export async function listLatestComments(
  work: Work,
  ticket_id: number,
  { up_to, limit, only_public }: { up_to: number | null; limit: number; only_public: boolean },
): Promise<CommentRow[]> {
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION}
    where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and ${isSaid(work)}
      and ${up_to === null ? sql`true` : sql`c.id <= ${up_to}`} and ${only_public ? sql`c.kind = 'reply'` : sql`true`}
    order by c.id desc limit ${limit}`)
}

export function insertReply(work: Work, row: Omit<CommentRow, 'kind'>): void {
  work.db.send(sql`
    insert into ticket_replies (account_id, id, ticket_id, author_id, sealed, via_channel, event_id, inbound_mail_id, sender_trust, send_after, created_at)
    values (${work.account_id}, ${row.id}, ${row.ticket_id}, ${row.author_id}, ${row.sealed}, ${row.via_channel}, ${row.event_id}, ${row.inbound_mail_id}, ${row.sender_trust}, ${row.send_after}, ${row.created_at})`)
}

export function insertNote(work: Work, row: Omit<CommentRow, 'kind' | 'send_after'>): void {
  work.db.send(sql`
    insert into ticket_notes (account_id, id, ticket_id, author_id, sealed, via_channel, event_id, inbound_mail_id, sender_trust, created_at)
    values (${work.account_id}, ${row.id}, ${row.ticket_id}, ${row.author_id}, ${row.sealed}, ${row.via_channel}, ${row.event_id}, ${row.inbound_mail_id}, ${row.sender_trust}, ${row.created_at})`)
}

/** Locks a reply that still waits in its undo window, by the database's clock; null when it is too late. */
export async function lockWaitingReply(work: Work, ticket_id: number, id: number): Promise<CommentRow | null> {
  return await work.db.first<CommentRow>(sql`
    select id, ticket_id, author_id, 'reply' as kind, sealed, via_channel, event_id, inbound_mail_id, sender_trust, send_after, created_at
    from ticket_replies where account_id = ${work.account_id} and ticket_id = ${ticket_id} and id = ${id} and send_after > clock_timestamp() for update`)
}

export async function deleteReply(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from ticket_replies where account_id = ${work.account_id} and id = ${id}`)
}

/** A reply by its id, for the delivery of mail; null once it was taken back. Locked, so that it cannot be taken back meanwhile. */
export async function findReplyForDelivery(work: Work, id: number): Promise<CommentRow | null> {
  return await work.db.first<CommentRow>(sql`
    select id, ticket_id, author_id, 'reply' as kind, sealed, via_channel, event_id, inbound_mail_id, sender_trust, send_after, created_at
    from ticket_replies where account_id = ${work.account_id} and id = ${id} for share`)
}

/** What was said in some tickets, opened, the newest first: at most `per_ticket` of each and `most` in all. */
export async function listSaid(
  work: Work,
  ticket_ids: readonly number[],
  { per_ticket, most }: { per_ticket: number; most: number },
): Promise<{ id: number; ticket_id: number; is_public: boolean; text: string }[]> {
  if (ticket_ids.length === 0) return []
  const rows = await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from unnest(${[...ticket_ids]}::bigint[]) asked(id)
    cross join lateral (
      select * from ${CONVERSATION} where c.account_id = ${work.account_id} and c.ticket_id = asked.id and ${isSaid(work)}
      order by c.id desc limit ${per_ticket}) c
    limit ${most}`)
  return rows.map((row) => {
    const { body } = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
    return { id: row.id, ticket_id: row.ticket_id, is_public: row.kind === 'reply', text: body }
  })
}
