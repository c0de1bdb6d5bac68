// The rules every desk begins with. None sends mail: answers to participants and the first acknowledgement leave by
// themselves (server/mail/deliveries), so that a desk without a rule already answers.
import type { Work } from '../../platform/work.ts'
import { ruleCreated } from '../events.ts'
import { beginRuleSet, insertRule } from '../queries.ts'

/** Hours after which solved tickets close: the usual time, which a desk may change, and the latest. */
const CLOSE_AFTER_H = 96
const CLOSE_AT_LATEST_H = 28 * 24

const DEFAULTS = [
  { title: 'Close ticket 4 days after status is set to solved', hours: CLOSE_AFTER_H },
  { title: 'Close ticket 28 days after status is set to solved', hours: CLOSE_AT_LATEST_H },
]

/** Makes the standard automations, once in an account's life: who deletes them has deleted them. */
export async function createDefaultRules(work: Work): Promise<void> {
  if (!(await beginRuleSet(work))) return
  for (const [index, { title, hours }] of DEFAULTS.entries()) {
    const rule = await insertRule(work, {
      kind: 'automation',
      title,
      description: null,
      active: true,
      position: index + 1,
      category_id: null,
      conditions: {
        all: [
          { field: 'status', operator: 'is', value: 'solved' },
          { field: 'SOLVED', operator: 'greater_than', value: String(hours) },
        ],
        any: [],
      },
      actions: [{ field: 'status', value: 'closed' }],
      restriction: null,
      is_default: true,
      created_at: work.now,
      updated_at: work.now,
    })
    work.record(ruleCreated, rule.id, { kind: 'automation' }, { title })
  }
}
