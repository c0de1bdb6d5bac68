// The order in which triggers act: one after another; after one that changed the ticket again from the first; each at
// most once per change. Whatever acts (the database, a dry run, a test) is handed in, so that all of them keep the order.
import type { Conditions } from '../conditions/condition.ts'
import { firstFalse } from '../conditions/evaluate.ts'
import type { RuleSubject } from '../conditions/subject.ts'

/** Triggers that may act on one change. More than any desk needs; the run is marked as cut where it ends here. */
export const FIRINGS_PER_CHANGE = 100
/** Rules looked at for one change, those looked at again after a change included. */
export const EVALUATIONS_PER_CHANGE = 10_000

export interface OrderedRule {
  readonly id: number
  readonly conditions: Conditions
}

export interface Firing {
  readonly id: number
  /** The ticket's event that the rule made; null where it changed nothing. */
  readonly event_id: number | null
  readonly notified: number
  readonly error: string | null
}

/** What acting did. `subject` is the ticket as it is then, and null where it is unchanged. */
export interface Acted extends Omit<Firing, 'id'> {
  readonly subject: RuleSubject | null
}

export interface Run {
  /** Rule → number of its first condition that did not hold when it was looked at last; null where all did. */
  considered: Map<number, number | null>
  fired: Firing[]
  is_cut: boolean
}

/** Lets rules act on a change. Ends: every pass but the last has one rule act that has not acted before. */
export async function runInOrder<Rule extends OrderedRule>(
  rules: readonly Rule[],
  start: RuleSubject,
  act: (rule: Rule, subject: RuleSubject) => Promise<Acted>,
): Promise<Run> {
  const run: Run = { considered: new Map(), fired: [], is_cut: false }
  const done = new Set<number>()
  let subject = start
  let looked_at = 0
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at]
    if (!rule || done.has(rule.id)) continue
    if (looked_at === EVALUATIONS_PER_CHANGE || run.fired.length === FIRINGS_PER_CHANGE) {
      run.is_cut = true
      break
    }
    looked_at += 1
    const failing = firstFalse(rule.conditions, subject)
    run.considered.set(rule.id, failing)
    if (failing !== null) continue
    done.add(rule.id)
    const { subject: changed, ...acted } = await act(rule, subject)
    run.fired.push({ id: rule.id, ...acted })
    if (changed === null) continue
    subject = changed
    at = -1
  }
  return run
}
