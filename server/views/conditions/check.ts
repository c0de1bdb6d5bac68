// Whether conditions can be those of a view: what the rules' table allows, minus what a standing list cannot know.
import { invalid } from '../../platform/errors.ts'
import { type Condition, type Conditions, checkConditions, operatorOf, ticketFieldOf } from '../../rules/index.ts'
import { COLUMNS } from './choices.ts'
import { MOMENTS } from './hours.ts'

/** One of these must be in `all`: a list of everything is no view. As Zendesk asks. */
const NARROWING = ['status', 'type', 'group_id', 'assignee_id', 'requester_id']
/** Changes are for rules that run when a ticket changes. */
const OF_CHANGES = new Set(['changed', 'not_changed', 'value', 'value_previous', 'not_value', 'not_value_previous'])
const OTHERS = ['current_tags', 'via_id', 'current_via_id', 'locale_id', 'recipient', 'description_includes_word']

/** True for a field that lists of tickets can be asked about. */
export function isViewField(field: string): boolean {
  return COLUMNS.has(field) || MOMENTS.has(field) || OTHERS.includes(field) || ticketFieldOf(field) !== null
}

/** 422 with a reason for each condition that no view can have, and where nothing narrows the view. */
export function checkViewConditions(conditions: Conditions, has_query: boolean): void {
  checkConditions('view', conditions)
  for (const condition of [...conditions.all, ...conditions.any]) {
    const reason = whyNot(condition)
    if (reason) throw invalid('conditions', reason)
  }
  const is_narrowed = has_query || conditions.all.some((condition) => NARROWING.includes(condition.field))
  if (!is_narrowed)
    throw invalid(
      'base',
      'View must have at least one of status, type, group, assignee or requester in all its conditions',
    )
}

function whyNot({ field, operator }: Condition): string | null {
  if (OF_CHANGES.has(operatorOf(operator))) return `Condition: ${operator} is about a change, which a view does not see`
  return isViewField(field) ? null : `Condition: ${field} cannot be used in views here`
}
