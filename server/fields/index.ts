// Fields of tickets, people and organisations; ticket forms and custom statuses.
import type { Module } from '../platform/module.ts'

export { findField, listFieldRows } from './queries.ts'
export type { FieldOf, FieldRow, OptionRow } from './schema.ts'
export { SYSTEM_FIELD_IDS } from './system-fields.ts'
export {
  type FieldInput,
  type FieldValues,
  mergeFieldValues,
  noFieldValues,
  readFieldValues,
} from './values/reading.ts'
export {
  fieldValueOf,
  indexedFieldValue,
  indexedFieldValues,
  lookupsOfFieldValues,
  shownFieldValues,
  shownFieldValuesByKey,
  tagsOfFieldValues,
} from './values/showing.ts'

export const module: Module = {
  name: 'fields',
  endpoints: [],
  personalData: [],
}
