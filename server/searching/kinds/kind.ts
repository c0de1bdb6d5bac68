// What a kind of record says to the search language: its fields, each as an SQL condition, and where it is found.
import type { RawBuilder } from '../../platform/db.ts'
import type { SortKey } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import type { Reading } from '../../search/index.ts'
import type { Filter } from '../language/parse.ts'

export const KINDS = ['ticket', 'user', 'organization', 'group'] as const
export type Kind = (typeof KINDS)[number]

/** The SQL of one filter. It throws 422 for a value that its field cannot have. */
export type Field = (
  work: Work,
  filter: Filter,
  reading?: Reading,
) => Promise<RawBuilder<unknown>> | RawBuilder<unknown>

export interface WordOptions {
  only_excluding: boolean
  reading: Reading
}

export interface KindOfRecord {
  /** Keys a filter may have. */
  fields: Readonly<Record<string, Field>>
  /** Fields that an account made itself, e.g. `custom_field_360`; null for a key that is none. */
  ownField(work: Work, key: string): Promise<Field | null>
  /** `table alias` and the SQL of the record's id. */
  from: RawBuilder<unknown>
  id: RawBuilder<unknown>
  /** Account and visibility to the actor. */
  visible(work: Work): RawBuilder<unknown>
  /** The words of a search, by the index; null when they find nothing. Beside filters, words may only exclude. */
  words(work: Work, text: string, options: WordOptions): Promise<RawBuilder<unknown> | null>
  /** Sorts beside relevance, which is the newest change first. `created_at` and `updated_at` are in every kind. */
  sorts: Readonly<Record<string, SortKey>>
}
