// The database a test works with: one per vitest worker, cloned from the migrated template when first asked for. Tests
// of one worker share it and are kept apart by accounts, as customers are.
import pg from 'pg'
import { inject } from 'vitest'
import type { PgConnection } from '../../server/platform/postgres/index.ts'

interface TestDatabase {
  /** Owns the tables; for looking underneath row-level security only by setting an account, as it binds the owner too. */
  owner: PgConnection
  app: PgConnection
  /** Sees everything, also past row-level security. For assertions about what is stored, never handed to the product. */
  superuser: PgConnection
}

const TEMPLATE = 'custos_template'
const MEMORY = Symbol.for('custos.test-database')
/** Kept on the process, since a test runner may load this module again for every file. */
const memory: { [MEMORY]?: Promise<TestDatabase> } = globalThis as object // Only our own symbol is used on it.

/** The worker's database; the same one at every call. */
export function testDatabase(): Promise<TestDatabase> {
  memory[MEMORY] ??= cloneDatabase(`custos_test_${process.env.VITEST_POOL_ID ?? '0'}_${process.pid}`)
  return memory[MEMORY]
}

/** A database of its own for a test that changes roles, tables or whole contents. `name` must be unique within the run. */
export async function cloneDatabase(name: string): Promise<TestDatabase> {
  const { owner, app, superuser } = inject('database')
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    await client.query(
      `create database ${pg.escapeIdentifier(name)} template ${TEMPLATE} owner ${pg.escapeIdentifier(String(owner.user))} strategy file_copy`,
    )
  } finally {
    await client.end()
  }
  return {
    owner: { ...owner, database: name },
    app: { ...app, database: name },
    superuser: { ...superuser, database: name },
  }
}
