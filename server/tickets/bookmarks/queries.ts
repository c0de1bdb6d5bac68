// The SQL of bookmarks.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'

export interface BookmarkRow {
  id: number
  ticket_id: number
  created_at: Date
}

export const BOOKMARK_COLUMNS = sql.raw('b.id, b.ticket_id, b.created_at')

export async function countBookmarks(work: Work, user_id: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from ticket_bookmarks where account_id = ${work.account_id} and user_id = ${user_id}`)
  return count
}

export async function findBookmark(work: Work, user_id: number, ticket_id: number): Promise<BookmarkRow | null> {
  return await work.db.first<BookmarkRow>(sql`
    select ${BOOKMARK_COLUMNS} from ticket_bookmarks b
    where b.account_id = ${work.account_id} and b.user_id = ${user_id} and b.ticket_id = ${ticket_id}`)
}

export async function insertBookmark(work: Work, user_id: number, row: BookmarkRow): Promise<void> {
  await work.db.run(sql`
    insert into ticket_bookmarks (account_id, id, ticket_id, user_id, created_at)
    values (${work.account_id}, ${row.id}, ${row.ticket_id}, ${user_id}, ${row.created_at}) on conflict (account_id, user_id, ticket_id) do nothing`)
}

/** Deletes a bookmark of this person and returns its ticket, or 404. */
export async function deleteBookmark(work: Work, user_id: number, id: number): Promise<number> {
  const row = await work.db.first<{ ticket_id: number }>(sql`
    delete from ticket_bookmarks where account_id = ${work.account_id} and id = ${id} and user_id = ${user_id} returning ticket_id`)
  if (!row) throw notFound()
  return row.ticket_id
}
