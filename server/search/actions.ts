// The verbs of the search index: put a record's texts in, take them out, and say what a search means in SQL.
import type { RawBuilder } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import {
  type DocumentRow,
  deleteDocuments,
  deletePart,
  matchingRecords,
  type Reading,
  type RecordKind,
  upsertDocuments,
} from './queries.ts'
import { indexPrefixes, indexWords, languagesOfText } from './words/indexing.ts'
import type { Language } from './words/languages.ts'
import { parseSearch } from './words/query.ts'
import { toTsqueries } from './words/tsquery.ts'
import { toTsvector } from './words/vector.ts'

/** One text of a record: a subject, a reply, a note, a name. */
export interface Document {
  kind: RecordKind
  record_id: number
  /** With part_id it names the text: the same pair replaces. */
  part: string
  part_id: number
  /** Found by staff only. */
  internal: boolean
  text: string
  /** A subject, name, address or id: also found by the beginnings of its words, and ranked first. */
  is_short?: boolean
}

/** Puts a text into the index, in the unit of work that writes it. */
export async function indexDocument(work: Work, document: Document): Promise<void> {
  await indexDocuments(work, [document])
}

/** Puts several texts that belong together into the index at once; the longest tells the language of the short ones. */
export async function indexDocuments(work: Work, documents: readonly Document[]): Promise<void> {
  await indexRecords(work, [documents])
}

/** As indexDocuments for several records, in one statement. For imports. */
export async function indexRecords(work: Work, records: readonly (readonly Document[])[]): Promise<void> {
  const rows = records.flatMap((documents) => rowsOf(work, documents))
  if (rows.length > 0) await upsertDocuments(work.db, work.account_id, work.now, rows)
}

function rowsOf(work: Work, documents: readonly Document[]): DocumentRow[] {
  if (documents.length === 0) return []
  const longest = documents.reduce((a, b) => (b.text.length > a.text.length ? b : a))
  // A text alone tells its own language while it is indexed.
  const languages = documents.length > 1 ? languagesOfText(longest.text) : []
  return documents.map(({ text, is_short, ...place }) => ({
    ...place,
    words: vectorOf(work, text, is_short === true, languages),
  }))
}

/** Takes all texts of a record out of the index. */
export async function removeDocuments(work: Work, kind: RecordKind, record_id: number): Promise<void> {
  await deleteDocuments(work.db, work.account_id, kind, record_id)
}

/** Takes one text out of the index. */
export async function removeDocument(work: Work, part: string, part_id: number): Promise<void> {
  await deletePart(work.db, work.account_id, part, part_id)
}

/** Where and how a search looks. */
export interface SearchOptions {
  /** The last word is still being typed. */
  last_is_prefix?: boolean
  /** Words also find what begins with them, in subjects, names and addresses. */
  begins?: boolean
  /** A search that only excludes finds everything else, instead of nothing. */
  only_excluding?: boolean
  /** Default: to list the newest records. */
  reading?: Reading
  /** Only texts of these parts; with is_first only the first of them. */
  parts?: readonly string[]
  is_first?: boolean
}

/**
 * What was typed into a search box, as an SQL condition on the records of a kind; null when it names no word, which
 * finds nothing. Internal texts count for staff only. `record_id` is the SQL of the record's id.
 */
export async function searchCondition(
  work: Work,
  kind: RecordKind,
  text: string,
  record_id: RawBuilder<unknown>,
  options: SearchOptions = {},
): Promise<RawBuilder<boolean> | null> {
  const search = toTsqueries(parseSearch(text, options), work.sealing, undefined, options)
  if (!search) return null
  const scope = {
    account_id: work.account_id,
    kind,
    with_internal: work.audience === 'staff',
    reading: options.reading ?? 'list',
    parts: options.parts ?? null,
    is_first: options.is_first === true,
  }
  return await matchingRecords(work.db, scope, search, record_id)
}

function vectorOf(work: Work, text: string, is_short: boolean, languages: readonly Language[]): string {
  const words = indexWords(text, { languages })
  return is_short
    ? toTsvector([{ words: [...words, ...indexPrefixes(text)], weight: 'A' }], work.sealing)
    : toTsvector([{ words }], work.sealing)
}
