// All SQL on dynamic content.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { listPage, type PagingQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import type { ItemRow, VariantRow } from './schema.ts'

const ITEM_COLUMNS = sql.raw('i.id, i.name, i.key, i.default_locale_id, i.created_at, i.updated_at')
const VARIANT_COLUMNS = sql.raw('id, item_id, locale_id, content, active, is_default, created_at, updated_at')

export async function listItems(work: Work, query: PagingQuery, url: URL) {
  return await listPage<ItemRow>(
    work,
    {
      columns: ITEM_COLUMNS,
      from: sql`dynamic_content_items i`,
      where: sql`i.account_id = ${work.account_id}::bigint`,
      id: sql`i.id`,
      sorts: {
        id: { by: sql`i.id`, type: 'bigint' },
        created_at: { by: sql`i.created_at`, type: 'timestamptz' },
        updated_at: { by: sql`i.updated_at`, type: 'timestamptz' },
      },
      default_sort: 'id',
    },
    query,
    url,
  )
}

/** Items by their keys. */
export async function itemsByKeys(work: Work, keys: readonly string[]): Promise<ItemRow[]> {
  return await work.db.all<ItemRow>(sql`
    select ${ITEM_COLUMNS} from dynamic_content_items i
    where i.account_id = ${work.account_id}::bigint and i.key = any(${[...keys]}::text[]) order by i.id`)
}

/** An item, or 404. */
export async function getItem(work: Work, id: number): Promise<ItemRow> {
  const item = await work.db.first<ItemRow>(sql`
    select ${ITEM_COLUMNS} from dynamic_content_items i where i.account_id = ${work.account_id}::bigint and i.id = ${id}::bigint`)
  if (!item) throw notFound()
  return item
}

export async function countItems(work: Work): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from dynamic_content_items where account_id = ${work.account_id}::bigint`,
  )
  return count
}

/** The variants of these items, the default ones first. */
export async function listVariants(work: Work, item_ids: readonly number[]): Promise<VariantRow[]> {
  if (item_ids.length === 0) return []
  return await work.db.all<VariantRow>(sql`
    select ${VARIANT_COLUMNS} from dynamic_content_variants
    where account_id = ${work.account_id}::bigint and item_id = any(${[...item_ids]}::bigint[]) order by is_default desc, id`)
}

/** Serialises changes of the account's dynamic content, so that keys stay unique and limits hold. */
export async function lockItems(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('dynamic_content', ${work.account_id}::bigint))`)
}

export async function insertItem(work: Work, row: ItemRow): Promise<void> {
  await work.db.run(sql`
    insert into dynamic_content_items (account_id, id, name, key, default_locale_id, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.key}, ${row.default_locale_id}, ${row.created_at}, ${row.updated_at})`)
}

export async function saveItem(work: Work, row: ItemRow): Promise<void> {
  await work.db.run(sql`
    update dynamic_content_items set name = ${row.name}, default_locale_id = ${row.default_locale_id}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
}

export async function deleteItemRow(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from dynamic_content_items where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

/** Makes these the only variants of the item: the default one last, since there may be only one at a time. */
export async function putVariants(work: Work, rows: readonly VariantRow[]): Promise<void> {
  for (const row of rows.toSorted((a, b) => Number(a.is_default) - Number(b.is_default)))
    await work.db.run(sql`
      insert into dynamic_content_variants (account_id, id, item_id, locale_id, content, active, is_default, created_at, updated_at)
      values (${work.account_id}, ${row.id}, ${row.item_id}, ${row.locale_id}, ${row.content}, ${row.active}, ${row.is_default}, ${row.created_at}, ${row.updated_at})
      on conflict (account_id, id) do update set locale_id = excluded.locale_id, content = excluded.content, active = excluded.active,
        is_default = excluded.is_default, updated_at = excluded.updated_at`)
}

export async function deleteVariantRow(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from dynamic_content_variants where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}
