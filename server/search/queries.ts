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
  db.send(sql`
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

/** Documents a word may be in and still count as rare. Where walking the newest records takes about as long. */
const RARE_DOCUMENTS = 2500

/** Which records a search is about and who asks. */
export interface SearchScope {
  account_id: number
  kind: RecordKind
  with_internal: boolean
}

/**
 * SQL that is true for records that match. `record_id` is the SQL of the record's id. Asks the index first: the records
 * of rare words are named by id, and whatever else is required is looked up for these alone.
 */
export async function matchingRecords(
  db: Tx,
  scope: SearchScope,
  search: WrittenSearch,
  record_id: RawBuilder<unknown>,
): Promise<RawBuilder<boolean>> {
  const found = search.required.length === 0 ? [] : await probe(db, scope, search.required)
  const rare = found.filter((ids) => ids !== null)
  const candidates = rare.length === 0 ? null : rare.reduce((all, ids) => intersect(all, ids))
  const remaining = search.required.filter((_, i) => found[i] === null)
  // OFFSET 0 keeps the planner from collecting all documents of a common word, where it has several words to join or
  // a few candidates to look at: walking the newest records finds a page of them sooner.
  const one_by_one = candidates === null && search.required.length === 1 ? sql`` : sql`offset 0`
  const matching = (words: string) => sql<boolean>`exists (
    select from search_documents d
    where d.account_id = ${scope.account_id} and d.kind = ${scope.kind} and d.record_id = ${record_id}
      and d.words @@ ${words}::tsquery ${scope.with_internal ? sql`` : sql`and not d.internal`} ${one_by_one})`
  const conditions = [
    ...(candidates === null ? [] : [sql<boolean>`${record_id} = any(${candidates}::bigint[])`]),
    ...remaining.map(matching),
    ...search.excluded.map((words) => sql<boolean>`not ${matching(words)}`),
  ]
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** SQL that is true for records that match within some of their parts, or (`is_first`) in the first of these. */
export function matchingParts(
  scope: SearchScope,
  search: WrittenSearch,
  record_id: RawBuilder<unknown>,
  parts: readonly string[],
  is_first: boolean,
): RawBuilder<boolean> {
  const of_record = (alias: string) => sql`${sql.ref(`${alias}.account_id`)} = ${scope.account_id}
    and ${sql.ref(`${alias}.kind`)} = ${scope.kind} and ${sql.ref(`${alias}.record_id`)} = ${record_id}
    and ${sql.ref(`${alias}.part`)} in (${sql.join(parts)}) ${scope.with_internal ? sql`` : sql`and not ${sql.ref(`${alias}.internal`)}`}`
  const first = is_first
    ? sql`and d.part_id = (select min(f.part_id) from search_documents f where ${of_record('f')})`
    : sql``
  const matching = (words: string) =>
    sql<boolean>`exists (select from search_documents d where ${of_record('d')} and d.words @@ ${words}::tsquery ${first})`
  const conditions = [...search.required.map(matching), ...search.excluded.map((words) => sql`not ${matching(words)}`)]
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** For each tsquery the ids of its records, or null when it is too common. One round trip. */
async function probe(db: Tx, scope: SearchScope, required: readonly string[]): Promise<(number[] | null)[]> {
  const rows = await db.all<{ ids: number[] | null }>(sql`
    select search_probe(${scope.account_id}, ${scope.kind}, words::tsquery, ${scope.with_internal}, ${RARE_DOCUMENTS}) as ids
    from unnest(${required}::text[]) with ordinality as r(words, place) order by place`)
  return rows.map((row) => row.ids?.map(Number) ?? null)
}

function intersect(one: number[], other: number[]): number[] {
  const known = new Set(other)
  return one.filter((id) => known.has(id))
}
