// Fields of tickets, people and organisations; ticket forms and custom statuses.
import type { Module } from '../platform/module.ts'
import { allFieldEndpoints } from './api.ts'
import { FIELD_EVENTS } from './events.ts'
import { formEndpoints } from './forms/api.ts'
import { allOptionEndpoints } from './options/api.ts'
import { statusEndpoints } from './statuses/api.ts'

export { missingFields, requiredFields, type ValuesById, valuesById, visibleFields } from './forms/conditions.ts'
export { defaultForm, findForm, listForms } from './forms/queries.ts'
export type { Condition, FormRow } from './forms/schema.ts'
export { findField, listFieldRows } from './queries.ts'
export type { FieldOf, FieldRow, OptionRow } from './schema.ts'
export {
  defaultCustomStatus,
  defaultCustomStatusId,
  findCustomStatus,
  listStatuses,
  type StatusCategory,
  type StatusRow,
} from './statuses/queries.ts'
export { offerStatusUse } from './statuses/use.ts'
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
  endpoints: [...allFieldEndpoints, ...allOptionEndpoints, ...formEndpoints, ...statusEndpoints],
  events: FIELD_EVENTS,
  // Titles, options and patterns are an admin's configuration. What people fill in belongs to their records.
  personalData: [],
}
