// All SQL on the options of drop-downs and multi-selects.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { FieldOf, OptionRow } from '../schema.ts'

/** The options of all fields of tickets, people or organisations, in their order. */
export async function listOptions(work: Work, of: FieldOf): Promise<OptionRow[]> {
  return await work.db.all<OptionRow>(sql`
    select o.id, o.field_id, o.name, o.value, o.is_default as default, o.position
    from field_options o join fields f on f.account_id = o.account_id and f.id = o.field_id
    where o.account_id = ${work.account_id}::bigint and f.field_of = ${of} and f.deleted_at is null and o.deleted_at is null
    order by o.field_id, o.position, o.id`)
}

/** Writes options of one field, new and changed ones, in one statement. */
export async function saveOptions(work: Work, options: readonly OptionRow[]): Promise<void> {
  if (options.length === 0) return
  await work.db.run(sql`
    insert into field_options (account_id, id, field_id, name, value, is_default, position)
    select ${work.account_id}::bigint, o.* from unnest(
      ${options.map((option) => option.id)}::bigint[], ${options.map((option) => option.field_id)}::bigint[],
      ${options.map((option) => option.name)}::text[], ${options.map((option) => option.value)}::text[],
      ${options.map((option) => option.default)}::boolean[], ${options.map((option) => option.position)}::int[]
    ) as o(id, field_id, name, value, is_default, position)
    on conflict (account_id, id) do update set name = excluded.name, value = excluded.value, is_default = excluded.is_default, position = excluded.position`)
}

/** Takes options away. Records keep their value; it is no longer shown. */
export async function markOptionsDeleted(work: Work, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await work.db.run(
    sql`update field_options set deleted_at = ${work.now} where account_id = ${work.account_id}::bigint and id = any(${ids}::bigint[])`,
  )
}
