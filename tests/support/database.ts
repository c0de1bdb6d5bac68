// One PostgreSQL for a run of the tests, in a temporary folder: its template is migrated once, and every worker clones
// it (worker-database.ts). vitest calls the default export before the first test and what it returns after the last.
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/platform/migrations.ts'
import {
  type EmbeddedPostgres,
  type PgConnection,
  startEmbeddedPostgres,
} from '../../server/platform/postgres/index.ts'
import { findCluster } from '../../server/platform/postgres/places.ts'
import { findProcessStart } from '../../server/platform/postgres/processes.ts'
import { findRunningServer } from '../../server/platform/postgres/running-server.ts'
import { stopServer } from '../../server/platform/postgres/server-process.ts'

export const TEMPLATE = 'custos_template'

declare module 'vitest' {
  interface ProvidedContext {
    database: Pick<EmbeddedPostgres, 'owner' | 'app' | 'superuser'>
  }
}

/** Data of tests is thrown away anyway: nothing waits for the disk. Only tests may do this. */
const HASTY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 150,
  autovacuum: 'off',
}

export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  await sweepKilledRuns()
  const data_dir = await mkdtemp(join(tmpdir(), `custos-test-${process.pid}-`))
  await chmod(data_dir, 0o711) // Passable for the account root's database runs as; else it would live elsewhere.
  try {
    const database = await startEmbeddedPostgres({
      data_dir: join(data_dir, 'data'),
      log: () => undefined,
      settings: HASTY,
    })
    await makeTemplate(database)
    project.provide('database', { owner: database.owner, app: database.app, superuser: database.superuser })
    return async () => {
      await database.stop()
      await remove(data_dir)
    }
  } catch (error) {
    await sweep(data_dir)
    throw error
  }
}

async function makeTemplate({ superuser, owner }: { superuser: PgConnection; owner: PgConnection }): Promise<void> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    await client.query(`create database ${TEMPLATE} owner ${pg.escapeIdentifier(String(owner.user))}`)
    await migrate({ ...owner, database: TEMPLATE })
  } finally {
    await client.end()
  }
}

/** A killed run leaves its server running; the next one ends it. Runs that live are recognised by the pid in the name. */
async function sweepKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^custos-test-(\d+)-/.exec(name)?.[1]
    const folder = join(tmpdir(), name)
    if (pid && (await stat(folder)).uid === process.getuid?.() && !(await findProcessStart(Number(pid))))
      await sweep(folder)
  }
}

async function sweep(folder: string): Promise<void> {
  const server = await findRunningServer(await findCluster(join(folder, 'data')))
  if (server) await stopServer(server, () => undefined)
  await remove(folder)
}

/** Follows the link that <data>/postgres is when the temporary folder is closed to the database's account. */
async function remove(folder: string): Promise<void> {
  const home = join(await findCluster(join(folder, 'data')), '..')
  await rm(home, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}
