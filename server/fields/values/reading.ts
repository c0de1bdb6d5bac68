// What somebody wrote into fields, checked and split: what rules and lists may see plain, and customers' words, which
// the caller seals. No message repeats a value: it may be the digits of a card.
import { type FieldErrors, Refusal } from '../../platform/errors.ts'
import { type FieldRow, type OptionRow, TEXT_TYPES } from '../schema.ts'
import { MATCHED_LENGTH, matchesPattern } from './patterns.ts'

/** Field id → value, only of the fields that have or had one. Null clears. */
export interface FieldValues {
  /** Drop-downs, multi-selects, checkboxes, numbers, dates, look-ups. */
  plain: Record<string, unknown>
  /** Customers' words: text, textarea, regexp, partialcreditcard. To be stored sealed only. */
  texts: Record<string, string | null>
}

export type FieldInput = readonly { id: number; value?: unknown }[] | Readonly<Record<string, unknown>>

export const TEXT_LENGTH = 65_536
const SELECTED_OPTIONS = 200
const MAX_ID = /^[1-9]\d{0,15}$/

type Problem = { problem: string }
const problem = (text: string): Problem => ({ problem: text })
const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value

/** No values at all. */
export function noFieldValues(): FieldValues {
  return { plain: {}, texts: {} }
}

/** Earlier values with new ones over them; what was cleared is gone. */
export function mergeFieldValues(before: FieldValues, change: FieldValues): FieldValues {
  const over = <Value>(old: Record<string, Value>, fresh: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(Object.entries({ ...old, ...fresh }).filter(([, value]) => value !== null))
  return { plain: over(before.plain, change.plain), texts: over(before.texts, change.texts) }
}

/**
 * Reads `[{id, value}]` or `{key: value}` as the API takes them. Only what is given is returned; null (and an empty
 * text or list) clears. 422 with one reason per field for unknown fields, system fields and values of a wrong kind.
 */
export function readFieldValues(rows: readonly FieldRow[], input: FieldInput): FieldValues {
  const values = noFieldValues()
  const details: FieldErrors = {}
  const decline = (description: string, error: 'InvalidValue' | 'RecordNotFound') => {
    details.base ??= []
    details.base.push({ description, error })
  }
  for (const [name, value] of entriesOf(input)) {
    const row = rows.find((one) => !one.system && (typeof name === 'number' ? one.id === name : one.key === name))
    if (!row) {
      decline(
        typeof name === 'number' ? `Field ${name}: does not exist` : 'A field of this key does not exist',
        'RecordNotFound',
      )
      continue
    }
    const read = readValue(row, value)
    if (isProblem(read)) decline(`${row.title}: ${read.problem}`, 'InvalidValue')
    else if (TEXT_TYPES.includes(row.type))
      values.texts[row.id] = read as string | null // readText gives no other
    else values.plain[row.id] = read
  }
  if (Object.keys(details).length > 0) throw new Refusal('invalid', undefined, { details })
  return values
}

function entriesOf(input: FieldInput): [number | string, unknown][] {
  return Array.isArray(input)
    ? (input as { id: number; value?: unknown }[]).map((one) => [one.id, one.value ?? null]) // isArray forgets readonly
    : Object.entries(input)
}

/** One value as it is stored, null for nothing, or what is wrong with it. */
function readValue(row: FieldRow, value: unknown): unknown | Problem {
  if (row.type === 'checkbox') return readCheckbox(value)
  if (value === null || value === undefined || value === '') return null
  switch (row.type) {
    case 'text':
    case 'textarea':
      return readText(value)
    case 'regexp':
      return readMatching(row, value)
    case 'partialcreditcard':
      return readCard(value)
    case 'date':
      return readDate(value)
    case 'integer':
      return readInteger(value)
    case 'decimal':
      return readDecimal(value)
    case 'tagger':
      return readOption(row, value)
    case 'multiselect':
      return readOptions(row, value)
    case 'lookup':
      return readId(value)
    default:
      return problem('cannot be set this way')
  }
}

function readText(value: unknown): string | Problem {
  if (typeof value !== 'string' && typeof value !== 'number') return problem('must be text')
  const text = String(value)
  if (text.length > TEXT_LENGTH) return problem(`is longer than ${TEXT_LENGTH} characters`)
  return text.includes('\u0000') ? problem('holds a character that text cannot have') : text.toWellFormed()
}

function readMatching(row: FieldRow, value: unknown): string | Problem {
  const text = readText(value)
  if (isProblem(text)) return text
  if (text.length > MATCHED_LENGTH) return problem(`is longer than ${MATCHED_LENGTH} characters`)
  const matches = row.regexp_for_validation === null || matchesPattern(row.regexp_for_validation, text)
  if (matches === 'too slow') return problem('could not be checked: the pattern of this field takes too long')
  return matches ? text : problem('does not have the form this field asks for')
}

/** Only the last four digits go on from here; the rest is in nobody's hands after this line. */
function readCard(value: unknown): string | Problem {
  if (typeof value !== 'string' && typeof value !== 'number') return problem('must be a card number')
  const text = String(value).replaceAll(/[ -]/g, '')
  if (!/^(?:\d{12,19}|X{4,15}\d{4}|\d{4})$/i.test(text)) return problem('must be a card number')
  return text.slice(-4).padStart(16, 'X')
}

function readCheckbox(value: unknown): boolean | Problem {
  if (value === true || value === 'true' || value === 1 || value === '1') return true
  if ([false, 'false', 0, '0', null, undefined, ''].includes(value as never /* any kind of value may come */))
    return false
  return problem('must be true or false')
}

/** `YYYY-MM-DD`, also as the beginning of a time. */
function readDate(value: unknown): string | Problem {
  const day =
    typeof value === 'string' && value.length <= 40 ? /^\d{4}-\d{2}-\d{2}(?=$|T| )/.exec(value)?.[0] : undefined
  if (day === undefined) return problem('must be a date such as 2026-01-31')
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : problem('is not a day of the calendar')
}

function readInteger(value: unknown): number | Problem {
  const number = typeof value === 'string' && /^\s*[+-]?\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : problem('must be a whole number')
}

function readDecimal(value: unknown): number | Problem {
  const is_text = typeof value === 'string' && /^\s*[+-]?\d{1,16}(?:\.\d{1,16})?\s*$/.test(value)
  const number = is_text ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && Math.abs(number) < 1e16
    ? number + 0
    : problem('must be a number')
}

/** Values of options are lower case, as all tags are; other systems write them as they like. */
function optionOf(row: FieldRow, value: unknown): OptionRow | undefined {
  if (typeof value !== 'string') return undefined
  const wanted = value.trim().toLowerCase()
  return row.options.find((option) => option.value === wanted)
}

function readOption(row: FieldRow, value: unknown): string | Problem {
  return optionOf(row, value)?.value ?? problem('is not one of the options')
}

function readOptions(row: FieldRow, value: unknown): string[] | Problem | null {
  const given = Array.isArray(value) ? value : [value]
  if (given.length === 0) return null
  if (given.length > SELECTED_OPTIONS) return problem(`takes at most ${SELECTED_OPTIONS} options`)
  const chosen = given.map((one) => optionOf(row, one))
  if (chosen.includes(undefined)) return problem('has something that is not one of the options')
  return row.options.filter((option) => chosen.includes(option)).map((option) => option.value)
}

/** An id as a string of digits. That the record exists is for the caller to check: see `lookupsOfFieldValues`. */
function readId(value: unknown): string | Problem {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  return MAX_ID.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER ? text : problem('must be the id of a record')
}
