// Conditions that count hours since something happened in a ticket, or until something is due: by the calendar, or in
// the desk's working hours. Only views and automations have them: a change has no hours.
import type { Condition } from './condition.ts'
import { firstValue } from './condition.ts'
import { BUSINESS_HOURS, compareNumbers, HOURS } from './operators.ts'
import type { Need, RuleSubject } from './subject.ts'
import type { ConditionField } from './table.ts'

const MINUTE_MS = 60_000
const MINUTES_PER_HOUR = 60

/** Whole hours of a span, as rules count them; null where there is no such moment. */
function hoursBetween(subject: RuleSubject, from: Date, to: Date, business: boolean): number {
  const minutes =
    business && subject.schedules?.[0]
      ? subject.schedules[0].minutesBetween(from, to)
      : (to.getTime() - from.getTime()) / MINUTE_MS
  return Math.floor(minutes / MINUTES_PER_HOUR)
}

interface Moment {
  readonly title: string
  readonly needs?: readonly Need[]
  /** `until` counts towards the moment; it has passed where that is negative. */
  readonly direction: 'since' | 'until'
  read(subject: RuleSubject): Date | null
}

const since = (title: string, read: Moment['read'], needs: readonly Need[] = ['times']): Moment => ({
  title,
  direction: 'since',
  needs,
  read,
})

/** Hours since a ticket came into the status it is in: no other ticket has them. */
const inStatus = (status: string): Moment =>
  since(`Hours since ${status}`, ({ ticket, times }) =>
    ticket.status === status ? (times?.status_updated_at ?? ticket.updated_at) : null,
  )

const MOMENTS: Readonly<Record<string, Moment>> = {
  NEW: since('Hours since created', ({ ticket }) => ticket.created_at, []),
  OPEN: inStatus('open'),
  PENDING: inStatus('pending'),
  HOLD: inStatus('hold'),
  SOLVED: inStatus('solved'),
  CLOSED: inStatus('closed'),
  assigned_at: since('Hours since assigned', ({ times }) => times?.assigned_at ?? null),
  updated_at: since('Hours since update', ({ ticket }) => ticket.updated_at, []),
  requester_updated_at: since('Hours since requester update', ({ times }) => times?.requester_updated_at ?? null),
  assignee_updated_at: since('Hours since assignee update', ({ times }) => times?.assignee_updated_at ?? null),
  due_date: since('Hours since due date', ({ ticket }) => ticket.due_at, []),
  until_due_date: { title: 'Hours until due date', direction: 'until', read: ({ ticket }) => ticket.due_at },
}

export const isHourField = (field: string): boolean => Object.hasOwn(MOMENTS, field) || field === 'sla_next_breach_at'

function hourField({ title, needs = [], direction, read }: Moment, more: Partial<ConditionField> = {}): ConditionField {
  return {
    kind: 'test',
    title,
    group: 'hours',
    allowed_in: ['automation', 'view'],
    operators: [...HOURS, ...BUSINESS_HOURS],
    pattern: /^\d{1,6}$/,
    needs: [...needs, 'schedules'],
    test(subject: RuleSubject, operator: string, condition: Condition): boolean {
      const moment = read(subject)
      if (moment === null) return false
      const business = operator.endsWith('_business_hours')
      const [from, to] = direction === 'since' ? [moment, subject.now] : [subject.now, moment]
      // What lies on the other side has no hours: a task that is not due yet is not zero hours overdue.
      if (from > to) return false
      const hours = hoursBetween(subject, from, to, business)
      return compareNumbers(operator.replace('_business_hours', ''), hours, Number(firstValue(condition)))
    },
    ...more,
  } as ConditionField // `more` changes neither kind nor test
}

export const HOUR_FIELDS: Readonly<Record<string, ConditionField>> = {
  ...Object.fromEntries(Object.entries(MOMENTS).map(([name, moment]) => [name, hourField(moment)])),
  sla_next_breach_at: hourField(
    { title: 'Hours until next SLA breach', direction: 'until', read: ({ next_breach_at }) => next_breach_at ?? null },
    { allowed_in: ['trigger', 'automation', 'view'], operators: [...HOURS, 'is_not'], needs: ['next_breach_at'] },
  ),
}
