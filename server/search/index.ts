// Full-text search over words nobody can read from the database: words are normalised, stemmed and hashed with the
// account's key before they leave the process.
export {
  type Document,
  indexDocument,
  indexDocuments,
  indexRecords,
  removeDocument,
  removeDocuments,
  type SearchOptions,
  searchCondition,
} from './actions.ts'
export type { Reading, RecordKind } from './queries.ts'
export { wordFinder, wordMatcher } from './words/matching.ts'
