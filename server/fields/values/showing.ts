// Stored values as the API shows them, as tags, and as rows of a lookup table.
import type { Work } from '../../platform/work.ts'
import { type FieldRow, type RelationshipTarget, TEXT_TYPES } from '../schema.ts'
import type { FieldValues } from './reading.ts'

/** Active custom fields: what a record of this kind shows. */
function shownRows(rows: readonly FieldRow[]): FieldRow[] {
  return rows.filter((row) => row.active && !row.system)
}

/** A stored value, null when unset. An option that was taken away is not shown, though it is still stored. */
export function fieldValueOf(row: FieldRow, values: FieldValues): unknown {
  if (TEXT_TYPES.includes(row.type)) return values.texts[row.id] ?? null
  const value = values.plain[row.id] ?? null
  if (row.type === 'tagger') return row.options.some((option) => option.value === value) ? value : null
  if (row.type !== 'multiselect') return value
  const shown = Array.isArray(value)
    ? row.options.filter((option) => value.includes(option.value)).map((option) => option.value)
    : []
  return shown.length === 0 ? null : shown
}

/** `custom_fields` of a ticket: every active custom field, null when unset. */
export function shownFieldValues(rows: readonly FieldRow[], values: FieldValues): { id: number; value: unknown }[] {
  return shownRows(rows).map((row) => ({ id: row.id, value: fieldValueOf(row, values) }))
}

/** `user_fields` and `organization_fields`: every active field by its key, null when unset. */
export function shownFieldValuesByKey(rows: readonly FieldRow[], values: FieldValues): Record<string, unknown> {
  return Object.fromEntries(shownRows(rows).map((row) => [row.key ?? String(row.id), fieldValueOf(row, values)]))
}

/** The tags that values put on their record: chosen options, and the tags of checked checkboxes. */
export function tagsOfFieldValues(rows: readonly FieldRow[], values: FieldValues): string[] {
  return rows.flatMap((row) => {
    const value = row.system ? null : fieldValueOf(row, values)
    if (row.type === 'checkbox') return value === true && row.tag ? [row.tag] : []
    if (row.type === 'tagger') return typeof value === 'string' ? [value] : []
    return row.type === 'multiselect' && Array.isArray(value) ? value.map(String) : []
  })
}

/** The records that look-up values name, for the caller to check that they exist. */
export function lookupsOfFieldValues(
  rows: readonly FieldRow[],
  values: FieldValues,
): { field_id: number; target: RelationshipTarget; id: number }[] {
  return rows.flatMap((row) => {
    const value = values.plain[row.id]
    return row.type === 'lookup' && row.relationship_target_type && typeof value === 'string'
      ? [{ field_id: row.id, target: row.relationship_target_type, id: Number(value) }]
      : []
  })
}

/**
 * What a lookup table holds for one value, in the form to search for too: plain values as text (true, 42, 2026-01-31,
 * an option's value), customers' words as the hex of a keyed hash of the whole text, without case.
 */
export function indexedFieldValue(work: Work, row: FieldRow, value: unknown): string {
  const text = String(value)
  if (!TEXT_TYPES.includes(row.type)) return text
  return work.sealing.lookupHash(`field/${row.id}`, text.normalize('NFKC').trim().toLowerCase()).toString('hex')
}

/** The rows of a lookup table for one record: one per value, several for a multi-select; nothing for unset fields. */
export function indexedFieldValues(
  work: Work,
  rows: readonly FieldRow[],
  values: FieldValues,
): { field_id: number; value: string }[] {
  return rows
    .filter((row) => !row.system)
    .flatMap((row) => {
      const value = fieldValueOf(row, values)
      const each: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value]
      return each.map((one) => ({ field_id: row.id, value: indexedFieldValue(work, row, one) }))
    })
}
