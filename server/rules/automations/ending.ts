// Whether an automation ends: it must wait for a time, and what it does must make its own conditions false, or they must
// hold for one hour only. Otherwise it would act on the same tickets every hour, for ever.
import type { Action } from '../actions/action.ts'
import { planOf, ticketAfter } from '../actions/plan.ts'
import { type Condition, type Conditions, valuesOf } from '../conditions/condition.ts'
import { isTrue } from '../conditions/evaluate.ts'
import { isHourField } from '../conditions/hours.ts'
import { operatorOf } from '../conditions/operators.ts'
import { EMPTY_TICKET, type RuleSubject, type RuleTicket } from '../conditions/subject.ts'

const STATUS_HOURS = ['OPEN', 'PENDING', 'HOLD', 'SOLVED', 'CLOSED']

/** Why the automation would have no end, or null. */
export function whyNotAutomation({ all, any }: Conditions, actions: readonly Action[]): string | null {
  if (!all.some(({ field }) => isHourField(field)))
    return 'Automation: needs a condition on time under "all", e.g. hours since solved'
  const holds_for_one_hour = all.some(
    ({ field, operator }) => isHourField(field) && ['is', 'is_business_hours'].includes(operatorOf(operator)),
  )
  if (holds_for_one_hour || all.some((condition) => isEndedBy(condition, actions))) return null
  if (any.length > 0 && any.every((condition) => isEndedBy(condition, actions))) return null
  return 'Automation: needs an action that makes one of its conditions under "all" false, or it would act on the same tickets every hour: e.g. add a tag, with the condition that tickets do not have it'
}

/** A ticket of which nothing is known but what the condition itself asks for. */
function ticketFor(condition: Condition): RuleTicket {
  const asks_for_tags = condition.field === 'current_tags' && operatorOf(condition.operator) === 'includes'
  const status = STATUS_HOURS.includes(condition.field) ? condition.field.toLowerCase() : 'open'
  // All of them at once: if none is left of these, none is left of any.
  const tags = asks_for_tags ? valuesOf(condition).flatMap((value) => value.toLowerCase().split(/[\s,]+/)) : []
  return { ...EMPTY_TICKET, status, tags }
}

/** What a condition looks at is what an action sets, for every ticket alike, and the condition is false of it. */
function isEndedBy(condition: Condition, actions: readonly Action[]): boolean {
  const { field } = condition
  const is_about_status = field === 'status' || STATUS_HOURS.includes(field)
  const touches = actions.filter((action) =>
    is_about_status
      ? action.field === 'status'
      : field === 'current_tags'
        ? ['set_tags', 'current_tags', 'remove_tags'].includes(action.field)
        : action.field === field,
  )
  if (touches.length === 0) return false
  const before = ticketFor(condition)
  const set = touches.filter(({ field: name }) => name !== 'current_tags' && name !== 'remove_tags')
  const after = ticketAfter(before, planOf(touches, before, null))
  if (STATUS_HOURS.includes(field)) return after.status !== before.status
  // What keywords come to differs from ticket to ticket.
  if (set.some(({ value }) => value === 'current_user' || value === 'requester_id' || value === 'current_groups'))
    return false
  return !isTrue(condition, { ...NOTHING, ticket: after, before: after })
}

const NOTHING: Omit<RuleSubject, 'ticket' | 'before'> = {
  now: new Date(0),
  update_type: 'Change',
  comment: null,
  actor: null,
  current_via: '',
  cc_added: false,
}
