// Writes an account into a folder: a file of JSON lines for each table, its words in clear, and the files as they are.
// One transaction sees the account as it was at one moment; it writes nothing and holds nobody up.
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { READING_APPLICATION } from '../../platform/changes.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { OperatorError, Refusal } from '../../platform/errors.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { loadAccountKeys, revealIndexKey, type SealedColumn, type Vault } from '../../vault/index.ts'
import { accountExported } from '../events.ts'
import { type AccountTable, databaseVersion, listAccountTables, OMITTED_COLUMNS } from './tables.ts'
import { openRow, type Row } from './words.ts'

export const FORMAT = 1
const BATCH_ROWS = 200
const OWNER_ONLY = 0o600

export interface Manifest {
  format: number
  account_id: number
  exported_at: string
  /** The newest migration of the database it comes from. */
  database: string
  /** Rows by table, in the order in which they can be put back. */
  tables: Record<string, number>
  files: number
  /** Files that a row names and the store does not have. */
  missing_files: string[]
  last_ticket_number: number
}

export interface Moving extends Platform {
  readonly vault: Vault
}

export type Progress = (what: string, count: number) => void

/** Writes everything of an account into an empty or new folder. Refuses a folder with something in it. */
export async function exportAccount(
  platform: Moving,
  account_id: number,
  folder: string,
  sealed: readonly SealedColumn[],
  tell: Progress = () => undefined,
): Promise<Manifest> {
  await mkdir(join(folder, 'files'), { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 1)
    throw new OperatorError(`${folder} is not empty.`, 'Name a folder that is not there yet.')
  const index_key = await revealIndexKey(platform.vault.provider, await loadAccountKeys(platform.pool, account_id))
  const manifest = await systemWork(platform, account_id, 'transfer.export', 'staff', async (work) => {
    await work.db.plain(
      `set transaction isolation level repeatable read read only; set local application_name = '${READING_APPLICATION}'; set local timezone = 'UTC'; set local idle_in_transaction_session_timeout = 0`,
    )
    const tables = await listAccountTables(work)
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const own = sealed.filter((column) => column.table === table.name)
      counts[table.name] = await writeTable(work, table, own, join(folder, `${table.name}.ndjson`))
      tell(table.name, counts[table.name] ?? 0)
    }
    const { files, missing_files } = await writeFiles(work, platform, join(folder, 'files'), tell)
    const { last } = await work.db.one<{ last: number }>(sql`select last_ticket_number() as last`)
    return {
      format: FORMAT,
      account_id,
      exported_at: work.now.toISOString(),
      database: await databaseVersion(work),
      tables: counts,
      files,
      missing_files,
      last_ticket_number: last,
    }
  })
  await writeJson(join(folder, 'secrets.json'), { index_key: index_key.toString('base64') })
  await writeJson(join(folder, 'manifest.json'), manifest)
  // In the account that goes on; the copy ends before it.
  await systemWork(platform, account_id, 'transfer.export', 'staff', async (work) => {
    work.record(accountExported, account_id, { files: manifest.files })
  })
  return manifest
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY })
}

async function writeTable(
  work: Work,
  table: AccountTable,
  sealed: readonly SealedColumn[],
  path: string,
): Promise<number> {
  const file = createWriteStream(path, { mode: OWNER_ONLY })
  let count = 0
  for await (const row of rowsOf(work, table)) {
    const shown = openRow(work.sealing, row, sealed)
    for (const column of OMITTED_COLUMNS[table.name] ?? []) delete shown[column]
    count += 1
    if (!file.write(`${JSON.stringify(shown)}\n`)) await new Promise<void>((drained) => file.once('drain', drained))
  }
  file.end()
  await finished(file)
  return count
}

/** All rows of a table in the order of its key, as the database writes them as JSON. */
async function* rowsOf(work: Work, table: AccountTable): AsyncGenerator<Row> {
  const keys = sql.join(table.keys.map((key) => sql`t.${sql.ref(key)}`))
  let after: RawBuilder<unknown> = sql``
  for (;;) {
    const order = table.keys.length === 0 ? sql`` : sql`order by ${keys} limit ${BATCH_ROWS}`
    const rows = await work.db.all<{ row: Row }>(sql`
      select to_jsonb(t.*) as row from ${sql.table(table.name)} t where t.account_id = ${work.account_id}::bigint ${after} ${order}`)
    for (const { row } of rows) yield row
    const last = rows.at(-1)?.row
    if (last === undefined || table.keys.length === 0 || rows.length < BATCH_ROWS) return
    // As values of the key's own types, whichever they are.
    const place = sql`(select ${sql.join(table.keys.map((key) => sql`r.${sql.ref(key)}`))} from jsonb_populate_record(null::${sql.table(table.name)}, ${JSON.stringify(last)}::jsonb) r)`
    after = sql`and (${keys}) > ${place}`
  }
}

async function writeFiles(work: Work, platform: Platform, folder: string, tell: Progress) {
  let files = 0
  const missing_files: string[] = []
  let after = ''
  for (;;) {
    const rows = await work.db.all<{ file_id: string }>(sql`
      select file_id from files where account_id = ${work.account_id}::bigint and deleted_at is null and file_id > ${after} order by file_id limit ${BATCH_ROWS}`)
    for (const { file_id } of rows) {
      try {
        const { content } = await platform.files.get(file_id, { sealing: work.sealing })
        await pipeline(content, (await open(join(folder, file_id), 'wx', OWNER_ONLY)).createWriteStream())
        files += 1
      } catch (error) {
        // Removed since the moment that the transaction sees, or lost: the rest is worth no less.
        if (!(error instanceof Refusal && error.code === 'not_found')) throw error
        missing_files.push(file_id)
      }
    }
    tell('files', files)
    after = rows.at(-1)?.file_id ?? ''
    if (rows.length < BATCH_ROWS) return { files, missing_files }
  }
}
