// Changes an account's data key. A new version is made; three minutes later every process seals with it (see vault.ts),
// and a job seals anew, batch by batch, whatever older versions still hold: the sealed columns that the modules declare,
// and the stored files. Interrupted at any point, it goes on from its last batch or, at worst, looks at rows twice.
import { z } from 'zod'
import { type RawBuilder, sql } from '../platform/db.ts'
import { type Job, job, type Module } from '../platform/module.ts'
import { type Platform, systemWork } from '../platform/platform.ts'
import type { Work } from '../platform/work.ts'
import { newAccountKey } from './account-keys.ts'
import { insertAccountKey, newestVersion, retireKeysBefore } from './queries.ts'
import { type RowKey, resealRows, type SealedColumn } from './sealed-columns.ts'
import type { Vault } from './vault.ts'

const BATCH_ROWS = 500
/** A run that takes longer than this many batches continues as another job. */
const MAX_BATCHES = 20
/** A file may be large: fewer of them at a time. */
const BATCH_FILES = 20
const ACTIVE_AFTER_MS = 180_000
const JOB = 'vault.rotate'

/** Everything of an account that is sealed with its data keys. */
export interface SealedData {
  columns: readonly SealedColumn[]
  /** The table of stored files: account_id, file_id, key_version. */
  files: { table: string } | null
}

const payloadSchema = z.object({
  account_id: z.number().int(),
  version: z.number().int(),
  /** Where to go on: which of the places, and after which key. */
  place: z.number().int().default(0),
  after: z
    .array(z.union([z.string(), z.number()]))
    .nullable()
    .default(null),
})
type Progress = z.output<typeof payloadSchema>

/** Makes a new data key for the account of this unit and adds the job that changes to it. Returns the new version. */
export async function rotateAccountKey(work: Work, vault: Vault): Promise<number> {
  const version = (await newestVersion(work.db, work.account_id)) + 1
  await insertAccountKey(work.db, await newAccountKey(vault.provider, work.account_id, version))
  const payload = { account_id: work.account_id, version }
  work.addJob(JOB, payload, { ...laneOf(work.account_id), run_at: new Date(work.now.getTime() + ACTIVE_AFTER_MS) })
  return version
}

/** The vault's own part of the composition: the job over everything that the modules declared as sealed. */
export function vaultModule(data: SealedData): Module {
  return { name: 'vault', jobs: [rotationJob(data)] }
}

function rotationJob(data: SealedData): Job {
  return job({
    name: JOB,
    summary: 'Seal the data of an account anew with its newest key',
    payload: payloadSchema,
    async run(platform, progress) {
      const next = await resealSome(platform, data, progress)
      if (next)
        await systemWork(platform, next.account_id, JOB, 'staff', async (work) =>
          work.addJob(JOB, next, laneOf(next.account_id)),
        )
    },
  })
}

/**
 * Reseals up to MAX_BATCHES batches. Returns where to go on, or null when all is done, the older keys then being
 * retired. Throws when this process does not yet seal with the version: the job is tried again.
 */
export async function resealSome(platform: Platform, data: SealedData, start: Progress): Promise<Progress | null> {
  let progress = start
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const column = data.columns[progress.place]
    const is_files = progress.place === data.columns.length && data.files !== null
    if (!column && !is_files) {
      await inWork(platform, progress, (work) => retireKeysBefore(work.db, work.account_id, progress.version))
      return null
    }
    const after = column
      ? await inWork(platform, progress, (work) => resealBatch(work, column, progress.after))
      : await resealFiles(platform, data.files?.table ?? '', progress)
    progress = after === null ? { ...progress, place: progress.place + 1, after: null } : { ...progress, after }
  }
  return progress
}

async function inWork<Result>(
  platform: Platform,
  { account_id, version }: Progress,
  run: (work: Work) => Promise<Result>,
) {
  return await systemWork(platform, account_id, JOB, 'staff', async (work) => {
    if (work.sealing.key_version < version) throw new Error(`Version ${version} of the key is not active yet`)
    return await run(work)
  })
}

/** Returns the key of the last row looked at, or null when the table has no more. */
async function resealBatch(work: Work, column: SealedColumn, after: Progress['after']): Promise<Progress['after']> {
  const keys = column.keys.map((key) => sql.ref(key))
  const value = sql.ref(column.column)
  const rows = await work.db.all<RowKey & { sealed_value: Buffer }>(sql`
    select ${sql.join(keys)}, ${value} as sealed_value from ${sql.table(column.table)}
    where account_id = ${work.account_id}::bigint and substring(${value} from 2 for 4) < ${versionBytes(work.sealing.key_version)}
      ${after === null ? sql`` : sql`and (${sql.join(keys)}) > (${sql.join(after)})`}
    order by ${sql.join(keys)} limit ${BATCH_ROWS}`)
  const found = rows.map(({ sealed_value, ...key }) => ({ key, sealed: sealed_value }))
  for (const { key, sealed, resealed } of resealRows(work.sealing, column, found)) {
    const same_row = column.keys.map((name) => sql`${sql.ref(name)} = ${key[name]}`)
    // Whoever changed the value meanwhile has sealed it with the new key already.
    await work.db.run(sql`
      update ${sql.table(column.table)} set ${value} = ${resealed}
      where account_id = ${work.account_id}::bigint and ${sql.join(same_row, sql` and `)} and ${value} = ${sealed}`)
  }
  return rows.length < BATCH_ROWS ? null : lastKey(rows, column.keys)
}

async function resealFiles(platform: Platform, table: string, progress: Progress): Promise<Progress['after']> {
  const files: RawBuilder<unknown> = sql.table(table)
  const { rows, sealing } = await inWork(platform, progress, async (work) => ({
    sealing: work.sealing,
    rows: await work.db.all<{ file_id: string }>(sql`
      select file_id from ${files}
      where account_id = ${work.account_id}::bigint and key_version < ${progress.version} and deleted_at is null
        ${progress.after === null ? sql`` : sql`and file_id > ${progress.after[0]}`}
      order by file_id limit ${BATCH_FILES}`),
  }))
  for (const { file_id } of rows) {
    // The file says itself which version it has, so a stop between these two is mended by the next run.
    const key_version = await platform.files.reseal(file_id, { sealing })
    await inWork(platform, progress, (work) =>
      work.db.run(
        sql`update ${files} set key_version = ${key_version} where account_id = ${work.account_id}::bigint and file_id = ${file_id}`,
      ),
    )
  }
  return rows.length < BATCH_FILES ? null : lastKey(rows, ['file_id'])
}

function lastKey(rows: RowKey[], keys: readonly string[]): Progress['after'] {
  const last = rows.at(-1)
  return last ? keys.map((key) => last[key] as string | number) : null // Key columns are numbers and texts.
}

/** As a blob carries it, see blob.ts. */
function versionBytes(version: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(version)
  return bytes
}

/** One rotation of an account at a time. */
function laneOf(account_id: number) {
  return { lane: `vault:${account_id}` }
}
