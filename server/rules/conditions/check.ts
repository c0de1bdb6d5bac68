// Whether conditions may be saved: known fields, operators and values that belong together. Says what to do about it.
import { type FieldError, type FieldErrors, Refusal } from '../../platform/errors.ts'
import { CONDITIONS_PER_RULE, type Condition, type Conditions, type RuleKind } from './condition.ts'
import { operatorOf, VALUELESS } from './operators.ts'
import { findConditionField } from './table.ts'

/** Why a condition cannot be part of a rule of this kind, or null. */
export function whyNotCondition(kind: RuleKind, condition: Condition): string | null {
  const { field, value } = condition
  const entry = findConditionField(field)
  if (!entry) return `Condition: ${field || 'without a field'} is not a field of rules`
  if (entry.not_here) return `Condition: ${field} ${entry.not_here}`
  if (!entry.allowed_in.includes(kind)) return `Condition: ${field} cannot be used in a ${kind}`
  const operator = operatorOf(condition.operator)
  if (!entry.operators.includes(operator))
    return `Condition: ${field} takes the operators ${entry.operators.join(', ')}, not ${condition.operator}`
  if (VALUELESS.has(operator)) return null
  const values = value === null ? [''] : [value].flat()
  if (values.length === 0) return `Condition: ${field} needs a value`
  const wrong = values.find((one) => !(one === '' ? entry.nullable : entry.pattern.test(one)))
  if (wrong === undefined) return null
  return wrong === ''
    ? `Condition: ${field} needs a value`
    : `Condition: ${field} cannot have the value ${JSON.stringify(wrong.slice(0, 60))}`
}

/** 422 with a reason for each condition that cannot be. */
export function checkConditions(kind: RuleKind, { all, any }: Conditions): void {
  const conditions = [...all, ...any]
  const reasons =
    conditions.length > CONDITIONS_PER_RULE
      ? [`Conditions: at most ${CONDITIONS_PER_RULE}`]
      : conditions.map((condition) => whyNotCondition(kind, condition)).filter((reason) => reason !== null)
  refuseFor('conditions', reasons)
}

/** 422 on one key of the rule when there are reasons against it. */
export function refuseFor(key: string, reasons: readonly string[], error: FieldError['error'] = 'InvalidValue'): void {
  if (reasons.length === 0) return
  const details: FieldErrors = { [key]: reasons.slice(0, 10).map((description) => ({ description, error })) }
  throw new Refusal('invalid', undefined, { details })
}
