// Whether conditions hold for a subject. Pure: no clock, no database.
import { type Condition, type Conditions, firstValue, valuesOf } from './condition.ts'
import { compareChoice, compareNumbers, compareTags, compareText, operatorOf } from './operators.ts'
import type { RuleSubject } from './subject.ts'
import { findConditionField } from './table.ts'

/** A condition that cannot be judged (its field is gone) does not hold. */
export function isTrue(condition: Condition, subject: RuleSubject): boolean {
  const field = findConditionField(condition.field)
  if (!field) return false
  const operator = operatorOf(condition.operator)
  switch (field.kind) {
    case 'choice':
      return compareChoice(
        operator,
        {
          now: field.read(subject.ticket),
          before: subject.before === null ? undefined : field.read(subject.before),
        },
        valuesOf(condition).flatMap((value) => namedValues(value, subject)),
        field.order,
      )
    case 'tags':
      return compareTags(operator, field.read(subject.ticket), valuesOf(condition))
    case 'number': {
      const value = field.read(subject)
      return value !== null && compareNumbers(operator, value, Number(firstValue(condition)))
    }
    case 'text': {
      const text = field.read(subject)
      return text !== null && compareText(operator, text, valuesOf(condition).join(' '))
    }
    case 'test':
      return field.test(subject, operator, condition)
  }
}

/** What a value's keyword stands for here. */
function namedValues(value: string, { ticket, actor }: RuleSubject): string[] {
  switch (value) {
    case 'current_user':
      return actor ? [String(actor.id)] : []
    case 'current_groups':
      return (actor?.group_ids ?? []).map(String)
    case 'requester_id':
      return [String(ticket.requester_id)]
    case 'assignee_id':
      return ticket.assignee_id === null ? [] : [String(ticket.assignee_id)]
    default:
      return [value]
  }
}

/**
 * The number of the first condition that does not hold, counted over `all` and then, for the whole of `any`, one more;
 * null when the rule applies. This is what "why" shows of a rule that did nothing.
 */
export function firstFalse({ all, any }: Conditions, subject: RuleSubject): number | null {
  const failing = all.findIndex((condition) => !isTrue(condition, subject))
  if (failing >= 0) return failing
  return any.length === 0 || any.some((condition) => isTrue(condition, subject)) ? null : all.length
}
