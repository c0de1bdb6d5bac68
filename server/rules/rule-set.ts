// The active triggers of an account, remembered by the process: read again when the account's version of its rules is
// another. That costs a change of a ticket one look-up by key, however many rules there are.
import type { Work } from '../platform/work.ts'
import type { Need } from './conditions/subject.ts'
import { needsOf } from './conditions/table.ts'
import { listActiveRules, ruleSetVersion } from './queries.ts'
import type { RuleRow } from './schema.ts'

export interface RuleSet {
  readonly version: number
  readonly triggers: readonly RuleRow[]
  /** What the conditions of all of them need. */
  readonly needs: ReadonlySet<Need>
}

const NONE: RuleSet = { version: 0, triggers: [], needs: new Set() }

/** Accounts whose rules a process remembers; the one that was remembered first makes room. */
const REMEMBERED = 1_000
const remembered = new Map<number, RuleSet>()

/** What the process remembers, which may be old: for asking at the same time what will most likely be needed. */
export const guessRuleSet = (work: Work): RuleSet => remembered.get(work.account_id) ?? NONE

export async function activeTriggers(work: Work): Promise<RuleSet> {
  const version = await ruleSetVersion(work)
  const known = guessRuleSet(work)
  if (known.version === version) return known
  const triggers = await listActiveRules(work, 'trigger')
  const set: RuleSet = { version, triggers, needs: needsOfRules(triggers) }
  const [oldest] = remembered.keys()
  if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  remembered.set(work.account_id, set)
  return set
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
