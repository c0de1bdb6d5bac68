// All SQL on what is moved in: sources, and which of their records became which of ours.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export type SourceKind = 'zendesk' | 'mbox'
export type Cursors = Record<string, string>

export interface SourceRow {
  id: number
  kind: SourceKind
  name: string
  cursors: Cursors
}

/** One record of a source: ours in `record_id`, or why it could not be taken in `problem`. */
export interface RecordRow {
  kind: string
  key: string
  record_id: number | null
  /** When the source last changed it. */
  stamp: Date | null
  state: Record<string, unknown>
  problem: string | null
}

/** The source of this name, made when there is none. Two runs that begin together share it. */
export async function openSourceRow(work: Work, kind: SourceKind, name: string): Promise<SourceRow> {
  await work.db.run(sql`
    insert into import_sources (account_id, id, kind, name, created_at, updated_at)
    values (${work.account_id}, ${newId()}, ${kind}, ${name}, ${work.now}, ${work.now})
    on conflict (account_id, kind, name) do nothing`)
  return await work.db.one<SourceRow>(
    sql`select id, kind, name, cursors from import_sources where account_id = ${work.account_id} and kind = ${kind} and name = ${name}`,
  )
}

/** Remembers how far one list of the source was read. */
export async function saveCursor(work: Work, source_id: number, list: string, cursor: string): Promise<void> {
  await work.db.run(sql`
    update import_sources set cursors = cursors || ${JSON.stringify({ [list]: cursor })}::jsonb, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${source_id}`)
}

const COLUMNS = sql.raw('r.kind, r.key, r.record_id, r.stamp, r.state, r.problem')

export async function findRecord(work: Work, source_id: number, kind: string, key: string): Promise<RecordRow | null> {
  return await work.db.first<RecordRow>(sql`
    select ${COLUMNS} from import_records r
    where r.account_id = ${work.account_id} and r.source_id = ${source_id} and r.kind = ${kind} and r.key = ${key}`)
}

export async function listRecords(
  work: Work,
  source_id: number,
  kind: string,
  keys: readonly string[],
): Promise<RecordRow[]> {
  return await work.db.all<RecordRow>(sql`
    select ${COLUMNS} from import_records r
    where r.account_id = ${work.account_id} and r.source_id = ${source_id} and r.kind = ${kind} and r.key = any(${[...keys]}::text[])`)
}

/** Those that could not be taken, in the order of their keys, after one of them. */
export async function listProblems(
  work: Work,
  source_id: number,
  kind: string,
  after: string,
  limit: number,
): Promise<RecordRow[]> {
  return await work.db.all<RecordRow>(sql`
    select ${COLUMNS} from import_records r
    where r.account_id = ${work.account_id} and r.source_id = ${source_id} and r.kind = ${kind} and r.problem is not null and r.key > ${after}
    order by r.key limit ${limit}`)
}

/** Writes what became of a record. One that was taken before keeps what it became when a later change is refused. */
export async function putRecord(work: Work, source_id: number, row: RecordRow): Promise<void> {
  await work.db.run(sql`
    insert into import_records (account_id, source_id, kind, key, record_id, stamp, state, problem, updated_at)
    values (${work.account_id}, ${source_id}, ${row.kind}, ${row.key}, ${row.record_id}, ${row.stamp}, ${JSON.stringify(row.state)}::jsonb,
      ${row.problem}, ${work.now})
    on conflict (account_id, source_id, kind, key) do update set
      record_id = coalesce(excluded.record_id, import_records.record_id), stamp = coalesce(excluded.stamp, import_records.stamp),
      state = import_records.state || excluded.state, problem = excluded.problem, updated_at = excluded.updated_at`)
}
