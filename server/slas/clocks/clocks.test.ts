import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hours } from '../../schedules/index.ts'
import type { TicketStatus } from '../schema.ts'
import { type ClockState, METRICS, type Metric, type Moment, NO_CLOCKS } from './clock.ts'
import { elapsed, type Held, stageOf, type Targets } from './measure.ts'
import { step } from './step.ts'

const MINUTE_MS = 60_000
const START_MS = Date.parse('2026-03-27T09:00:00Z')

/** What a ticket is in one minute, for the slow reference: it asks of every minute whether it counts. */
interface Change {
  minute: number
  status: TicketStatus
  group_id: number | null
  said: Moment['said']
  targets: Targets
}

const WALL = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' })
const HOURS: Hours = {
  iana_zone: 'Europe/Berlin',
  intervals: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ start_time: day * 1440 + 480, end_time: day * 1440 + 1080 })),
  holidays: [{ start_date: '2026-03-28', end_date: '2026-03-28' }],
}
function isBusinessSlowly(minute: number): boolean {
  const [date = '', time = ''] = WALL.format(START_MS + minute * MINUTE_MS).split(' ')
  return date !== '2026-03-28' && time >= '08:00' && time < '18:00'
}
const business = Array.from({ length: 8_000 }, (_, minute) => isBusinessSlowly(minute))

/** One metric of one ticket, minute by minute, written from Zendesk's description of it and not from the code. */
function slowly(metric: Metric, changes: readonly Change[], until: number) {
  let [counted, business_counted, instance] = [0, 0, 0]
  let state = 'none' as 'none' | 'on' | 'done' // the closure below changes it
  let [answered, had_question] = [false, false]
  let group: number | null = null
  let status: TicketStatus = 'new'
  const pausing: Record<Metric, TicketStatus[]> = {
    first_reply_time: [],
    next_reply_time: [],
    periodic_update_time: [],
    pausable_update_time: ['pending'],
    requester_wait_time: ['pending'],
    agent_work_time: ['pending', 'hold'],
    ownership_time: ['pending', 'hold'],
  }
  const start = (from_zero: boolean) => {
    if (state === 'on') return
    state = 'on'
    instance += 1
    if (from_zero) [counted, business_counted] = [0, 0]
  }
  for (let minute = 0; minute <= until; minute++) {
    for (const change of changes.filter((one) => one.minute === minute)) {
      const solved = change.status === 'solved' || change.status === 'closed'
      const moved = change.group_id !== group
      const is_reply = metric.includes('reply') || metric.includes('update')
      if (state === 'on' && (solved || (is_reply && change.said === 'agent') || (metric === 'ownership_time' && moved)))
        state = 'done'
      if (!solved) {
        if (metric === 'first_reply_time' && change.said === 'customer' && !answered) start(true)
        if (metric === 'next_reply_time' && change.said === 'customer' && answered) start(true)
        if (metric.includes('update') && change.said === 'agent') start(true)
        if (metric === 'requester_wait_time' || metric === 'agent_work_time') start(false)
        if (metric === 'ownership_time' && change.group_id !== null) start(moved)
      }
      had_question ||= change.said === 'customer' && !solved
      answered ||= change.said === 'agent' || (solved && had_question)
      ;[group, status] = [change.group_id, change.status]
    }
    if (minute < until && state === 'on' && !pausing[metric].includes(status)) {
      counted += 1
      if (business[minute]) business_counted += 1
    }
  }
  return { counted, business_counted, instance, state }
}

function replay(changes: readonly Change[], until: number) {
  let state: ClockState = NO_CLOCKS
  let held: Held[] = []
  const breaches: { metric: Metric; at: number }[] = []
  for (const { minute, status, group_id, said, targets } of [
    ...changes,
    { ...changes.at(-1)!, minute: until, said: null },
  ]) {
    const at_ms = START_MS + minute * MINUTE_MS
    const stepped = step({ state, held }, { at_ms, status, group_id, said }, targets, HOURS)
    state = stepped.state
    held = stepped.held
    for (const one of stepped.breaches) breaches.push({ metric: one.metric, at: (one.at_ms - START_MS) / MINUTE_MS })
  }
  return { state, held, breaches }
}

const statuses = fc.constantFrom<TicketStatus>('new', 'open', 'open', 'pending', 'hold', 'solved')
const anyTargets: fc.Arbitrary<Targets> = fc
  .array(
    fc.record({
      metric: fc.constantFrom(...METRICS),
      target_s: fc.integer({ min: 1, max: 2_000 }).map((minutes) => minutes * 60),
      business_hours: fc.boolean(),
    }),
    { maxLength: 7 },
  )
  .map((all) => Object.fromEntries(all.map(({ metric, ...target }) => [metric, target])))
const history = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 6_000 }),
      status: statuses,
      group_id: fc.constantFrom(null, 1, 2),
      said: fc.constantFrom<Moment['said']>('customer', 'agent', null, null),
      targets: anyTargets,
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((all): Change[] =>
    all.toSorted((a, b) => a.minute - b.minute).map((one, index) => (index === 0 ? { ...one, minute: 0 } : one)),
  )

describe('the clocks of a ticket', () => {
  test('count what counting minute by minute gives, for every metric, on the calendar and in business hours', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 1_500 }), (changes, later) => {
        const until = (changes.at(-1)?.minute ?? 0) + later
        const { state } = replay(changes, until)
        for (const metric of METRICS) {
          const slow = slowly(metric, changes, until)
          const clock = state.clocks[metric]
          expect(clock?.instance ?? 0, metric).toBe(slow.instance)
          if (!clock) continue
          const at_ms = START_MS + until * MINUTE_MS
          expect(clock.phase === 'fulfilled', metric).toBe(slow.state === 'done')
          expect(elapsed(clock, null, at_ms) / MINUTE_MS, metric).toBe(slow.counted)
          expect(elapsed(clock, HOURS, at_ms) / MINUTE_MS, metric).toBe(slow.business_counted)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('miss a target in the very minute in which the counted time reaches it', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 1_500 }), (changes, later) => {
        const until = (changes.at(-1)?.minute ?? 0) + later
        const { held } = replay(changes, until)
        for (const { metric, target_s, business_hours, breach_ms, phase } of held) {
          const slow = slowly(metric, changes, until)
          const counted = business_hours ? slow.business_counted : slow.counted
          const is_missed = counted * 60 >= target_s
          expect(breach_ms !== null && breach_ms <= START_MS + until * MINUTE_MS, metric).toBe(is_missed)
          const stage = stageOf({ phase, breach_ms }, START_MS + until * MINUTE_MS)
          expect(stage === 'breached', metric).toBe(is_missed)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('tell every miss once, also when nobody looked until the clock was fulfilled', () => {
    fc.assert(
      fc.property(history, (changes) => {
        const { breaches, state } = replay(changes, (changes.at(-1)?.minute ?? 0) + 100)
        for (const metric of METRICS) {
          const told = breaches.filter((one) => one.metric === metric)
          // A changed target may be missed again by the same instance, so changes bound how often it is told.
          expect(told.length).toBeLessThanOrEqual((state.clocks[metric]?.instance ?? 0) * (changes.length + 1))
        }
      }),
    )
  })

  test('a very long history is added up without losing time', () => {
    const changes: Change[] = Array.from({ length: 600 }, (_, index) => ({
      minute: index * 10,
      status: index % 2 === 0 ? 'open' : 'pending',
      group_id: null,
      said: null,
      targets: {},
    }))
    const { state } = replay(changes, 6_000)
    const clock = state.clocks.requester_wait_time!
    expect(clock.spans.length).toBeLessThanOrEqual(100)
    const slow = slowly('requester_wait_time', changes, 6_000)
    expect(elapsed(clock, null, START_MS + 6_000 * MINUTE_MS) / MINUTE_MS).toBe(slow.counted)
    expect(elapsed(clock, HOURS, START_MS + 6_000 * MINUTE_MS) / MINUTE_MS).toBe(slow.business_counted)
  })
})
