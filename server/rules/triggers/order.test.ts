// Generated rules and histories: whatever triggers a desk has, they come to an end, act at most once per change, and do
// the same when the same happens again.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action } from '../actions/action.ts'
import { type Plan, planOf, ticketAfter } from '../actions/plan.ts'
import type { Condition } from '../conditions/condition.ts'
import { firstFalse } from '../conditions/evaluate.ts'
import { EMPTY_TICKET, type RuleSubject, type RuleTicket } from '../conditions/subject.ts'
import { PRIORITY_ORDER, STATUS_ORDER, TYPES } from '../conditions/table.ts'
import { FIRINGS_PER_CHANGE, type OrderedRule, type Run, runInOrder } from './order.ts'

interface Trigger extends OrderedRule {
  readonly actions: readonly Action[]
}

const TAGS = ['a', 'b', 'c', 'd']
const IDS = ['', '1', '2']

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant('status'),
    operator: fc.constantFrom(
      'is',
      'is_not',
      'less_than',
      'greater_than',
      'value',
      'value_previous',
      'changed',
      'not_changed',
    ),
    value: fc.constantFrom(...STATUS_ORDER),
  }),
  fc.record({
    field: fc.constant('priority'),
    operator: fc.constantFrom('is', 'is_not', 'less_than', 'changed'),
    value: fc.constantFrom(...PRIORITY_ORDER),
  }),
  fc.record({
    field: fc.constant('current_tags'),
    operator: fc.constantFrom('includes', 'not_includes'),
    value: fc.subarray(TAGS, { minLength: 1 }).map((tags) => tags.join(' ')),
  }),
  fc.record({
    field: fc.constantFrom('group_id', 'assignee_id', 'type'),
    operator: fc.constantFrom('is', 'is_not', 'changed', 'not_value'),
    value: fc.constantFrom(...IDS, ...TYPES),
  }),
  fc.record({
    field: fc.constant('update_type'),
    operator: fc.constant('is'),
    value: fc.constantFrom('Create', 'Change'),
  }),
)

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ field: fc.constant('status'), value: fc.constantFrom(...STATUS_ORDER.slice(1, 5)) }),
  fc.record({ field: fc.constant('priority'), value: fc.constantFrom(...PRIORITY_ORDER) }),
  fc.record({ field: fc.constant('type'), value: fc.constantFrom(...TYPES) }),
  fc.record({ field: fc.constantFrom('group_id', 'assignee_id'), value: fc.constantFrom(...IDS) }),
  fc.record({
    field: fc.constantFrom('set_tags', 'current_tags', 'remove_tags'),
    value: fc.subarray(TAGS, { minLength: 1 }).map((tags) => tags.join(' ')),
  }),
)

const rules: fc.Arbitrary<Trigger[]> = fc
  .array(
    fc.record({
      all: fc.array(condition, { maxLength: 3 }),
      any: fc.array(condition, { maxLength: 2 }),
      actions: fc.array(action, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map(({ all, any, actions }, id) => ({ id, conditions: { all, any }, actions })))

const ticket: fc.Arbitrary<RuleTicket> = fc
  .record({
    status: fc.constantFrom(...STATUS_ORDER.slice(0, 5)),
    priority: fc.constantFrom(null, ...PRIORITY_ORDER),
    type: fc.constantFrom(null, ...TYPES),
    group_id: fc.constantFrom(null, 1, 2),
    assignee_id: fc.constantFrom(null, 1, 2),
    tags: fc.subarray(TAGS),
  })
  .map((parts) => ({ ...EMPTY_TICKET, ...parts }))

const subject = (before: RuleTicket | null, now: RuleTicket): RuleSubject => ({
  now: new Date(0),
  update_type: before === null ? 'Create' : 'Change',
  ticket: now,
  before,
  comment: null,
  actor: null,
  current_via: 'web',
  cc_added: false,
})

interface Trace {
  run: Run
  end: RuleTicket
  acted: { id: number; held: boolean; plan: Plan }[]
}

/** Lets triggers act on a change, in memory. */
async function follow(triggers: readonly Trigger[], before: RuleTicket | null, now: RuleTicket): Promise<Trace> {
  let end = now
  const acted: Trace['acted'] = []
  const run = await runInOrder(triggers, subject(before, now), async (trigger, seen) => {
    const plan = planOf(trigger.actions, seen.ticket, null)
    acted.push({ id: trigger.id, held: firstFalse(trigger.conditions, seen) === null, plan })
    const is_changed = Object.keys(plan.change).length > 0
    if (is_changed) end = ticketAfter(seen.ticket, plan)
    return {
      subject: is_changed ? { ...seen, ticket: end } : null,
      event_id: is_changed ? acted.length : null,
      notified: 0,
      error: null,
    }
  })
  return { run, end, acted }
}

describe('triggers of any desk, over any history', () => {
  it('end, act at most once per change and only where their conditions hold, and do the same on replay', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.array(ticket, { minLength: 1, maxLength: 6 }), async (triggers, history) => {
        let before: RuleTicket | null = null
        for (const change of history) {
          const trace: Trace = await follow(triggers, before, change)
          const ids = trace.run.fired.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          expect(trace.acted.every(({ held }) => held)).toBe(true)
          expect(ids.length).toBeLessThanOrEqual(FIRINGS_PER_CHANGE)
          // Every trigger was looked at, unless a limit was reached.
          expect(trace.run.is_cut || trace.run.considered.size === triggers.length).toBe(true)
          expect(await follow(triggers, before, change)).toEqual(trace)
          before = trace.end
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leave none out that would still apply, once no other changes the ticket', async () => {
    await fc.assert(
      fc.asyncProperty(rules, ticket, async (triggers, created) => {
        const { run, end } = await follow(triggers, null, created)
        const left = triggers.filter(
          ({ id, conditions }) =>
            !run.fired.some((firing) => firing.id === id) && firstFalse(conditions, subject(null, end)) === null,
        )
        expect(run.is_cut ? [] : left).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('are ended by the limit where there are more than a desk needs', async () => {
    const triggers = Array.from({ length: 300 }, (_, id) => ({
      id,
      conditions: { all: [], any: [] },
      actions: [{ field: 'priority', value: id % 2 === 0 ? 'low' : 'high' }],
    }))
    const { run } = await follow(triggers, null, EMPTY_TICKET)
    expect(run.fired).toHaveLength(FIRINGS_PER_CHANGE)
    expect(run.is_cut).toBe(true)
  })
})
