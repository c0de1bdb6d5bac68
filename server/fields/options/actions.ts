// What one can do with options. A value is a tag, and a tag belongs to one option or checkbox of the tickets' (or
// people's, or organisations') fields: otherwise a tag could not say which option it stands for.

import { invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { requireRight } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { fieldOptionsChanged } from '../events.ts'
import type { OptionWrite } from '../field-schema.ts'
import { findField, forgetFields, listFieldRows, lockFields } from '../queries.ts'
import { type FieldOf, type FieldRow, OPTION_TYPES, OPTIONS_PER_FIELD, type OptionRow } from '../schema.ts'
import { markOptionsDeleted, saveOptions } from './queries.ts'

/** A tag as it is stored on records. */
export function tagOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s,]+/g, '_')
}

/** The field with the options given: these stay or are new, by id or value; all others are taken away. */
export async function replaceOptions(work: Work, row: FieldRow, writes: readonly OptionWrite[]): Promise<void> {
  declineWithoutOptions(row)
  const used = new Set<number>()
  const options = writes.map((write, position) => {
    const before = matching(row, write)
    if (before) {
      if (used.has(before.id)) throw taken(before.value)
      used.add(before.id)
    }
    return { ...written(row, write, before), position }
  })
  const gone = row.options.filter((option) => !used.has(option.id)).map((option) => option.id)
  await writeOptions(work, row, options, gone)
}

/** Writes one option: an existing one by its id or value, else a new one. */
export async function upsertOption(
  work: Work,
  of: FieldOf,
  field_id: number,
  write: OptionWrite,
): Promise<{ option: OptionRow; is_new: boolean }> {
  const row = await lockedField(work, of, field_id)
  declineWithoutOptions(row)
  const before = matching(row, write)
  if (write.id && !before) throw notFound()
  if (!before && row.options.length >= OPTIONS_PER_FIELD)
    throw invalid('custom_field_options', `A field has at most ${OPTIONS_PER_FIELD} options`)
  const option = written(row, write, before)
  const others = row.options.filter((one) => one.id !== option.id)
  const cleared = option.default && row.type === 'tagger' ? others.map((one) => ({ ...one, default: false })) : others
  const options = [...cleared, option].sort((a, b) => a.position - b.position)
  await writeOptions(work, row, options, [])
  return { option, is_new: before === undefined }
}

/** Takes an option away. Records that have it keep its value, which is no longer shown. */
export async function deleteOption(work: Work, of: FieldOf, field_id: number, id: number): Promise<void> {
  const row = await lockedField(work, of, field_id)
  if (!row.options.some((option) => option.id === id)) throw notFound()
  await markOptionsDeleted(work, [id])
  forgetFields(work)
  work.record(fieldOptionsChanged, row.id, { of, written_ids: [], deleted_ids: [id] })
}

async function lockedField(work: Work, of: FieldOf, id: number): Promise<FieldRow> {
  if (!(await findField(work, of, id))) throw notFound()
  requireRight(work.actor, `manage_${of}_fields`)
  await lockFields(work)
  const row = await findField(work, of, id)
  if (!row) throw notFound()
  return row
}

function matching(row: FieldRow, write: OptionWrite): OptionRow | undefined {
  if (write.id) return row.options.find((option) => option.id === write.id)
  const value = tagOf(write.value ?? write.name ?? write.raw_name ?? '')
  return row.options.find((option) => option.value === value)
}

function written(row: FieldRow, write: OptionWrite, before: OptionRow | undefined): OptionRow {
  const name = write.raw_name ?? write.name ?? before?.name
  if (name === undefined)
    throw invalid('custom_field_options', 'Custom field options: an option needs a name', 'BlankValue')
  const value = write.value === undefined ? (before?.value ?? tagOf(name)) : tagOf(write.value)
  if (value === '') throw invalid('custom_field_options', 'Custom field options: an option needs a value', 'BlankValue')
  return {
    id: before?.id ?? newId(),
    field_id: row.id,
    name,
    value,
    default: write.default ?? before?.default ?? false,
    position: before?.position ?? (row.options.at(-1)?.position ?? -1) + 1,
  }
}

/** Saves what changed, after checking that no tag is given twice. */
async function writeOptions(
  work: Work,
  row: FieldRow,
  options: readonly OptionRow[],
  gone: readonly number[],
): Promise<void> {
  const values = options.map((option) => option.value)
  const twice = values.find((value, place) => values.indexOf(value) !== place)
  if (twice !== undefined) throw taken(twice)
  if (row.type === 'tagger' && options.filter((option) => option.default).length > 1)
    throw invalid('custom_field_options', 'Custom field options: only one can be the default')
  declineTakenTags(await listFieldRows(work, row.of), row.id, values)
  const changed = options.filter((option) => {
    const before = row.options.find((one) => one.id === option.id)
    return JSON.stringify({ ...before }) !== JSON.stringify(option)
  })
  if (changed.length === 0 && gone.length === 0) return
  await markOptionsDeleted(work, gone)
  await saveOptions(work, changed)
  forgetFields(work)
  const written_ids = changed.map((option) => option.id)
  work.record(fieldOptionsChanged, row.id, { of: row.of, written_ids, deleted_ids: [...gone] })
}

/** 422 when one of the tags belongs to another field. */
export function declineTakenTags(rows: readonly FieldRow[], field_id: number, tags: readonly string[]): void {
  const elsewhere = new Set(
    rows
      .filter((row) => row.id !== field_id)
      .flatMap((row) => [...row.options.map((option) => option.value), ...(row.tag ? [row.tag] : [])]),
  )
  const double = tags.find((tag) => elsewhere.has(tag))
  if (double !== undefined) throw taken(double)
}

function declineWithoutOptions(row: FieldRow): void {
  if (!OPTION_TYPES.includes(row.type))
    throw invalid('custom_field_options', 'Custom field options: only drop-downs and multi-selects have options')
}

function taken(value: string) {
  return invalid('custom_field_options', `Tag ${value} is already used in another option`, 'DuplicateValue')
}
