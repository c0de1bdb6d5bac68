// All SQL on the search index.
import { type RawBuilder, sql, type Tx } from '../platform/db.ts'
import type { WrittenSearch, WrittenTerm } from './words/tsquery.ts'

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
  probes.delete(db)
  db.send(sql`
    select write_search_documents(${account_id}::bigint, ${created_at}::timestamptz,
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.record_id)}::bigint[],
      ${rows.map((row) => row.part)}::text[], ${rows.map((row) => row.part_id)}::bigint[],
      ${rows.map((row) => row.internal)}::boolean[], ${rows.map((row) => row.words)}::text[])`)
}

export async function deleteDocuments(db: Tx, account_id: number, kind: RecordKind, record_id: number): Promise<void> {
  probes.delete(db)
  await db.run(sql`delete from search_documents
    where account_id = ${account_id} and kind = ${kind} and record_id = ${record_id}`)
  await rebuild(db, account_id, kind, record_id)
}

export async function deletePart(db: Tx, account_id: number, part: string, part_id: number): Promise<void> {
  probes.delete(db)
  const rows = await db.all<{ kind: string; record_id: number }>(sql`delete from search_documents
    where account_id = ${account_id} and part = ${part} and part_id = ${part_id} returning kind, record_id`)
  for (const { kind, record_id } of rows) await rebuild(db, account_id, kind, record_id)
}

async function rebuild(db: Tx, account_id: number, kind: string, record_id: number): Promise<void> {
  await db.run(sql`select rebuild_search_record(${account_id}::bigint, ${kind}, ${record_id}::bigint)`)
}

/** Records that words may be in and still count as rare. Where walking the newest records takes about as long. */
const RARE_RECORDS = 5_000

/**
 * What the records are wanted for. To list the newest, they are walked until enough match; to count them, the index
 * gathers those with common words, except that a count up to a limit walks where words are in a large share of all.
 */
export type Reading = 'list' | 'count' | 'count_to_limit'

/** Which records a search is about, who asks, and what for. */
export interface SearchScope {
  account_id: number
  kind: RecordKind
  with_internal: boolean
  reading: Reading
  /** Only texts of these parts; with is_first only the first of them. */
  parts: readonly string[] | null
  is_first: boolean
}

type Sql = RawBuilder<boolean>

/**
 * SQL that is true for records that match. `record_id` is the SQL of the record's id. Asks the index first for the
 * records that have all the words; the records of rare ones are named by id. Where each word must stand is then asked of
 * the records' parts.
 */
export async function matchingRecords(
  db: Tx,
  scope: SearchScope,
  search: WrittenSearch,
  record_id: RawBuilder<unknown>,
): Promise<Sql> {
  const inParts = partMatcher(scope, record_id)
  if (search.required.length === 0) return all(search.excluded.map(({ exact }) => sql<boolean>`not ${inParts(exact)}`))
  const words = search.required.map(({ loose }) => `(${loose})`).join('&')
  const { found, partial, is_frequent } = await probe(db, scope, words, search.required.length === 1)
  // The document of a record has its notes too, and knows no places.
  const is_exact = (term: WrittenTerm) => scope.with_internal && scope.parts === null && term.exact === term.loose
  const checked = search.required.filter((term) => !is_exact(term)).map(({ exact }) => inParts(exact))
  const inRecord = (term: WrittenTerm) =>
    is_exact(term) && partial.length === 0 ? recordHas(scope, term.loose, record_id) : inParts(term.exact)
  const excluded = search.excluded.map((term) => sql<boolean>`not ${inRecord(term)}`)
  const by_record = all([
    found === null ? commonWords(scope, words, is_frequent, record_id) : isAnyOf(record_id, found),
    ...checked,
  ])
  if (partial.length === 0) return all([by_record, ...excluded])
  const by_parts = all([isAnyOf(record_id, partial), ...search.required.map(({ exact }) => inParts(exact))])
  return all([sql<boolean>`(${by_record} or ${by_parts})`, ...excluded])
}

const all = (conditions: readonly Sql[]): Sql => sql<boolean>`(${sql.join(conditions, sql` and `)})`
const isAnyOf = (record_id: RawBuilder<unknown>, ids: readonly number[]): Sql =>
  sql<boolean>`${record_id} = any(${ids}::bigint[])`

function commonWords(scope: SearchScope, words: string, is_frequent: boolean, record_id: RawBuilder<unknown>): Sql {
  if (scope.reading === 'count' || (scope.reading === 'count_to_limit' && !is_frequent))
    // Inside coalesce it cannot become a join, whose order the planner would guess: it is a table of ids, looked into.
    return sql<boolean>`coalesce(${record_id} in (
      select search_matching(${scope.account_id}::bigint, ${scope.kind}, ${words}::tsquery)), false)`
  return recordHas(scope, words, record_id)
}

/** OFFSET 0 keeps the planner from collecting all records of the words: walking the newest finds a page of them sooner. */
function recordHas(scope: SearchScope, words: string, record_id: RawBuilder<unknown>): Sql {
  return sql<boolean>`exists (
    select from search_records r where r.account_id = ${scope.account_id} and r.kind = ${scope.kind} and r.record_id = ${record_id}
      and r.words @@ ${words}::tsquery offset 0)`
}

/** A condition on the parts of a record that the asker may read, among the parts asked for. */
function partMatcher(scope: SearchScope, record_id: RawBuilder<unknown>): (words: string) => Sql {
  const of_record = (alias: string) => sql`${sql.ref(`${alias}.account_id`)} = ${scope.account_id}
    and ${sql.ref(`${alias}.kind`)} = ${scope.kind} and ${sql.ref(`${alias}.record_id`)} = ${record_id}
    ${scope.parts ? sql`and ${sql.ref(`${alias}.part`)} in (${sql.join(scope.parts)})` : sql``}
    ${scope.with_internal ? sql`` : sql`and not ${sql.ref(`${alias}.internal`)}`}`
  const first = scope.is_first
    ? sql`and d.part_id = (select min(f.part_id) from search_documents f where ${of_record('f')})`
    : sql``
  return (words) =>
    sql<boolean>`exists (select from search_documents d where ${of_record('d')} and d.words @@ ${words}::tsquery ${first} offset 0)`
}

interface Probed {
  /** The records that have all words, null when there are many. */
  found: number[] | null
  /** Records whose words did not fit into one document. */
  partial: number[]
  /** So many that walking the records meets one soon. */
  is_frequent: boolean
}

/** What was asked in a unit of work: a page and its count look for the same words. */
const probes = new WeakMap<Tx, Map<string, Promise<Probed>>>()

async function probe(db: Tx, scope: SearchScope, words: string, is_one_word: boolean): Promise<Probed> {
  const known = probes.get(db) ?? new Map<string, Promise<Probed>>()
  probes.set(db, known)
  const key = `${scope.kind} ${words}`
  const probed = known.get(key) ?? readProbe(db, scope, words, is_one_word)
  known.set(key, probed)
  return await probed
}

async function readProbe(db: Tx, scope: SearchScope, words: string, is_one_word: boolean): Promise<Probed> {
  const { matching, partial, is_frequent } = await db.one<{
    matching: number[] | null
    partial: number[]
    is_frequent: boolean
  }>(sql`
    select matching, partial, is_frequent
    from search_probe(${scope.account_id}, ${scope.kind}, ${words}::tsquery, ${RARE_RECORDS}, ${is_one_word})`)
  return { found: matching?.map(Number) ?? null, partial: partial.map(Number), is_frequent }
}
