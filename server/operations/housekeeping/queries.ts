// SQL over files and whatever refers to them. Which tables do is asked of the database itself, so that a table of a
// later module cannot be forgotten here.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

interface Reference {
  table: string
  column: string
}

/** Deletes the rows of files that nothing refers to and that are older than `before`; returns their ids. */
export async function deleteOrphanFiles(work: Work, before: Date, limit: number): Promise<string[]> {
  const references = await work.db.all<Reference>(sql`
    select c.conrelid::regclass::text as "table", a.attname as "column"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_position(c.confkey, (
      select attnum from pg_attribute where attrelid = 'files'::regclass and attname = 'file_id'))]
    where c.contype = 'f' and c.confrelid = 'files'::regclass`)
  if (references.length === 0) throw new Error('no table refers to files, which cannot be: nothing is removed')
  const unused = references.map(unusedIn)
  const rows = await work.db.all<{ file_id: string }>(sql`
    with unused as materialized (
      select f.file_id from files f
      where f.account_id = ${work.account_id}::bigint and f.created_at < ${before}::timestamptz and ${sql.join(unused, sql` and `)}
      order by f.created_at limit ${limit} for update skip locked)
    delete from files where account_id = ${work.account_id}::bigint and file_id in (select file_id from unused)
    returning file_id`)
  return rows.map((row) => row.file_id)
}

function unusedIn({ table, column }: Reference): RawBuilder<boolean> {
  return sql`not exists (select from ${sql.table(table)} r where r.account_id = f.account_id and r.${sql.ref(column)} = f.file_id)`
}

/** Those of some file ids that belong to this unit's account. */
export async function knownFiles(work: Work, file_ids: readonly string[]): Promise<string[]> {
  const rows = await work.db.all<{ file_id: string }>(sql`
    select file_id from files where account_id = ${work.account_id}::bigint and file_id = any(${[...file_ids]}::text[])`)
  return rows.map((row) => row.file_id)
}
