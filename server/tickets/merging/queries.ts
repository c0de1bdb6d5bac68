// SQL on what a merge copies.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export interface CopiedAttachment {
  id: number
  file_id: string
  sealed: Buffer
  content_type: string
  size: number
  is_inline: boolean
}

/** The files of what was said publicly in tickets, and of their notes too where `with_notes`. The oldest first. */
export async function listFiles(
  work: Work,
  ticket_ids: readonly number[],
  with_notes: boolean,
  limit: number,
): Promise<CopiedAttachment[]> {
  const columns = sql.raw('a.id, a.file_id, a.sealed, a.content_type, a.size, a.is_inline')
  const ids = sql`${[...ticket_ids]}::bigint[]`
  const of_notes = sql`
    union all
    select ${columns} from attachments a join ticket_notes c on c.account_id = a.account_id and c.id = a.note_id
    where a.account_id = ${work.account_id} and c.ticket_id = any(${ids}) and a.deleted_at is null`
  return await work.db.all<CopiedAttachment>(sql`
    select ${columns} from attachments a join ticket_replies c on c.account_id = a.account_id and c.id = a.reply_id
    where a.account_id = ${work.account_id} and c.ticket_id = any(${ids}) and a.deleted_at is null
    ${with_notes ? of_notes : sql``}
    order by 1 limit ${limit}`)
}
