// All SQL on the search index.
import { type RawBuilder, sql, type Tx } from '../platform/db.ts'
import type { WrittenSearch } from './words/tsquery.ts'

export type RecordKind = 'ticket' | 'user' | 'organization'

/** One text of a record as it is stored: hashes and positions only. */
export interface DocumentRow {
  kind: RecordKind
  record_id: number
  part: string
  part_id: number
  internal: boolean
  /** A tsvector literal. */
  words: string
}

/** Writes or replaces the documents of these parts, in one statement. */
export async function upsertDocuments(
  db: Tx,
  account_id: number,
  created_at: Date,
  rows: DocumentRow[],
): Promise<void> {
  await db.run(sql`
    insert into search_documents (account_id, kind, record_id, part, part_id, internal, words, created_at)
    select ${account_id}::bigint, kind, record_id, part, part_id, internal, words::tsvector, ${created_at}::timestamptz
    from unnest(
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.record_id)}::bigint[],
      ${rows.map((row) => row.part)}::text[], ${rows.map((row) => row.part_id)}::bigint[],
      ${rows.map((row) => row.internal)}::boolean[], ${rows.map((row) => row.words)}::text[]
    ) as r(kind, record_id, part, part_id, internal, words)
    on conflict (account_id, part, part_id) do update set words = excluded.words, internal = excluded.internal`)
}

export async function deleteDocuments(db: Tx, account_id: number, kind: RecordKind, record_id: number): Promise<void> {
  await db.run(sql`delete from search_documents
    where account_id = ${account_id} and kind = ${kind} and record_id = ${record_id}`)
}

export async function deletePart(db: Tx, account_id: number, part: string, part_id: number): Promise<void> {
  await db.run(sql`delete from search_documents
    where account_id = ${account_id} and part = ${part} and part_id = ${part_id}`)
}

/** SQL that is true for records that match. `record_id` is the SQL of the record's id, e.g. sql.ref('tickets.id'). */
export function matches(
  search: WrittenSearch,
  account_id: number,
  kind: RecordKind,
  record_id: RawBuilder<unknown>,
  with_internal: boolean,
): RawBuilder<boolean> {
  const found = (words: string) => sql<boolean>`exists (
    select from search_documents d
    where d.account_id = ${account_id} and d.kind = ${kind} and d.record_id = ${record_id}
      and d.words @@ ${words}::tsquery ${with_internal ? sql`` : sql`and not d.internal`})`
  const conditions = [
    ...search.required.map(found),
    ...search.excluded.map((words) => sql<boolean>`not ${found(words)}`),
  ]
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}
