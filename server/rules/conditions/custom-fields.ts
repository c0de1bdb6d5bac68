// Conditions on custom fields: of the ticket by the field's id, of the requester, the updating person and the
// organisation by the field's key.
import type { Condition } from './condition.ts'
import { CHANGES, compareChoice, compareNumbers, compareText, DAYS, IS, LISTS, ORDER, PRESENCE } from './operators.ts'
import type { RuleSubject } from './subject.ts'
import type { ConditionField } from './table.ts'

const OF_TICKET = /^(custom_fields_|ticket_fields_)(\d{1,15})$/
const OF_OTHERS = /^(user|requester|organization)\.custom_fields\.([A-Za-z0-9_-]{1,255})$/
const DAY_MS = 24 * 3_600_000

/** The id of the ticket field that a condition is about, or null. */
export function ticketFieldOf(field: string): number | null {
  const match = OF_TICKET.exec(field)
  return match ? Number(match[2]) : null
}

/** The kind and key of the person's or organisation's field that a condition is about, or null. */
export function personFieldOf(field: string): { of: 'user' | 'organization'; key: string } | null {
  const match = OF_OTHERS.exec(field)
  return match?.[2] === undefined ? null : { of: match[1] === 'organization' ? 'organization' : 'user', key: match[2] }
}

/** The field of a condition on custom fields, or null when the name is none. */
export function customField(field: string): ConditionField | null {
  const ticket = OF_TICKET.exec(field)
  if (ticket?.[2] !== undefined) {
    const id = ticket[2]
    return {
      ...common('Custom field', 'ticket'),
      allowed_in: ticket[1] === 'ticket_fields_' ? ['sla'] : ['trigger', 'automation', 'view'],
      operators: [...IS, ...LISTS, ...PRESENCE, ...ORDER, ...DAYS, ...CHANGES],
      needs: ['custom_fields'],
      test: (subject, operator, condition) =>
        holds(
          subject,
          operator,
          condition,
          subject.ticket.field_values[id],
          subject.before === null ? undefined : (subject.before.field_values[id] ?? null),
        ),
    }
  }
  const other = OF_OTHERS.exec(field)
  if (other?.[2] === undefined) return null
  const key = other[2]
  const need = other[1] === 'user' ? 'author' : other[1] === 'requester' ? 'requester' : 'organization'
  return {
    ...common('Custom field', need === 'organization' ? 'organization' : 'requester'),
    allowed_in: ['trigger', 'automation'],
    operators: [...IS, ...PRESENCE, ...LISTS, 'includes_string', 'not_includes_string', ...ORDER, ...DAYS],
    needs: [need, 'custom_fields'],
    test: (subject, operator, condition) => holds(subject, operator, condition, subject[need]?.fields[key], undefined),
  }
}

const common = (title: string, group: 'ticket' | 'requester' | 'organization') => ({
  kind: 'test' as const,
  title,
  group,
  pattern: /^[\s\S]*$/,
  nullable: true,
})

/** A stored value as texts: several for a multi-select, none for nothing. */
function textsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return []
  return [value].flat().map(String)
}

function holds(subject: RuleSubject, operator: string, { value }: Condition, now: unknown, before: unknown): boolean {
  const wanted = [value ?? ''].flat().map((one) => subject.option_values?.get(one) ?? one)
  const has = textsOf(now)
  const text = has.length === 0 ? null : has.join(' ')
  switch (operator) {
    case 'within_previous_n_days':
    case 'within_next_n_days':
      return isWithinDays(subject.now, text, Number(wanted[0]), operator === 'within_next_n_days')
    case 'is':
    case 'includes':
      return wanted.some((one) => (one === '' ? has.length === 0 : isOneOf(has, one)))
    case 'is_not':
    case 'not_includes':
      return !wanted.some((one) => (one === '' ? has.length === 0 : isOneOf(has, one)))
    case 'includes_string':
    case 'not_includes_string':
      return compareText(operator, text ?? '', wanted[0] ?? '')
    case 'less_than':
    case 'less_than_equal':
    case 'greater_than':
    case 'greater_than_equal':
      return compareOrder(operator, text, wanted[0] ?? '')
    default:
      return compareChoice(
        operator,
        { now: text, before: before === undefined ? undefined : textsOf(before).join(' ') || null },
        wanted,
      )
  }
}

/** Words of a free text count as its values too. */
const isOneOf = (has: readonly string[], wanted: string): boolean =>
  has.some((one) => one.toLowerCase() === wanted.toLowerCase())

/** Numbers as numbers, dates by the calendar. */
function compareOrder(operator: string, text: string | null, wanted: string): boolean {
  if (text === null || wanted === '') return false
  const [left, right] = [Number(text), Number(wanted)]
  if (!Number.isNaN(left) && !Number.isNaN(right)) return compareNumbers(operator, left, right)
  const [day, other] = [Date.parse(text), Date.parse(wanted)]
  return !Number.isNaN(day) && !Number.isNaN(other) && compareNumbers(operator, day, other)
}

function isWithinDays(now: Date, text: string | null, days: number, ahead: boolean): boolean {
  const at = text === null ? Number.NaN : Date.parse(text)
  const today = Math.floor(now.getTime() / DAY_MS)
  const apart = Math.floor(at / DAY_MS) - today
  return ahead ? apart >= 0 && apart <= days : apart <= 0 && -apart <= days
}
