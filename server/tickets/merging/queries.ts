// SQL on what a merge copies, and where merged tickets went.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'

/** The ticket that one was merged into, and those that were merged into it; as far as the caller sees them. */
export async function listMerges(
  work: Work,
  ticket_id: number,
  limit: number,
): Promise<{ merged_into_id: number | null; merged_ids: number[] }> {
  const into = await work.db.first<{ id: number }>(sql`
    select t.id from tickets m join tickets t on t.account_id = m.account_id and t.id = m.merged_into_id
    where m.account_id = ${work.account_id} and m.id = ${ticket_id} and ${visibleTickets(work.actor)}`)
  const rows = await work.db.all<{ id: number }>(sql`
    select t.id from tickets t
    where t.account_id = ${work.account_id} and t.merged_into_id = ${ticket_id} and ${visibleTickets(work.actor)} order by t.id limit ${limit}`)
  return { merged_into_id: into?.id ?? null, merged_ids: rows.map((row) => row.id) }
}

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

/** Notes where the conversation of merged tickets goes on. */
export function markMerged(work: Work, source_ids: readonly number[], target_id: number): void {
  work.db.send(sql`
    update tickets set merged_into_id = ${target_id}::bigint
    where account_id = ${work.account_id}::bigint and id = any(${[...source_ids]}::bigint[])`)
}

/** Merges of merges that are followed; nobody merges in a longer row. */
const HOPS = 10

/** The ticket where the conversation of a merged ticket goes on, null for one that was not merged. It may be closed too. */
export async function findMergeTarget(work: Work, ticket_id: number): Promise<number | null> {
  const row = await work.db.first<{ id: number }>(sql`
    with recursive way as (
      select t.merged_into_id as id, 1 as hops from tickets t
      where t.account_id = ${work.account_id}::bigint and t.id = ${ticket_id}::bigint and t.merged_into_id is not null
      union all
      select t.merged_into_id, way.hops + 1 from way join tickets t on t.account_id = ${work.account_id}::bigint and t.id = way.id
      where t.merged_into_id is not null and way.hops < ${HOPS}
    ) select id from way order by hops desc limit 1`)
  return row?.id ?? null
}
