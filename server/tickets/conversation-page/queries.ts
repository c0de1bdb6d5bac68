// What a customer reads of a conversation: replies that are out. Notes lie in a table that is not asked here.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import type { CommentRow } from '../comments/queries.ts'

const COLUMNS = sql.raw(
  "id, ticket_id, author_id, 'reply' as kind, sealed, via_channel, event_id, inbound_mail_id, sender_trust, send_after, created_at",
)
/** A reply that its author may still take back has not been said yet. The window is the database's, as for the mail. */
const IS_OUT = sql`(send_after is null or send_after <= clock_timestamp())`

/** The newest replies before an id (or all), newest first. */
export async function listReplies(
  work: Work,
  ticket_id: number,
  before: number | null,
  limit: number,
): Promise<CommentRow[]> {
  return await work.db.all<CommentRow>(sql`
    select ${COLUMNS} from ticket_replies
    where account_id = ${work.account_id} and ticket_id = ${ticket_id} and ${IS_OUT}
      and id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by id desc limit ${limit}`)
}

/** A reply of a ticket the caller has been let in to, or 404. */
export async function getReply(work: Work, ticket_id: number, id: number): Promise<CommentRow> {
  const row = await work.db.first<CommentRow>(sql`
    select ${COLUMNS} from ticket_replies
    where account_id = ${work.account_id} and ticket_id = ${ticket_id} and id = ${id} and ${IS_OUT}`)
  if (!row) throw notFound()
  return row
}
