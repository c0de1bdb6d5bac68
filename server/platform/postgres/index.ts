// The embedded database: a real PostgreSQL that we make, start, watch and stop, on a socket in a private folder. It
// outlives a killed custos (the next start adopts it) and is restarted when it is killed itself.

import type { PgConnection } from '../db.ts'
import { type Account, chooseAccount } from './account.ts'
import { type Binaries, prepareBinaries } from './binaries.ts'
import { ensureCluster, SUPERUSER } from './cluster.ts'
import { lockDataFolder } from './lock.ts'
import type { Passwords } from './passwords.ts'
import { findCluster, type Places, preparePlaces, removeShortSocketFolder } from './places.ts'
import type { Report } from './report.ts'
import { APP, DATABASE, ensureRoles, OWNER } from './roles.ts'
import { clearRemains, findRunningServer, type RunningServer } from './running-server.ts'
import { startServer, stopServer, waitUntilReady } from './server-process.ts'
import { type ServerSettings, writeServerSettings } from './server-settings.ts'
import { watchServer } from './watch.ts'

export type { PgConnection } from '../db.ts'
export { DataInUse } from './lock.ts'
export type { Report } from './report.ts'

export interface EmbeddedPostgres {
  /** Owns the tables: migrations and the job queue. */
  owner: PgConnection
  /** Owns nothing: everything else. */
  app: PgConnection
  /** May do anything. For tests, which clone databases; the product has no use for it. */
  superuser: PgConnection
  /** Stops PostgreSQL and releases the data folder. */
  stop(): Promise<void>
}

interface Options {
  data_dir: string
  log: Report
  /** Single settings of the server, over ours. */
  settings?: ServerSettings
  /** Told when the server died and could not be brought back. */
  onFailure?: (error: Error) => void
}

/**
 * Starts the database of a data folder, or adopts the one that still runs there. Throws DataInUse when another custos
 * holds the folder; that one is not disturbed.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32')
    throw new Error('The embedded database needs Linux or macOS. Set DATABASE_URL and DATABASE_OWNER_URL.')
  const release = await lockDataFolder(options.data_dir)
  try {
    return await start(options, release)
  } catch (error) {
    await release()
    throw error
  }
}

async function start(
  { data_dir, log, settings = {}, onFailure = () => undefined }: Options,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const account = await chooseAccount(await findCluster(data_dir), log)
  const places = await preparePlaces(data_dir, account, log)
  const binaries = await prepareBinaries(places.home, account, log)
  const passwords = await ensureCluster(places, binaries, account, log)
  const connections = describeConnections(places, passwords)
  const bring = () => bringUp({ places, binaries, account, superuser: connections.superuser, log, settings })

  const server = await bring()
  const watch = watchServer(server, bring, { log, onFailure })
  try {
    await ensureRoles(connections.superuser, passwords)
  } catch (error) {
    await stopServer(await watch.end(), log)
    throw error
  }
  return {
    ...connections,
    async stop() {
      await stopServer(await watch.end(), log)
      await removeShortSocketFolder(places)
      await release()
    },
  }
}

/** The connections of all roles, for a server that may or may not run. */
export function describeConnections(
  places: Places,
  passwords: Passwords,
): Pick<EmbeddedPostgres, 'owner' | 'app' | 'superuser'> {
  const reach = { host: places.socket, port: 5432 }
  return {
    owner: { ...reach, user: OWNER, password: passwords.owner, database: DATABASE },
    app: { ...reach, user: APP, password: passwords.app, database: DATABASE },
    superuser: { ...reach, user: SUPERUSER, password: passwords.superuser, database: 'postgres' },
  }
}

interface Parts {
  places: Places
  binaries: Binaries
  account: Account | null
  superuser: PgConnection
  log: Report
  settings: ServerSettings
}

async function bringUp({ places, binaries, account, superuser, log, settings }: Parts): Promise<RunningServer> {
  const running = await findRunningServer(places.cluster)
  if (running) {
    log(`the database is still running (process ${running.pid}): going on with it`)
    const adopted = await waitUntilReady(running, superuser, places, log).then(
      () => true,
      () => false, // It was on its way down.
    )
    if (adopted) return running
  }
  await clearRemains(places, log)
  await writeServerSettings(places, account, settings)
  const server = await startServer(places, binaries, account)
  await waitUntilReady(server, superuser, places, log)
  return server
}
