// One change of a ticket seen by its clocks: pure, so that a test can replay any history.
import type { Hours } from '../../schedules/index.ts'
import { advance, type ClockFact, type ClockState, type Moment } from './clock.ts'
import { foldOldSpans, type Held, hold, type Targets } from './measure.ts'

export interface Breach {
  metric: Held['metric']
  instance: number
  at_ms: number
}

export interface Stepped {
  state: ClockState
  held: Held[]
  facts: ClockFact[]
  /** Targets that were missed until now and not noted before. */
  breaches: Breach[]
  next_breach_ms: number | null
  note_ms: number | null
}

/**
 * The clocks after a change, held against the targets the ticket has now. Targets that were missed before the change,
 * under the `before.held` of then, are told even when the change fulfils the clock.
 */
export function step(
  before: { state: ClockState; held: readonly Held[] },
  moment: Moment,
  targets: Targets,
  hours: Hours | null,
): Stepped {
  const noted = noteMissed(before.state, before.held, moment.at_ms)
  const { after, facts } = advance(noted.state, moment)
  foldOldSpans(after, hours)
  const held = hold(after, targets, hours, moment.at_ms)
  // A later target gives a clock that runs another chance.
  for (const one of held) {
    const clock = after.clocks[one.metric]
    if (clock && clock.phase !== 'fulfilled' && (one.breach_ms === null || one.breach_ms > moment.at_ms))
      clock.is_noted = false
  }
  const late = noteMissed(after, held, moment.at_ms)
  return { facts, held, ...times(late.state, held), state: late.state, breaches: [...noted.breaches, ...late.breaches] }
}

/** Marks what was missed up to an instant, and tells it. Clocks that stopped in time missed nothing. */
export function noteMissed(
  state: ClockState,
  held: readonly Held[],
  at_ms: number,
): { state: ClockState; breaches: Breach[] } {
  const breaches: Breach[] = []
  const clocks = { ...state.clocks }
  for (const { metric, breach_ms } of held) {
    const clock = clocks[metric]
    if (!clock || clock.is_noted || clock.phase === 'fulfilled' || breach_ms === null || breach_ms > at_ms) continue
    clocks[metric] = { ...clock, is_noted: true }
    breaches.push({ metric, instance: clock.instance, at_ms: breach_ms })
  }
  return { state: { ...state, clocks }, breaches }
}

/** The earliest target of the clocks that run, and the earliest that will have to be noted. */
export function times(state: ClockState, held: readonly Held[]) {
  let next_breach_ms: number | null = null
  let note_ms: number | null = null
  for (const { metric, phase, breach_ms } of held) {
    if (phase !== 'running' || breach_ms === null) continue
    next_breach_ms = Math.min(next_breach_ms ?? breach_ms, breach_ms)
    if (!state.clocks[metric]?.is_noted) note_ms = Math.min(note_ms ?? breach_ms, breach_ms)
  }
  return { next_breach_ms, note_ms }
}
