// What a clock's stretches amount to, and when its target is missed.
import { addBusinessTime, businessTimeBetween, type Hours } from '../../schedules/index.ts'
import { type Clock, type ClockState, MAX_SPANS, METRICS, type Metric } from './clock.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** What a clock is held to. */
export interface Target {
  target_s: number
  business_hours: boolean
}

export type Targets = Partial<Record<Metric, Target>>

/** Null stands for the calendar: every minute counts. */
type Measure = Hours | null

function between(measure: Measure, from_ms: number, to_ms: number): number {
  return measure === null
    ? Math.max(0, to_ms - from_ms)
    : businessTimeBetween(measure, new Date(from_ms), new Date(to_ms))
}

function plus(measure: Measure, from_ms: number, ms: number): number | null {
  if (measure === null) return from_ms + ms
  return addBusinessTime(measure, new Date(from_ms), ms)?.getTime() ?? null
}

/** Time a clock has counted up to an instant, in milliseconds. */
export function elapsed(clock: Clock, measure: Measure, at_ms: number): number {
  let sum_ms = measure === null ? clock.folded.calendar_ms : clock.folded.business_ms
  for (const [from_ms, to_ms] of clock.spans) sum_ms += between(measure, from_ms, to_ms)
  return clock.since_ms === null ? sum_ms : sum_ms + between(measure, clock.since_ms, at_ms)
}

/**
 * The instant at which the clock reaches its target: in the past where it has, ahead while it runs towards it. Null
 * while it is paused or fulfilled short of it, and where the business hours left never suffice.
 */
export function breachInstant(clock: Clock, target_s: number, measure: Measure): number | null {
  let left_ms = target_s * 1_000 - (measure === null ? clock.folded.calendar_ms : clock.folded.business_ms)
  for (const [from_ms, to_ms] of clock.spans) {
    if (left_ms <= 0) return from_ms
    const length_ms = between(measure, from_ms, to_ms)
    if (length_ms >= left_ms) return plus(measure, from_ms, left_ms)
    left_ms -= length_ms
  }
  return clock.since_ms === null ? null : plus(measure, clock.since_ms, left_ms)
}

export type Stage = 'active' | 'paused' | 'achieved' | 'breached'

/** A clock held against its target: what is stored, and what the side-load shows. */
export interface Held {
  metric: Metric
  phase: Clock['phase']
  target_s: number
  business_hours: boolean
  /** Milliseconds since 1970, or null. */
  breach_ms: number | null
  /** Time left until the target when it was paused, in milliseconds; of no meaning otherwise. */
  left_ms: number
}

/** Every clock that has a target, with when it will be, or was, missed. `hours` is what business hours mean here. */
export function hold(state: ClockState, targets: Targets, hours: Measure, at_ms: number): Held[] {
  return METRICS.flatMap((metric) => {
    const clock = state.clocks[metric]
    const target = targets[metric]
    if (!clock || !target) return []
    const { target_s, business_hours } = target
    const measure = business_hours ? hours : null
    return [
      {
        metric,
        phase: clock.phase,
        target_s,
        business_hours,
        breach_ms: breachInstant(clock, target_s, measure),
        left_ms: target_s * 1_000 - elapsed(clock, measure, at_ms),
      },
    ]
  })
}

/** How a held clock stands at an instant. */
export function stageOf(held: Pick<Held, 'phase' | 'breach_ms'>, at_ms: number): Stage {
  if (held.breach_ms !== null && held.breach_ms <= at_ms) return 'breached'
  if (held.phase === 'fulfilled') return 'achieved'
  return held.phase === 'paused' ? 'paused' : 'active'
}

/** Time left in the largest unit of which there is one, as Zendesk shows it; negative after the breach. */
export function inUnits(ms: number): { days: number } | { hours: number } | { minutes: number } {
  if (Math.abs(ms) >= DAY_MS) return { days: Math.trunc(ms / DAY_MS) }
  if (Math.abs(ms) >= HOUR_MS) return { hours: Math.trunc(ms / HOUR_MS) }
  return { minutes: Math.trunc(ms / MINUTE_MS) }
}

/** Adds up the oldest stretches of clocks that have very many, with what business hours mean now. Changes the state. */
export function foldOldSpans(state: ClockState, hours: Measure): void {
  for (const metric of METRICS) {
    const clock = state.clocks[metric]
    while (clock && clock.spans.length > MAX_SPANS) {
      const [from_ms, to_ms] = clock.spans.shift()! // longer than the limit, so not empty
      clock.folded.calendar_ms += between(null, from_ms, to_ms)
      clock.folded.business_ms += between(hours, from_ms, to_ms)
    }
  }
}
