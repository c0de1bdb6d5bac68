// The active triggers of an account, remembered by the process. They cost a change of a ticket no look-up of their own,
// however many there are.
import { remembered } from '../platform/configuration.ts'
import type { Work } from '../platform/work.ts'
import type { Need } from './conditions/subject.ts'
import { needsOf } from './conditions/table.ts'
import { listActiveRules, lockRules } from './queries.ts'
import type { RuleRow } from './schema.ts'

export interface RuleSet {
  readonly triggers: readonly RuleRow[]
  /** What the conditions of all of them need. */
  readonly needs: ReadonlySet<Need>
}

export const activeTriggers = remembered(async (work: Work): Promise<RuleSet> => {
  const triggers = await listActiveRules(work, 'trigger')
  return { triggers, needs: needsOfRules(triggers) }
})

/** To be called with every change of a rule. Locks, so that two admins who reorder do not mix. */
export async function renewRuleSet(work: Work): Promise<void> {
  await lockRules(work)
  activeTriggers.forget(work)
}

/** What the conditions and actions of rules need. */
export function needsOfRules(rules: readonly Pick<RuleRow, 'conditions' | 'actions'>[]): Set<Need> {
  const needs = needsOf(rules.flatMap(({ conditions }) => [...conditions.all, ...conditions.any]))
  if (rules.some(({ actions }) => actions.some(({ value }) => value === 'current_groups'))) needs.add('actor_groups')
  // Whether an action would change a field is seen by comparing it with the value that is there.
  if (rules.some(({ actions }) => actions.some(({ field }) => field.startsWith('custom_fields_'))))
    needs.add('custom_fields')
  return needs
}
