// All SQL on categories of triggers.
import { sql } from '../../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../../platform/http/paging.ts'
import type { Work } from '../../../platform/work.ts'

export interface CategoryRow {
  id: number
  name: string
  position: number
  created_at: Date
  updated_at: Date
}

const COLUMNS = sql.raw('c.id, c.name, c.position, c.created_at, c.updated_at')

export async function listCategories(work: Work, query: PagingQuery, url: URL) {
  const source: ListSource<CategoryRow> = {
    columns: COLUMNS,
    from: sql`trigger_categories c`,
    where: sql`c.account_id = ${work.account_id}::bigint`,
    id: sql`c.id`,
    default_sort: 'position',
    sorts: {
      position: { by: sql`c.position::bigint`, type: 'bigint' },
      name: { by: sql`lower(c.name)`, type: 'text' },
      created_at: { by: sql`c.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`c.updated_at`, type: 'timestamptz' },
    },
  }
  return await listPage(work, source, query, url)
}

export async function findCategory(work: Work, id: number): Promise<CategoryRow | null> {
  return await work.db.first<CategoryRow>(
    sql`select ${COLUMNS} from trigger_categories c where c.account_id = ${work.account_id}::bigint and c.id = ${id}::bigint`,
  )
}

/** How many there are, and the position after the last. */
export async function placeOfNextCategory(work: Work): Promise<{ count: number; position: number }> {
  return await work.db.one<{ count: number; position: number }>(sql`
    select count(*) as count, coalesce(max(position), 0) + 1 as position from trigger_categories where account_id = ${work.account_id}::bigint`)
}

export async function putCategory(work: Work, row: CategoryRow): Promise<void> {
  await work.db.run(sql`
    insert into trigger_categories (account_id, id, name, position, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.position}, ${row.created_at}, ${row.updated_at})
    on conflict (account_id, id) do update set name = excluded.name, position = excluded.position, updated_at = excluded.updated_at`)
}

export async function hasTriggers(work: Work, category_id: number): Promise<boolean> {
  return (
    (await work.db.first<{ id: number }>(
      sql`select id from rules where account_id = ${work.account_id}::bigint and kind = 'trigger' and category_id = ${category_id}::bigint limit 1`,
    )) !== null
  )
}

export async function deleteCategoryRow(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from trigger_categories where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}
