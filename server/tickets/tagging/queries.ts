// SQL on all tags of a desk, as far as their tickets are visible.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'

export interface TagCount {
  name: string
  count: number
}

/** Every tag with its number of tickets, as a source under the alias `g`. Its id is made from the name, below 2^52. */
export function tagCounts(work: Work): RawBuilder<unknown> {
  return sql`(
    select tag as name, count(*) as count, ('x' || substr(md5(tag), 1, 13))::bit(52)::bigint as id
    from ticket_tags tt join tickets t on t.account_id = tt.account_id and t.id = tt.ticket_id
    where tt.account_id = ${work.account_id} and ${visibleTickets(work.actor)} group by tag) g`
}

export async function countTags(work: Work): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(distinct tag) as count
    from ticket_tags tt join tickets t on t.account_id = tt.account_id and t.id = tt.ticket_id
    where tt.account_id = ${work.account_id} and ${visibleTickets(work.actor)}`)
  return count
}

/** The first tags in alphabetical order that begin so. A range, since row-level security lets no pattern use an index. */
export async function autocompleteTags(work: Work, beginning: string, limit: number): Promise<string[]> {
  const rows = await work.db.all<{ tag: string }>(sql`
    select distinct tag from ticket_tags tt join tickets t on t.account_id = tt.account_id and t.id = tt.ticket_id
    where tt.account_id = ${work.account_id} and tag >= ${beginning} and tag < ${`${beginning}\u{10FFFF}`} and ${visibleTickets(work.actor)}
    order by tag limit ${limit}`)
  return rows.map((row) => row.tag)
}
