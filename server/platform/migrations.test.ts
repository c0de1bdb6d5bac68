import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase } from '../../tests/support/worker-database.ts'
import { listPendingMigrations, migrate } from './migrations.ts'

let folder: string
let database: Awaited<ReturnType<typeof cloneDatabase>>

// Each test goes on from the one before: a database that is migrated again and again, as in life.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-migrations-'))
  database = await cloneDatabase(`custos_migrations_${process.pid}`)
  await ask('drop table migrations')
  await writeFile(join(folder, '0001_first.sql'), 'create schema trial;\ncreate table trial.one (id int);')
  await writeFile(join(folder, '0002_second.sql'), 'alter table trial.one add column name text;')
})

afterAll(() => rm(folder, { recursive: true }))

test('files are applied in order, once, and the role of the application can see what is left', async () => {
  expect(await listPendingMigrations(database.app, folder)).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await migrate(database.owner, folder)).toEqual({ applied: ['0001_first.sql', '0002_second.sql'] })
  expect(await migrate(database.owner, folder)).toEqual({ applied: [] })
  expect(await listPendingMigrations(database.app, folder)).toEqual([])
})

test('two processes that migrate at once apply each file once', async () => {
  await writeFile(join(folder, '0003_third.sql'), 'create table trial.three (id int);')
  const both = await Promise.all([migrate(database.owner, folder), migrate(database.owner, folder)])
  expect(both.flatMap((result) => result.applied)).toEqual(['0003_third.sql'])
})

test('a file that fails leaves nothing behind, and the error names file and line', async () => {
  const file = join(folder, '0004_fourth.sql')
  await writeFile(file, 'create table trial.four (id int);\n\nselect nonsense;')
  await expect(migrate(database.owner, folder)).rejects.toThrow(/0004_fourth\.sql line 3: .*nonsense/)
  expect(await ask("select to_regclass('trial.four') as name")).toEqual([{ name: null }])
  await rm(file)
})

test('a file that was changed after it was applied is refused', async () => {
  await writeFile(join(folder, '0002_second.sql'), 'alter table trial.one add column title text;')
  await expect(migrate(database.owner, folder)).rejects.toThrow('0002_second.sql was changed')
  await writeFile(join(folder, '0002_second.sql'), 'alter table trial.one add column name text;')
})

test('a database that is ahead of this version is refused', async () => {
  await rm(join(folder, '0003_third.sql'))
  await expect(migrate(database.owner, folder)).rejects.toThrow(/newer than this version.*0003_third/)
})

test('a second file with the same number is refused', async () => {
  await writeFile(join(folder, '0002_another.sql'), 'select 1;')
  await expect(migrate(database.owner, folder)).rejects.toThrow('a number of its own')
})

async function ask(query: string): Promise<unknown[]> {
  const client = new pg.Client(database.superuser)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
