// SQL on deleted tickets: until they are erased they are kept whole, and nobody meets them but here.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { deletedTickets } from '../policy.ts'
import type { TicketStatus } from '../schema.ts'

export interface DeletedRow {
  id: number
  status: TicketStatus
  sealed: Buffer
  deleted_at: Date
  deleted_by_id: number | null
}

export const DELETED_COLUMNS = sql.raw('t.id, t.status, t.sealed, t.deleted_at, t.deleted_by_id')

/** A deleted ticket that the actor may see, locked, or 404. */
export async function lockDeletedTicket(work: Work, id: number): Promise<DeletedRow> {
  const row = await work.db.first<DeletedRow>(sql`
    select ${DELETED_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and t.id = ${id} and ${deletedTickets(work.actor)} for update of t`)
  if (!row) throw notFound()
  return row
}

export async function markTicketDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(sql`
    update tickets set deleted_at = ${work.now}, deleted_by_id = ${actorId(work.actor)}, updated_at = ${work.now}, version = version + 1
    where account_id = ${work.account_id} and id = ${id}`)
}

export async function markTicketRestored(work: Work, id: number): Promise<void> {
  await work.db.run(sql`
    update tickets set deleted_at = null, deleted_by_id = null, updated_at = ${work.now}, version = version + 1
    where account_id = ${work.account_id} and id = ${id}`)
}

/** What outlives a ticket's own rows: its comments' numbers, the mails they came in, and their files. */
export async function listRemains(
  work: Work,
  id: number,
): Promise<{ comment_ids: number[]; inbound_mail_ids: number[]; file_ids: string[] }> {
  const comments = await work.db.all<{ id: number; inbound_mail_id: number | null }>(sql`
    select id, inbound_mail_id from ticket_replies where account_id = ${work.account_id} and ticket_id = ${id}
    union all
    select id, inbound_mail_id from ticket_notes where account_id = ${work.account_id} and ticket_id = ${id}`)
  const comment_ids = comments.map((row) => row.id)
  const files = await work.db.all<{ file_id: string }>(sql`
    select a.file_id from attachments a where a.account_id = ${work.account_id} and a.reply_id = any(${comment_ids}::bigint[])
    union
    select a.file_id from attachments a where a.account_id = ${work.account_id} and a.note_id = any(${comment_ids}::bigint[])`)
  return {
    comment_ids,
    inbound_mail_ids: comments.flatMap((row) => row.inbound_mail_id ?? []),
    file_ids: files.map((row) => row.file_id),
  }
}

/**
 * Removes a ticket with everything that hangs on it (comments, attachments, tags, people, drafts, values), and the words
 * in its history: the facts stay, since the audit vouches for them.
 */
export async function eraseTicketRows(work: Work, id: number): Promise<void> {
  work.db.send(sql`update tickets set problem_id = null where account_id = ${work.account_id} and problem_id = ${id}`)
  work.db.send(sql`
    update events set sealed = null
    where account_id = ${work.account_id} and subject_type = 'ticket' and subject_id = ${id} and sealed is not null`)
  work.db.send(sql`delete from idempotency_keys where account_id = ${work.account_id} and ticket_id = ${id}`)
  await work.db.run(sql`delete from tickets where account_id = ${work.account_id} and id = ${id}`)
}

/** Deleted tickets are kept this long, so that they can be restored. */
const KEPT_DELETED_MS = 30 * 24 * 3_600_000

/** Tickets that were deleted so long ago, and a grace more, that they go for good; the oldest first. */
export async function listOverdueDeleted(work: Work, grace_ms: number, limit: number): Promise<number[]> {
  const before = new Date(work.now.getTime() - KEPT_DELETED_MS - grace_ms)
  const rows = await work.db.all<{ id: number }>(sql`
    select t.id from tickets t
    where t.account_id = ${work.account_id}::bigint and ${deletedTickets(work.actor)} and t.deleted_at < ${before}::timestamptz
    order by t.deleted_at, t.id limit ${limit}`)
  return rows.map((row) => row.id)
}
