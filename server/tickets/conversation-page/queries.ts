// What a customer reads of a conversation: replies that are out. Notes lie in a table that is not asked here.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { type CommentRow, isSaid } from '../comments/queries.ts'

const COLUMNS = sql.raw(
  "c.id, c.ticket_id, c.author_id, 'reply' as kind, c.sealed, c.via_channel, c.event_id, c.inbound_mail_id, c.sender_trust, c.send_after, c.created_at",
)

/** The newest replies before an id (or all), newest first. */
export async function listReplies(
  work: Work,
  ticket_id: number,
  before: number | null,
  limit: number,
): Promise<CommentRow[]> {
  return await work.db.all<CommentRow>(sql`
    select ${COLUMNS} from ticket_replies c
    where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and ${isSaid(work)}
      and c.id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by c.id desc limit ${limit}`)
}

/** A reply of a ticket the caller has been let in to, or 404. */
export async function getReply(work: Work, ticket_id: number, id: number): Promise<CommentRow> {
  const row = await work.db.first<CommentRow>(sql`
    select ${COLUMNS} from ticket_replies c
    where c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and c.id = ${id} and ${isSaid(work)}`)
  if (!row) throw notFound()
  return row
}
