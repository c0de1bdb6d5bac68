// The clocks of one ticket, as pure data. A clock knows the stretches of time in which it ran; what they amount to, on
// the calendar or in business hours, and when a target is missed, is worked out from them. So a change of priority,
// policy or schedule needs no past: the same stretches are measured anew.
import type { TicketStatus } from '../schema.ts'

export const METRICS = [
  'first_reply_time',
  'next_reply_time',
  'periodic_update_time',
  'pausable_update_time',
  'requester_wait_time',
  'agent_work_time',
  'ownership_time',
] as const
export type Metric = (typeof METRICS)[number]

/** Stretches that are remembered one by one; the oldest beyond that are added up with the measure of that moment. */
export const MAX_SPANS = 100

export interface Clock {
  /** Counts how often this clock began on the ticket, from 1. */
  instance: number
  phase: 'running' | 'paused' | 'fulfilled'
  /** Ended stretches, oldest first, in milliseconds since 1970. */
  spans: [from_ms: number, to_ms: number][]
  /** Since when it runs, while it does. */
  since_ms: number | null
  /** What was added up of stretches that are no longer remembered. */
  folded: { calendar_ms: number; business_ms: number }
  /** A missed target of this instance was noted. */
  is_noted: boolean
}

export type Clocks = Partial<Record<Metric, Clock>>

/** Everything the clocks of a ticket know. */
export interface ClockState {
  clocks: Clocks
  /** Somebody of the team has answered in public, or the ticket was solved without it. */
  is_answered: boolean
  group_id: number | null
}

export const NO_CLOCKS: ClockState = { clocks: {}, is_answered: false, group_id: null }

/** What a ticket is after one change, and who spoke in public with it. */
export interface Moment {
  at_ms: number
  status: TicketStatus
  group_id: number | null
  said: 'customer' | 'agent' | null
}

/** What happened to a clock, for the ticket's metric events. */
export interface ClockFact {
  metric: Metric
  type: 'activate' | 'pause' | 'fulfill'
  instance: number
}

const isDone = (status: TicketStatus): boolean => status === 'solved' || status === 'closed'

/** In which statuses a clock that has begun runs. It pauses in the others, and solving fulfils it. */
const RUNS_IN: Record<Metric, readonly TicketStatus[]> = {
  first_reply_time: ['new', 'open', 'pending', 'hold'],
  next_reply_time: ['new', 'open', 'pending', 'hold'],
  periodic_update_time: ['new', 'open', 'pending', 'hold'],
  pausable_update_time: ['new', 'open', 'hold'],
  requester_wait_time: ['new', 'open', 'hold'],
  agent_work_time: ['new', 'open'],
  ownership_time: ['new', 'open'],
}

/** The clocks after a change. Pure: the old state stays as it was. */
export function advance(before: ClockState, moment: Moment): { after: ClockState; facts: ClockFact[] } {
  const clocks: Clocks = structuredClone(before.clocks)
  const facts: ClockFact[] = []
  const { at_ms, status, said } = moment
  const done = isDone(status)

  // What an answer or a new group ends.
  if (said === 'agent' || done) for (const metric of REPLIES) stop(metric)
  if (moment.group_id !== before.group_id || done) stop('ownership_time')
  if (done) for (const metric of METRICS) stop(metric)
  if (!done) {
    if (said === 'customer') {
      if (!before.is_answered) begin('first_reply_time')
      else begin('next_reply_time')
    }
    if (said === 'agent') for (const metric of UPDATES) begin(metric)
    // Times of the whole ticket go on where they were after it is opened again.
    for (const metric of TOTALS) resume(metric)
    if (moment.group_id !== null) {
      if (moment.group_id !== before.group_id) begin('ownership_time')
      else resume('ownership_time')
    }
    for (const metric of METRICS) follow(metric)
  }
  const is_answered = before.is_answered || said === 'agent' || (done && clocks.first_reply_time !== undefined)
  return { after: { clocks, is_answered, group_id: moment.group_id }, facts }

  function stop(metric: Metric): void {
    const clock = clocks[metric]
    if (!clock || clock.phase === 'fulfilled') return
    endSpan(clock, at_ms)
    clock.phase = 'fulfilled'
    facts.push({ metric, type: 'fulfill', instance: clock.instance })
  }

  /** A clock that starts from nothing, unless it is on its way. */
  function begin(metric: Metric): void {
    const old = clocks[metric]
    if (old && old.phase !== 'fulfilled') return
    clocks[metric] = {
      instance: (old?.instance ?? 0) + 1,
      phase: 'running',
      spans: [],
      since_ms: at_ms,
      folded: { calendar_ms: 0, business_ms: 0 },
      is_noted: false,
    }
    facts.push({ metric, type: 'activate', instance: (old?.instance ?? 0) + 1 })
  }

  /** A clock that goes on with the time it has, unless it is on its way. */
  function resume(metric: Metric): void {
    const old = clocks[metric]
    begin(metric)
    const clock = clocks[metric]
    if (!old || !clock || clock === old) return
    clock.spans = old.spans
    clock.folded = old.folded
    clock.is_noted = old.is_noted
  }

  /** Runs or pauses as the status says. */
  function follow(metric: Metric): void {
    const clock = clocks[metric]
    if (!clock || clock.phase === 'fulfilled') return
    const should_run = RUNS_IN[metric].includes(status)
    if (should_run && clock.phase === 'paused') {
      clock.phase = 'running'
      clock.since_ms = at_ms
      facts.push({ metric, type: 'activate', instance: clock.instance })
    } else if (!should_run && clock.phase === 'running') {
      endSpan(clock, at_ms)
      clock.phase = 'paused'
      facts.push({ metric, type: 'pause', instance: clock.instance })
    }
  }
}

const REPLIES = ['first_reply_time', 'next_reply_time', 'periodic_update_time', 'pausable_update_time'] as const
const UPDATES = ['periodic_update_time', 'pausable_update_time'] as const
const TOTALS = ['requester_wait_time', 'agent_work_time'] as const

function endSpan(clock: Clock, at_ms: number): void {
  if (clock.since_ms === null) return
  if (at_ms > clock.since_ms) clock.spans.push([clock.since_ms, at_ms])
  clock.since_ms = null
}
