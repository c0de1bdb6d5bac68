// The database a command works with: the one DATABASE_URL names, or the embedded one, started for the occasion or
// shared with the custos that already runs.
import type { Config } from '../config.ts'
import type { PgConnection } from '../db.ts'
import { OperatorError } from '../errors.ts'
import { chooseAccount } from './account.ts'
import { describeConnections, startEmbeddedPostgres } from './index.ts'
import { DataInUse, findHolder } from './lock.ts'
import { findPasswords } from './passwords.ts'
import { findCluster, preparePlaces } from './places.ts'
import type { Report } from './report.ts'
import { findRunningServer } from './running-server.ts'

export interface Database {
  /** The role that owns nothing: for all work. */
  app: PgConnection
  /** The role that owns the tables; null when DATABASE_OWNER_URL is not set. */
  owner: PgConnection | null
  is_embedded: boolean
  stop(): Promise<void>
}

/** For the server itself: the only process on an embedded database. Throws DataInUse when there is another. */
export async function startDatabase(config: Config, log: Report, onFailure: (error: Error) => void): Promise<Database> {
  const outside = findOutside(config)
  if (outside) return outside
  const embedded = await startEmbeddedPostgres({ data_dir: config.data_dir, log, onFailure })
  return { app: embedded.app, owner: embedded.owner, is_embedded: true, stop: embedded.stop }
}

/** For a command that runs beside the server or without it: shares the server's database, or starts it and stops it again. */
export async function openDatabase(config: Config, log: Report): Promise<Database> {
  const outside = findOutside(config)
  if (outside) return outside
  try {
    return await startDatabase(config, log, (error) => log(error.message))
  } catch (error) {
    if (!(error instanceof DataInUse)) throw error
    return joinEmbedded(config.data_dir, log)
  }
}

function findOutside(config: Config): Database | undefined {
  if (config.database_url === null) return undefined
  return {
    app: { connectionString: config.database_url },
    owner: config.database_owner_url === null ? null : { connectionString: config.database_owner_url },
    is_embedded: false,
    stop: async () => undefined,
  }
}

async function joinEmbedded(data_dir: string, log: Report): Promise<Database> {
  const cluster = await findCluster(data_dir)
  const account = await chooseAccount(cluster, log)
  const places = await preparePlaces(data_dir, account, log)
  const passwords = await findPasswords(places.passwords)
  if (!passwords || !(await findRunningServer(cluster))) {
    const holder = await findHolder(data_dir)
    throw new OperatorError(
      `The database is not up yet: process ${holder?.pid ?? '(just ended)'} is starting or stopping it.`,
      'Try again in a moment.',
    )
  }
  const { app, owner } = describeConnections(places, passwords)
  return { app, owner, is_embedded: true, stop: async () => undefined }
}
