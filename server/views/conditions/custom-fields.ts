// Conditions of views on custom fields of tickets, by the table of their values: plain values as text, customers' words
// as a keyed hash of the whole text.
import { type FieldRow, indexedFieldValue, listFieldRows } from '../../fields/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type Condition, operatorOf, valuesOf } from '../../rules/index.ts'

type Sql = RawBuilder<unknown>
const DAY_MS = 24 * 3_600_000
const SIGNS: Readonly<Record<string, string>> = {
  less_than: '<',
  less_than_equal: '<=',
  greater_than: '>',
  greater_than_equal: '>=',
}

/** The SQL of a condition on the ticket field; one that is gone has no value. */
export async function customFieldSql(work: Work, field_id: number, condition: Condition): Promise<Sql> {
  const row = (await listFieldRows(work, 'ticket')).find((one) => one.id === field_id)
  const operator = operatorOf(condition.operator)
  const has = (more: Sql) =>
    sql`exists (select from ticket_field_values v where v.account_id = t.account_id and v.ticket_id = t.id and v.field_id = ${field_id}::bigint ${more})`
  const any = row ? has(sql``) : sql`false`
  const values = valuesOf(condition).map((value) => optionValue(row, value))
  switch (operator) {
    case 'present':
      return any
    case 'not_present':
      return sql`not ${any}`
    case 'is':
    case 'includes':
      return isOneOf(work, row, values, has, any)
    case 'is_not':
    case 'not_includes':
      return sql`not ${isOneOf(work, row, values, has, any)}`
    case 'within_previous_n_days':
    case 'within_next_n_days':
      return row?.type === 'date'
        ? has(within(work.now, operator === 'within_next_n_days', Number(values[0])))
        : sql`false`
    default:
      return Object.hasOwn(SIGNS, operator) && row ? has(beside(row, SIGNS[operator]!, values[0] ?? '')) : sql`false` // hasOwn says it is there
  }
}

/** Rules name options by id or by value. */
function optionValue(row: FieldRow | undefined, value: string): string {
  return row?.options.find((option) => String(option.id) === value)?.value ?? value
}

function isOneOf(
  work: Work,
  row: FieldRow | undefined,
  values: readonly string[],
  has: (more: Sql) => Sql,
  any: Sql,
): Sql {
  const plain = values.filter((value) => value !== '')
  const alternatives: Sql[] = values.includes('') ? [sql`not ${any}`] : []
  if (row && plain.length > 0) {
    const wanted = plain
      .flatMap((value) => [value, value.toLowerCase()])
      .map((value) => indexedFieldValue(work, row, value))
    alternatives.push(has(sql`and v.value = any(${[...new Set(wanted)]}::text[])`))
  }
  return alternatives.length === 0 ? sql`false` : sql`(${sql.join(alternatives, sql` or `)})`
}

/** Numbers as numbers, dates by the calendar; customers' words have no order. */
function beside(row: FieldRow, sign: string, value: string): Sql {
  if (row.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return sql`and v.value ${sql.raw(sign)} ${value}`
  if ((row.type === 'integer' || row.type === 'decimal') && value !== '' && Number.isFinite(Number(value)))
    return sql`and v.value::numeric ${sql.raw(sign)} ${Number(value)}::numeric`
  return sql`and false`
}

function within(now: Date, is_ahead: boolean, days: number): Sql {
  const far = Number.isFinite(days) ? Math.min(Math.max(Math.floor(days), -1), 36_500) : -1
  const day = (offset: number) => new Date(now.getTime() + offset * DAY_MS).toISOString().slice(0, 10)
  const [from, to] = is_ahead ? [day(0), day(far)] : [day(-far), day(0)]
  return sql`and v.value >= ${from} and v.value <= ${to}`
}
