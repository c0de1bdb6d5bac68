// Business rules: triggers, automations and macros, the conditions and actions they share, and why a ticket is as it is.
import type { Module } from '../platform/module.ts'
import { automationEndpoints } from './automations/api.ts'
import { createDefaultRules } from './automations/defaults.ts'
import { hourlyJob, runJob } from './automations/jobs.ts'
import { dryRunEndpoints } from './dry-run/api.ts'
import { RULE_EVENTS } from './events.ts'
import { macroEndpoints } from './macros/api.ts'
import { macroImmediates } from './macros/queries.ts'
import { notifyJob } from './notifications/notify.ts'
import { rulePersonalData } from './personal-data.ts'
import { targetEndpoints } from './targets/api.ts'
import { triggerEndpoints } from './triggers/api.ts'
import { triggerImmediates } from './triggers/immediates.ts'
import { whyEndpoints } from './why/api.ts'
import { workspaceEndpoints } from './workspaces/api.ts'

export { checkFieldsKnown } from './checks.ts'
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
export { askForRequester } from './conditions/requester.ts'
export type { Need, RulePerson, RuleSchedule, RuleSubject, RuleTicket, RuleTimes } from './conditions/subject.ts'
export {
  type ConditionField,
  FIELDS,
  findConditionField,
  needsOf,
  PRIORITY_ORDER,
  STATUS_ORDER,
} from './conditions/table.ts'
export { RULE_STORIES } from './events.ts'
export { ruleExpiries } from './expiry.ts'
export { ruleSealedColumns } from './personal-data.ts'
export { ruleTitles } from './queries.ts'

export const module: Module = {
  name: 'rules',
  begin: createDefaultRules,
  endpoints: [
    ...triggerEndpoints,
    ...automationEndpoints,
    ...macroEndpoints,
    ...targetEndpoints,
    ...dryRunEndpoints,
    ...whyEndpoints,
    ...workspaceEndpoints,
  ],
  events: RULE_EVENTS,
  immediates: [...macroImmediates, ...triggerImmediates],
  jobs: [notifyJob, runJob, hourlyJob],
  personalData: rulePersonalData,
}
