// How PostgreSQL does what requests ask of it: auto_explain is switched on for the server's role, and what it logs is read.
// Only for a desk of sample data, since it logs statements with their values.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { loadConfig } from '../../server/platform/config.ts'
import { SUPERUSER } from '../../server/platform/postgres/cluster.ts'
import { openDatabase } from '../../server/platform/postgres/open.ts'
import { findPasswords } from '../../server/platform/postgres/passwords.ts'
import { findCluster } from '../../server/platform/postgres/places.ts'
import type { DeskFolder } from '../../tests/support/desk-process.ts'

export interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  Plans?: PlanNode[]
}

interface Explained {
  'Query Text': string
  Plan: PlanNode
}

export interface PlanWatch {
  /** The plans of the statements that `run` led to. */
  during(run: () => Promise<unknown>): Promise<Explained[]>
  close(): Promise<void>
}

const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_format': 'json',
  'auto_explain.log_parameter_max_length': '0',
}
const HANG_UP =
  "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'custos_app' and backend_type = 'client backend'"

export async function watchPlans(folder: DeskFolder): Promise<PlanWatch> {
  const database = await openDatabase(loadConfig(folder.env), () => undefined)
  const passwords = await findPasswords(join(folder.data_dir, 'postgres-passwords.json'))
  if (!passwords) throw new Error('the desk has no embedded database')
  const client = new pg.Client({ ...database.owner, user: SUPERUSER, password: passwords.superuser })
  await client.connect()
  for (const [name, value] of Object.entries(SETTINGS))
    await client.query(`alter role custos_app set ${name} = '${value}'`)
  await client.query(HANG_UP)
  const logs = join(await findCluster(folder.data_dir), '..', 'log')
  return {
    async during(run) {
      const before = await readLogs(logs)
      await run()
      return plansIn((await readLogs(logs)).slice(before.length))
    },
    async close() {
      await client.query('alter role custos_app reset all')
      await client.query(HANG_UP)
      await client.end()
      await database.stop()
    },
  }
}

/** The logs of all days, one after the other. */
async function readLogs(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('postgres-')).toSorted()
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
}

/** An entry is a line that ends in `plan:` and, indented, the plan. */
function plansIn(log: string): Explained[] {
  return [...log.matchAll(/ ms {2}plan:\n((?:\t.*\n)+)/g)].map(([, json = '']) =>
    JSON.parse(json.replaceAll('\t', ' ')),
  )
}

/** Every table that a plan reads from end to end. */
export function sequentialScans({ 'Node Type': type, 'Relation Name': relation = '', Plans = [] }: PlanNode): string[] {
  return [...(type === 'Seq Scan' ? [relation] : []), ...Plans.flatMap(sequentialScans)]
}
