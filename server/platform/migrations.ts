// Brings the database to the state this version needs: first the job queue's own migrations, then the files of
// database/migrations in the order of their numbers, each whole or not at all.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations as migrateJobQueue } from 'graphile-worker'
import pg from 'pg'
import type { PgConnection } from './db.ts'
import { OperatorError } from './errors.ts'

export const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../database/migrations')

/** Any number, the same in every version: two processes that migrate at once wait for each other on it. */
const MIGRATION_LOCK = 4_267_115_001

interface Migration {
  name: string
  sha256: string
  sql: string
}

/**
 * Applies what is missing, as the owner of the tables, and returns the names of the files it applied. Throws, with
 * nothing of that file applied, when one fails, and before anything when a file changed after it was applied or the
 * database is ahead of this version.
 */
export async function migrate(owner: PgConnection, folder: string = MIGRATIONS_FOLDER): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder)
  return withClient(owner, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await makeTable(client)
    const pending = findPending(migrations, await listApplied(client))
    await runJobQueueMigrations(owner)
    for (const migration of pending) await apply(client, migration)
    return { applied: pending.map((migration) => migration.name) }
  })
}

/** The names of the files this version needs and the database does not have yet. Any role may ask. */
export async function listPendingMigrations(
  connection: PgConnection,
  folder: string = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const migrations = await readMigrations(folder)
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('public.migrations') is not null as there",
    )
    const applied = rows[0]?.there ? await listApplied(client) : new Map<string, string>()
    return findPending(migrations, applied).map((migration) => migration.name)
  })
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const misnamed = files.find(
    (file, index) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(file) || file.slice(0, 4) === files[index - 1]?.slice(0, 4),
  )
  if (misnamed)
    throw new Error(`${join(folder, misnamed)}: migrations are named 0001_name.sql, each with a number of its own`)
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(join(folder, file), 'utf8')
      return { name: file, sha256: createHash('sha256').update(sql).digest('hex'), sql }
    }),
  )
}

function findPending(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const changed = migrations.find((migration) => (applied.get(migration.name) ?? migration.sha256) !== migration.sha256)
  if (changed)
    throw new OperatorError(
      `database/migrations/${changed.name} was changed after it was applied to this database.`,
      `Put the file back as it was (git log -p database/migrations/${changed.name}), and write the change as a new migration.`,
    )
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = [...applied.keys()].find((name) => !known.has(name))
  if (unknown)
    throw new OperatorError(
      `The database is newer than this version of custos: it has ${unknown}.`,
      'Install the newer version again.',
    )
  return migrations.filter((migration) => !applied.has(migration.name))
}

async function makeTable(client: pg.Client): Promise<void> {
  await client.query(`
    create table if not exists public.migrations (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`)
  await client.query(
    "comment on table public.migrations is 'Which files of database/migrations this database has. Of no account.'",
  )
  await client.query('grant select on public.migrations to public')
}

async function listApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from public.migrations')
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

async function runJobQueueMigrations(owner: PgConnection): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1 })
  // A connection that breaks makes the query on it throw; the queue insists on these two handlers beside that.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    await migrateJobQueue({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

/** A file may hold many statements: without parameters, pg sends them all at once. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into public.migrations (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(
      `${migration.name}${describePlace(migration.sql, error)}: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    )
  }
}

/** PostgreSQL counts characters from the beginning of the file; people look for lines. */
function describePlace(sql: string, error: unknown): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
  return Number.isNaN(position) ? '' : ` line ${sql.slice(0, position).split('\n').length}`
}

async function withClient<Result>(
  connection: PgConnection,
  run: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end() // Also gives up the advisory lock.
  }
}
