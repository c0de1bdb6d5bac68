// The SQL of taking words out: everything of one ticket that holds any, read in batches and written back.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { COMMENT_COLUMNS, CONVERSATION, type CommentRow } from '../comments/queries.ts'
import { type DraftKey, placeOfDraft } from '../drafts/queries.ts'

/** Rows that are open in memory at once. */
export const BATCH = 200

/** The comments of a ticket after an id, oldest first. */
export async function listCommentsAfter(work: Work, ticket_id: number, after_id: number): Promise<CommentRow[]> {
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION}
    where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and c.id > ${after_id} order by c.id limit ${BATCH}`)
}

export async function writeComment(work: Work, row: Pick<CommentRow, 'id' | 'kind'>, sealed: Buffer): Promise<void> {
  const table = sql.table(row.kind === 'reply' ? 'ticket_replies' : 'ticket_notes')
  await work.db.run(
    sql`update ${table} set sealed = ${sealed} where account_id = ${work.account_id} and id = ${row.id}`,
  )
}

/** Moves a reply to the notes, with its files. `sealed` is its content for its new place. */
export async function moveToNotes(work: Work, row: CommentRow, sealed: Buffer): Promise<void> {
  await work.db.run(sql`
    insert into ticket_notes (account_id, id, ticket_id, author_id, sealed, via_channel, event_id, inbound_mail_id, sender_trust, created_at)
    select account_id, id, ticket_id, author_id, ${sealed}, via_channel, event_id, inbound_mail_id, sender_trust, created_at
    from ticket_replies where account_id = ${work.account_id} and id = ${row.id}`)
  await work.db.run(sql`
    update attachments set reply_id = null, note_id = ${row.id} where account_id = ${work.account_id} and reply_id = ${row.id}`)
  await work.db.run(sql`delete from ticket_replies where account_id = ${work.account_id} and id = ${row.id}`)
}

/** Whether anything public is left, and which public reply is the first. */
export async function findFirstReply(work: Work, ticket_id: number): Promise<number | null> {
  const row = await work.db.first<{ id: number }>(sql`
    select id from ticket_replies where account_id = ${work.account_id} and ticket_id = ${ticket_id} order by id limit 1`)
  return row?.id ?? null
}

export async function setPublic(work: Work, ticket_id: number, is_public: boolean): Promise<void> {
  await work.db.run(sql`
    update tickets set is_public = ${is_public} where account_id = ${work.account_id} and id = ${ticket_id}`)
}

export interface StoredDraft extends DraftKey {
  sealed: Buffer
}

/** Everybody's drafts of a ticket. */
export async function listDrafts(work: Work, ticket_id: number): Promise<StoredDraft[]> {
  return await work.db.all<StoredDraft>(sql`
    select user_id, ticket_id, mode, sealed from drafts where account_id = ${work.account_id} and ticket_id = ${ticket_id}`)
}

export async function writeDraft(work: Work, key: DraftKey, content: unknown): Promise<void> {
  await work.db.run(sql`
    update drafts set sealed = ${work.sealing.seal(placeOfDraft(key), content)}
    where account_id = ${work.account_id} and user_id = ${key.user_id} and ticket_id = ${key.ticket_id} and mode = ${key.mode}`)
}

/** The ticket's events that carry text, after an id. */
export async function listSealedEvents(
  work: Work,
  ticket_id: number,
  after_id: number,
): Promise<{ event_id: number; sealed: Buffer }[]> {
  return await work.db.all<{ event_id: number; sealed: Buffer }>(sql`
    select event_id, sealed from events
    where account_id = ${work.account_id} and subject_type = 'ticket' and subject_id = ${ticket_id} and event_id > ${after_id} and sealed is not null
    order by event_id limit ${BATCH}`)
}

export async function writeEvent(work: Work, event_id: number, sealed: Buffer): Promise<void> {
  await work.db.run(
    sql`update events set sealed = ${sealed} where account_id = ${work.account_id} and event_id = ${event_id}`,
  )
}

/** Takes a file away from its attachment. Returns the id of the bytes, or null when they were gone already. */
export async function emptyAttachment(work: Work, id: number, sealed: Buffer): Promise<string | null> {
  const row = await work.db.first<{ file_id: string | null }>(sql`
    with before as (
      select id, file_id from attachments where account_id = ${work.account_id} and id = ${id} and file_id is not null for update)
    update attachments a set file_id = null, redacted_at = ${work.now}, sealed = ${sealed}, content_type = 'text/plain', size = 0
    from before where a.account_id = ${work.account_id} and a.id = before.id returning before.file_id`)
  return row?.file_id ?? null
}

export async function renameAttachment(work: Work, id: number, sealed: Buffer): Promise<void> {
  await work.db.run(sql`update attachments set sealed = ${sealed} where account_id = ${work.account_id} and id = ${id}`)
}

/** Takes out those files that nothing refers to any more. Returns their ids. */
export async function deleteUnusedFiles(work: Work, file_ids: readonly string[]): Promise<string[]> {
  const rows = await work.db.all<{ file_id: string }>(sql`
    delete from files f where f.account_id = ${work.account_id} and f.file_id = any(${[...file_ids]}::text[])
      and not exists (select from attachments a where a.account_id = f.account_id and a.file_id = f.file_id)
      and not exists (select from inbound_mails m where m.account_id = f.account_id and m.file_id = f.file_id)
      and not exists (select from sink_mails s where s.account_id = f.account_id and s.file_id = f.file_id)
    returning f.file_id`)
  return rows.map((row) => row.file_id)
}
