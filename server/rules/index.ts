// Business rules: triggers, automations and macros, the conditions and actions they share, and why a ticket is as it is.
import type { Module } from '../platform/module.ts'

export { checkConditions, whyNotCondition } from './conditions/check.ts'
export {
  type Condition,
  type Conditions,
  conditionInput,
  conditionSchema,
  conditionsInput,
  conditionsOf,
  conditionsSchema,
  firstValue,
  type RuleKind,
  valuesOf,
} from './conditions/condition.ts'
export { personFieldOf, ticketFieldOf } from './conditions/custom-fields.ts'
export { firstFalse, isTrue } from './conditions/evaluate.ts'
export { OPERATOR_TITLES, operatorOf, VALUELESS } from './conditions/operators.ts'
export type { Need, RulePerson, RuleSchedule, RuleSubject, RuleTicket, RuleTimes } from './conditions/subject.ts'
export {
  type ConditionField,
  FIELDS,
  findConditionField,
  needsOf,
  PRIORITY_ORDER,
  STATUS_ORDER,
} from './conditions/table.ts'
export { VIA_IDS, viaIdOf } from './conditions/via.ts'

export const module: Module = {
  name: 'rules',
  endpoints: [],
  personalData: [],
}
