// The values of a ticket's custom fields: what a write changes about them, what that does to the ticket's tags and the
// other way round, and what the ticket is found by afterwards.
import {
  defaultForm,
  type FieldRow,
  type FieldValues,
  fieldValueOf,
  findForm,
  indexedFieldValues,
  listFieldRows,
  lookupsOfFieldValues,
  mergeFieldValues,
  missingFields,
  readFieldValues,
  shownFieldValues,
  tagsOfFieldValues,
  valuesById,
} from '../fields/index.ts'
import { findUser, hasOrganization } from '../people/index.ts'
import { type FieldError, invalid, Refusal } from '../platform/errors.ts'
import type { Audience, Work } from '../platform/work.ts'
import { indexDocument, removeDocument } from '../search/index.ts'
import type { Change, TicketTexts } from './events.ts'
import { findTicket, putFieldValues, type StoredTicket, type TicketContent } from './queries.ts'

/** A value as a client or a rule writes it. */
export interface FieldInput {
  id: number
  value?: unknown
}

/** The values a ticket holds, from its row and its opened content. */
export function heldValues(row: { field_values: Record<string, unknown> }, content: TicketContent): FieldValues {
  return { plain: row.field_values, texts: content.field_texts ?? {} }
}

export interface FieldChange {
  after: FieldValues
  changes: Change[]
  field_texts: NonNullable<TicketTexts['field_texts']>
  /** Tags of options that were chosen, and of those that no longer are. */
  tags_added: string[]
  tags_removed: string[]
}

/** Tags that a write adds and takes away by itself: the option of a tag is chosen with it, and cleared with it. */
export interface TagChange {
  added: readonly string[]
  removed: readonly string[]
}

/** What a write changes about the values; null when it changes none. 422 for values that are none of their field. */
export async function changeFields(
  work: Work,
  before: FieldValues,
  given: readonly FieldInput[] | undefined,
  tags: TagChange | null,
): Promise<FieldChange | null> {
  const tags_changed = tags !== null && tags.added.length + tags.removed.length > 0
  if (!given?.length && !tags_changed) return null
  const rows = await listFieldRows(work, 'ticket')
  const asked = readFieldValues(rows, given ?? [])
  await checkLookups(work, rows, asked)
  const named = new Set((given ?? []).map((one) => one.id))
  const by_tags = tags_changed ? valuesOfTags(rows, before, tags, named) : {}
  const after = mergeFieldValues(before, { plain: { ...by_tags, ...asked.plain }, texts: asked.texts })
  const changes: Change[] = []
  const field_texts: FieldChange['field_texts'] = {}
  for (const row of rows) {
    const [value, previous_value] = [valueIn(after, row), valueIn(before, row)]
    if (JSON.stringify(value) === JSON.stringify(previous_value)) continue
    if (row.id in after.texts || row.id in before.texts)
      field_texts[row.id] = { value: after.texts[row.id] ?? null, previous_value: before.texts[row.id] ?? null }
    else changes.push({ field_name: String(row.id), value, previous_value })
  }
  if (changes.length === 0 && Object.keys(field_texts).length === 0) return null
  const [tags_after, tags_before] = [tagsOfFieldValues(rows, after), tagsOfFieldValues(rows, before)]
  return {
    after,
    changes,
    field_texts,
    tags_added: tags_after.filter((tag) => !tags_before.includes(tag)),
    tags_removed: tags_before.filter((tag) => !tags_after.includes(tag)),
  }
}

function valueIn(values: FieldValues, row: FieldRow): unknown {
  return values.texts[row.id] ?? values.plain[row.id] ?? null
}

/** The fields whose options are named by tags that came or went, except those the write names itself. */
function valuesOfTags(
  rows: readonly FieldRow[],
  before: FieldValues,
  { added, removed }: TagChange,
  named: ReadonlySet<number>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const row of rows) {
    if (row.system || !row.active || named.has(row.id)) continue
    const offers = (tag: string) => row.options.some((option) => option.value === tag)
    const held = fieldValueOf(row, before)
    if (row.type === 'tagger') {
      const chosen = added.findLast(offers)
      if (chosen !== undefined) values[row.id] = chosen
      else if (typeof held === 'string' && removed.includes(held)) values[row.id] = null
    } else if (row.type === 'multiselect') {
      const kept = (Array.isArray(held) ? held.map(String) : []).filter((tag) => !removed.includes(tag))
      const all = row.options.map((option) => option.value).filter((tag) => kept.includes(tag) || added.includes(tag))
      values[row.id] = all.length === 0 ? null : all
    } else if (row.type === 'checkbox' && row.tag !== null) {
      if (added.includes(row.tag)) values[row.id] = true
      else if (removed.includes(row.tag)) values[row.id] = false
    }
  }
  return values
}

/** Writes what the ticket is found by: values for searches and views, free text for the index (staff only). */
export async function rememberFields(work: Work, ticket_id: number, change: FieldChange): Promise<void> {
  const rows = await listFieldRows(work, 'ticket')
  putFieldValues(work, ticket_id, indexedFieldValues(work, rows, change.after))
  if (Object.keys(change.field_texts).length === 0) return
  const text = Object.values(change.after.texts).filter(Boolean).join('\n')
  if (text === '') await removeDocument(work, 'fields', ticket_id)
  else
    await indexDocument(work, {
      kind: 'ticket',
      record_id: ticket_id,
      part: 'fields',
      part_id: ticket_id,
      internal: true,
      text,
    })
}

/** `custom_fields` and `fields` of a ticket: every active custom field, null when unset. Customers see theirs. */
export function shownFields(work: Work, rows: readonly FieldRow[], values: FieldValues) {
  const shown = work.audience === 'staff' ? rows : rows.filter((row) => row.visible_in_portal)
  return shownFieldValues(shown, values)
}

type Judged = Pick<StoredTicket, 'status' | 'custom_status_id' | 'type' | 'priority' | 'ticket_form_id'>

/**
 * 422 with one reason per field that a ticket of this form must have a value in: for staff on this status (protocol 4.8),
 * for customers when they ask.
 */
export async function requireFields(
  work: Work,
  ticket: Judged,
  values: FieldValues,
  audience: Audience = 'staff',
): Promise<void> {
  const rows = await listFieldRows(work, 'ticket')
  const named = ticket.ticket_form_id === null ? null : await findForm(work, ticket.ticket_form_id)
  const form = named ?? (await defaultForm(work))
  const blank = missingFields(rows, form, valuesById(rows, values, ticket), ticket.status, audience)
  const reasons = blank.map((row) =>
    audience === 'staff' ? isRequired(row) : { ...isRequired(row), description: `${row.title_in_portal}: is required` },
  )
  if (reasons.length > 0) throw new Refusal('invalid', undefined, { details: { base: reasons } })
}

/** As Zendesk says it, and clients find the field by. */
export const isRequired = (row: FieldRow): FieldError => ({
  description: `${row.title}: is required when solving a ticket`,
  error: 'BlankValue',
  ticket_field_id: row.id,
  ticket_field_type: row.type,
})

async function checkLookups(work: Work, rows: readonly FieldRow[], values: FieldValues): Promise<void> {
  for (const { field_id, target, id } of lookupsOfFieldValues(rows, values)) {
    const is_there =
      target === 'zen:user'
        ? (await findUser(work, id)) !== null
        : target === 'zen:organization'
          ? await hasOrganization(work, id)
          : (await findTicket(work, id)) !== null
    const title = rows.find((row) => row.id === field_id)?.title ?? 'Field'
    if (!is_there) throw invalid('base', `${title}: there is no record of this id`, 'RecordNotFound')
  }
}
