// Fields that an account made itself: tickets by `custom_field_360`, people and organisations by the field's key. They
// are asked of the tables of their values: plain values as text, customers' words as a keyed hash of the whole text.
import { type FieldOf, type FieldRow, indexedFieldValue, listFieldRows } from '../../fields/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type Filter, invalidSearch } from '../language/parse.ts'
import type { Field } from './kind.ts'

const VALUES: Readonly<Record<FieldOf, RawBuilder<unknown>>> = {
  ticket: sql`select from ticket_field_values v where v.account_id = t.account_id and v.ticket_id = t.id`,
  user: sql`select from user_field_values v where v.account_id = users.account_id and v.user_id = users.id`,
  organization: sql`select from organization_field_values v where v.account_id = organizations.account_id and v.organization_id = organizations.id`,
}

const WORDS = new Set(['text', 'textarea', 'regexp', 'partialcreditcard'])

export async function ticketField(work: Work, key: string): Promise<Field | null> {
  const id = /^custom_field_(\d{1,15})$/.exec(key)?.[1]
  return id === undefined ? null : await fieldWhere(work, 'ticket', (row) => String(row.id) === id)
}

export async function userField(work: Work, key: string): Promise<Field | null> {
  const name = key.replace(/^user_fields\./, '')
  return await fieldWhere(work, 'user', (row) => row.key?.toLowerCase() === name)
}

export async function organizationField(work: Work, key: string): Promise<Field | null> {
  const name = key.replace(/^organization_fields\./, '')
  return await fieldWhere(work, 'organization', (row) => row.key?.toLowerCase() === name)
}

async function fieldWhere(work: Work, of: FieldOf, is: (row: FieldRow) => boolean): Promise<Field | null> {
  const row = (await listFieldRows(work, of)).find((one) => !one.system && is(one))
  return row ? (unit, filter) => valueSql(unit, of, row, filter) : null
}

function valueSql(work: Work, of: FieldOf, row: FieldRow, filter: Filter): RawBuilder<unknown> {
  const has = (more: RawBuilder<unknown>) => sql`exists (${VALUES[of]} and v.field_id = ${row.id}::bigint ${more})`
  const { value, operator } = filter
  if (value === '*') return has(sql``)
  if (value.toLowerCase() === 'none' && !filter.is_quoted) return sql`not ${has(sql``)}`
  if (operator !== ':') return has(compared(row, filter))
  if (value.length > 1 && value.endsWith('*') && !WORDS.has(row.type))
    return has(sql`and starts_with(v.value, ${value.slice(0, -1).toLowerCase().toWellFormed()})`)
  return has(sql`and v.value = any(${spellingsOf(work, row, value)}::text[])`)
}

/** A value as it may be stored: as written, in lower case, the option of that name, yes and no. */
function spellingsOf(work: Work, row: FieldRow, written: string): string[] {
  const value = written.toWellFormed()
  const low = value.toLowerCase()
  const named = row.options.filter((option) => option.name.toLowerCase() === low).map((option) => option.value)
  const truth = row.type === 'checkbox' ? ({ yes: 'true', no: 'false', '1': 'true', '0': 'false' }[low] ?? low) : low
  return [...new Set([value, low, truth, ...named])].map((one) => indexedFieldValue(work, row, one))
}

function compared(row: FieldRow, { key, operator, value }: Filter): RawBuilder<unknown> {
  const sign = sql.raw(operator)
  if (row.type === 'date') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw invalidSearch(`${key} takes a date (2024-01-31)`)
    return sql`and v.value ${sign} ${value}`
  }
  if (row.type === 'integer' || row.type === 'decimal') {
    if (!/^-?\d{1,15}(?:\.\d{1,10})?$/.test(value)) throw invalidSearch(`${key} takes a number`)
    return sql`and v.value::numeric ${sign} ${value}::numeric`
  }
  throw invalidSearch(`${key} takes : only, its values have no order`)
}

/** `fieldvalue:` finds tickets with this value in any of their custom fields. */
export const anyFieldValue: Field = async (work, filter) => {
  if (filter.operator !== ':') throw invalidSearch('fieldvalue takes : only')
  const rows = (await listFieldRows(work, 'ticket')).filter((row) => !row.system && row.active)
  if (filter.value === '*') return sql`exists (${VALUES.ticket})`
  const pairs = rows.flatMap((row) => spellingsOf(work, row, filter.value).map((value) => ({ id: row.id, value })))
  return sql`exists (${VALUES.ticket} and (v.field_id, v.value) in (
    select * from unnest(${pairs.map((pair) => pair.id)}::bigint[], ${pairs.map((pair) => pair.value)}::text[])))`
}
