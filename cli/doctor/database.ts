// The database: can it be reached, is it new enough, is its role harmless, is it up to date, does its clock agree.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../../server/platform/config.ts'
import { OperatorError } from '../../server/platform/errors.ts'
import { listPendingMigrations } from '../../server/platform/migrations.ts'
import { type Database, openDatabase } from '../../server/platform/postgres/open.ts'
import { findCluster } from '../../server/platform/postgres/places.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const OLDEST_VERSION = 15
/** Beyond this, times in the audit are misleading; a few seconds are normal without a time service. */
const CLOCKS_MAY_DIFFER_MS = 5_000

export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (config.database_url === null && !existsSync(join(await findCluster(config.data_dir), 'PG_VERSION'))) {
    return [ok('database', 'the embedded database will be made at the first start')]
  }
  let database: Database | undefined
  try {
    database = await openDatabase(config, () => undefined)
    return await examine(database)
  } catch (error) {
    if (error instanceof OperatorError) return [problem('database', error.what, error.remedy)]
    return [problem('database', `cannot be reached: ${explain(error)}`, howToReach(config))]
  } finally {
    await database?.stop()
  }
}

async function examine(database: Database): Promise<Finding[]> {
  const client = new pg.Client({ ...database.app, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const before = Date.now()
    const { rows } = await client.query<{ version: number; now_ms: number; name: string; is_mighty: boolean }>(`
      select current_setting('server_version_num')::int / 10000 as version, rolname as name, rolsuper or rolbypassrls as is_mighty,
        (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms
      from pg_roles where rolname = current_user`)
    const row = rows[0]! // There is always a current user.
    const offset_ms = Math.round(row.now_ms - (before + Date.now()) / 2)
    const pending = await listPendingMigrations(database.app)
    return [
      row.version >= OLDEST_VERSION
        ? ok('database', `PostgreSQL ${row.version} answers`)
        : problem('database', `PostgreSQL ${row.version} is too old`, `use PostgreSQL ${OLDEST_VERSION} or later`),
      row.is_mighty
        ? problem(
            'database',
            `the role ${row.name} sees past row-level security`,
            `alter role ${row.name} nosuperuser nobypassrls`,
          )
        : ok('database', `the role ${row.name} is bound by row-level security`),
      pending.length > 0
        ? warning('database', `${pending.length} migrations are to be applied`, 'bin/custos migrate')
        : ok('database', 'the database is up to date'),
      Math.abs(offset_ms) > CLOCKS_MAY_DIFFER_MS
        ? problem(
            'clock',
            `the clocks of this machine and the database differ by ${Math.round(offset_ms / 1000)} s`,
            'timedatectl set-ntp true',
          )
        : ok('clock', 'the clocks of this machine and the database agree'),
    ]
  } finally {
    await client.end()
  }
}

function explain(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return explain(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

function howToReach(config: Config): string {
  if (config.database_url !== null) return 'check DATABASE_URL: psql "$DATABASE_URL" -c "select 1"'
  return `look into the logs: ls ${join(config.data_dir, 'postgres', 'log')}`
}
