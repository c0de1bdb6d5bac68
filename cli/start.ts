// `custos start`: the database, what it needs, the pages, then the roles; and all of it down again in order.
import { parseArgs } from 'node:util'
import type { RunningServer, startServer } from '../server/main.ts'
import { type Config, loadConfig } from '../server/platform/config.ts'
import { listPendingMigrations, migrate } from '../server/platform/migrations.ts'
import { type Database, startDatabase } from '../server/platform/postgres/open.ts'
import { waitForEnd } from './ending.ts'
import { CommandFailed, type Verb } from './verb.ts'
import { buildWeb, findStaleBuild } from './web-build.ts'

const LOOK_ELSEWHERE: Partial<Record<keyof Config, string>> = {
  http_port: 'CUSTOS_HTTP_PORT',
  smtp_port: 'CUSTOS_SMTP_PORT',
  metrics_port: 'CUSTOS_METRICS_PORT',
}

export const start: Verb = {
  usage: 'start [--roles web,worker,mail]',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { roles: { type: 'string' } } })
    const config = loadConfig(values.roles === undefined ? process.env : { ...process.env, CUSTOS_ROLES: values.roles })
    if (config.roles.includes('web')) await buildIfStale()

    const ending = waitForEnd()
    const product = import('../server/main.ts') // Loads while the database starts.
    product.catch(() => undefined) // Thrown where it is awaited, when the database can be stopped again.
    const database = await startDatabase(config, say, ending.fail)
    try {
      await prepareDatabase(database)
      const server = await serve((await product).startServer, config, database)
      console.log(describe(config, server))
      const reason = await ending.reason
      say(`stopping: ${reason}`)
      await server.stop()
      return ending.isFailure() ? false : undefined
    } finally {
      await database.stop()
      ending.done()
    }
  },
}

function say(line: string): void {
  console.log(`custos: ${line}`)
}

async function buildIfStale(): Promise<void> {
  const reason = await findStaleBuild()
  if (!reason) return
  say(`building the pages (${reason})`)
  const started = performance.now()
  await buildWeb()
  say(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

/** Migrates when it may; otherwise it must be migrated already, since the code and the tables belong together. */
async function prepareDatabase(database: Database): Promise<void> {
  if (database.owner) {
    const { applied } = await migrate(database.owner)
    if (applied.length > 0) say(`the database is up to date (${applied.length} migrations applied)`)
    return
  }
  const pending = await listPendingMigrations(database.app)
  if (pending.length > 0)
    throw new CommandFailed(
      `The database is not up to date (${pending.join(', ')}). With DATABASE_OWNER_URL set, run: bin/custos migrate`,
    )
}

async function serve(begin: typeof startServer, config: Config, database: Database): Promise<RunningServer> {
  try {
    return await begin(config, database.app, database.is_embedded)
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number } // What node:net throws; other errors have neither.
    const taken = Object.entries(LOOK_ELSEWHERE).find(
      ([field]) => code === 'EADDRINUSE' && config[field as keyof Config] === port,
    ) // Its keys are fields.
    if (taken)
      throw new CommandFailed(
        `Port ${port} is taken by another program. Stop that, or choose another port: ${taken[1]}=${Number(port) + 1} npm start`,
      )
    throw error
  }
}

function describe(config: Config, { urls }: RunningServer): string {
  const lines: [string, string | null][] = [
    ['Open', urls.http],
    ['Set up (works once)', urls.setup],
    ['Mail comes in at', urls.smtp],
    ['Metrics', urls.metrics],
    ['Data', config.database_url === null ? config.data_dir : null],
  ]
  const shown = lines.filter(([, value]) => value !== null).map(([label, value]) => `  ${label.padEnd(20)} ${value}`)
  return ['', `Custos is running (${config.mode}).`, ...shown, '  Ctrl+C stops it.', ''].join('\n')
}
