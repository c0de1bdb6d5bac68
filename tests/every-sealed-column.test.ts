// Every column that holds a sealed value is declared, or a change of keys would leave it behind.
import pg from 'pg'
import { expect, it } from 'vitest'
import { SEALED_COLUMNS } from '../server/compose.ts'
import { testDatabase } from './support/worker-database.ts'

it('every sealed column of the database is declared, with its primary key', async () => {
  const client = new pg.Client((await testDatabase()).superuser)
  await client.connect()
  const { rows } = await client.query<{ name: string; keys: string }>(`
    select c.table_name || '.' || c.column_name as name,
      (select string_agg(a.attname, ',' order by k.place) from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place)
       join pg_attribute a on a.attnum = k.attnum
       where i.indrelid = c.table_name::regclass and i.indisprimary and a.attrelid = i.indrelid) as keys
    from information_schema.columns c
    where c.table_schema = 'public' and c.data_type = 'bytea' and c.column_name like 'sealed%' order by 1`)
  await client.end()
  expect(rows.length).toBeGreaterThan(10)
  const declared = SEALED_COLUMNS.map(({ table, column, keys }) => ({
    name: `${table}.${column}`,
    keys: ['account_id', ...keys].join(','),
  }))
  expect(declared.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(rows)
})

it('the place of a sealed value names its row and nothing that can change', () => {
  for (const { table, keys, place } of SEALED_COLUMNS) {
    const row = Object.fromEntries(keys.map((key, i) => [key, `key${i}`]))
    for (const value of Object.values(row)) expect(place(row), table).toContain(value)
    expect(place(row)).not.toContain('undefined')
  }
})
