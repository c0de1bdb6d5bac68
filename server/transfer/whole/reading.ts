// Puts back what writing.ts wrote, as the same account, into an installation that does not have it: all of it in one
// transaction, or nothing. Words are sealed with a new data key; the index key stays, so that look-ups, signed links,
// answers to mails sent before and the audit go on working.
import { createReadStream } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { OperatorError } from '../../platform/errors.ts'
import { doWork, SYSTEM_ORIGIN, type Work } from '../../platform/work.ts'
import { insertAccountKey, keysForMovedAccount, type SealedColumn, unlockAccount } from '../../vault/index.ts'
import { type AccountTable, databaseVersion, listAccountTables } from './tables.ts'
import { type Row, sealRow } from './words.ts'
import { FORMAT, type Manifest, type Moving, type Progress } from './writing.ts'

const BATCH_ROWS = 200
/** A batch ends earlier at so many characters. */
const BATCH_CHARS = 8 * 1024 * 1024

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  account_id: z.number().int().positive(),
  exported_at: z.string(),
  database: z.string(),
  tables: z.record(z.string(), z.number()),
  files: z.number(),
  missing_files: z.array(z.string()),
  last_ticket_number: z.number(),
}) satisfies z.ZodType<Manifest>
const secretsSchema = z.object({ index_key: z.string() })

/** Reads a folder that exportAccount wrote. Throws OperatorError when it does not fit here. */
export async function importAccount(
  platform: Moving,
  folder: string,
  sealed: readonly SealedColumn[],
  tell: Progress = () => undefined,
): Promise<Manifest> {
  const manifest = await readJson(join(folder, 'manifest.json'), manifestSchema)
  const { index_key } = await readJson(join(folder, 'secrets.json'), secretsSchema)
  const { account_id } = manifest
  const { provider } = platform.vault
  const keys = await keysForMovedAccount(provider, account_id, Buffer.from(index_key, 'base64'))
  const sealing = await unlockAccount(
    provider,
    keys.map((key) => ({ ...key, is_active: true })),
  )
  platform.vault.lock(account_id)
  const request = {
    account_id,
    actor: { kind: 'system', name: 'transfer.import' } as const,
    origin: SYSTEM_ORIGIN,
    audience: 'staff' as const,
  }
  // The vault finds these keys only once they are committed; until then they are in our hand.
  await doWork({ ...platform.engine, unlock: async () => sealing }, request, async (work) => {
    await work.db.plain("set local timezone = 'UTC'; set local idle_in_transaction_session_timeout = 0")
    const tables = await listAccountTables(work)
    await checkFits(work, manifest, tables)
    for (const table of tables) {
      const own = sealed.filter((column) => column.table === table.name)
      if (table.name === 'files') await readFiles(work, platform, folder, tell)
      const count = await readTable(work, table, own, join(folder, `${table.name}.ndjson`))
      if (count !== manifest.tables[table.name])
        throw new OperatorError(
          `${table.name}.ndjson has ${count} rows and should have ${manifest.tables[table.name]}.`,
          'Copy the folder once more.',
        )
      tell(table.name, count)
      if (table.name !== 'accounts') continue
      for (const key of keys) await insertAccountKey(work.db, key)
      await work.db.run(sql`select create_ticket_numbers()`)
      await work.db.run(sql`select skip_ticket_numbers(${manifest.last_ticket_number}::bigint)`)
    }
  })
  return manifest
}

async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`${path} cannot be read.`, 'Name a folder that custos export wrote.', { cause })
  })
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new OperatorError(`${path} is not what custos export writes.`, 'Was the folder changed?', { cause })
  }
}

async function checkFits(work: Work, manifest: Manifest, tables: readonly AccountTable[]): Promise<void> {
  const here = await databaseVersion(work)
  if (here !== manifest.database)
    throw new OperatorError(
      `The export comes from a database at ${manifest.database}, this one is at ${here}.`,
      'Use the same version of Custos at both ends.',
    )
  const expected = new Set(Object.keys(manifest.tables))
  if (tables.length !== expected.size || tables.some((table) => !expected.has(table.name)))
    throw new OperatorError('The export has other tables than this database.', 'Use the same version at both ends.')
  const taken = await work.db.first(
    sql<{ one: number }>`select 1 as one from accounts where account_id = ${work.account_id}::bigint`,
  )
  if (taken)
    throw new OperatorError(
      `Account ${work.account_id} is here already.`,
      'An account can be imported where it is not.',
    )
}

async function readTable(
  work: Work,
  table: AccountTable,
  sealed: readonly SealedColumn[],
  path: string,
): Promise<number> {
  let [count, chars] = [0, 0]
  let batch: string[] = []
  const columns = sql.join(table.columns.map((column) => sql.ref(column)))
  const write = async () => {
    if (batch.length > 0)
      await work.db.run(sql`
        insert into ${sql.table(table.name)} (${columns})
        select ${columns} from jsonb_populate_recordset(null::${sql.table(table.name)}, ${`[${batch.join(',')}]`}::jsonb)`)
    batch = []
    chars = 0
  }
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const row = JSON.parse(line) as Row // a line that writing.ts wrote; the database checks its columns
    if (row.account_id !== work.account_id)
      throw new OperatorError(`${path} has a row of another account.`, 'Was it changed?')
    if (table.name === 'files') row.key_version = work.sealing.key_version
    const text = JSON.stringify(sealRow(work.sealing, row, sealed))
    batch.push(text)
    chars += text.length
    count += 1
    if (batch.length >= BATCH_ROWS || chars >= BATCH_CHARS) await write()
  }
  await write()
  return count
}

/** Files first: one without a row is cleared away some day, a row without its file would be a loss. */
async function readFiles(work: Work, platform: Moving, folder: string, tell: Progress): Promise<void> {
  let files = 0
  const lines = createInterface({ input: createReadStream(join(folder, 'files.ndjson')) })
  for await (const line of lines) {
    const { file_id, deleted_at } = JSON.parse(line) as { file_id: string; deleted_at: string | null } // as above
    if (deleted_at !== null || !/^[0-9a-f]{32}$/.test(file_id)) continue
    const path = join(folder, 'files', file_id)
    const is_there = await access(path).then(
      () => true,
      () => false,
    )
    if (!is_there) continue
    await platform.files.restore(file_id, createReadStream(path), { sealing: work.sealing })
    files += 1
  }
  tell('files', files)
}
