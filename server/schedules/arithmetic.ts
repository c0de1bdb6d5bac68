// Time within business hours. An instant is open when the clock on the wall of the schedule's time zone then shows a
// minute of one of its weekly intervals and the date is no holiday. So an hour that a change of the clocks repeats
// counts twice and one it skips not at all; everything else follows from that sentence, and the test checks it minute
// by minute.
import { offsetSpan } from './offsets.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DAYS = 7
/** Minutes of a week: intervals end here at the latest. */
export const WEEK_MINUTES = DAYS * 24 * 60
/** Looking for open time ends this far ahead: a schedule that is closed until then never opens. */
const HORIZON_MS = 20 * 366 * DAY_MS

/** What the arithmetic needs to know. Minutes count from Sunday 00:00 on the wall; dates are `YYYY-MM-DD`, both included. */
export interface Hours {
  /** A name of the IANA database. */
  iana_zone: string
  intervals: readonly { start_time: number; end_time: number }[]
  holidays: readonly { start_date: string; end_date: string }[]
}

interface Span {
  from_ms: number
  to_ms: number
}

/** An Hours made ready: per weekday the open stretches in milliseconds since local midnight; holidays as local days. */
interface Ready {
  zone: string
  days: Span[][]
  holidays: Span[]
}

const readied = new WeakMap<Hours, Ready>()

function ready(hours: Hours): Ready {
  const known = readied.get(hours)
  if (known) return known
  const days: Span[][] = Array.from({ length: DAYS }, (_, day) => {
    const start = day * 24 * 60
    const cut = hours.intervals
      .map(({ start_time, end_time }) => ({
        from_ms: Math.max(0, start_time - start) * MINUTE_MS,
        to_ms: Math.min(24 * 60, end_time - start) * MINUTE_MS,
      }))
      .filter((span) => span.to_ms > span.from_ms)
    return joined(cut)
  })
  const holidays = joined(
    hours.holidays.map((holiday) => ({
      from_ms: Date.parse(`${holiday.start_date}T00:00:00Z`),
      to_ms: Date.parse(`${holiday.end_date}T00:00:00Z`) + DAY_MS,
    })),
  )
  const made = { zone: hours.iana_zone, days, holidays }
  readied.set(hours, made)
  return made
}

/** The same spans in order, those that touch or overlap made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from_ms - b.from_ms)) {
    const last = result.at(-1)
    if (last && span.from_ms <= last.to_ms) last.to_ms = Math.max(last.to_ms, span.to_ms)
    else result.push({ ...span })
  }
  return result
}

/** The open stretches from an instant on, in order, up to `until_ms`. */
function* openSpans(hours: Hours, from_ms: number, until_ms: number): Generator<Span> {
  const { zone, days, holidays } = ready(hours)
  if (days.every((day) => day.length === 0)) return
  let at_ms = from_ms
  while (at_ms < until_ms) {
    const offset = offsetSpan(zone, at_ms)
    const end_ms = Math.min(offset.to_ms, until_ms)
    const local_end_ms = end_ms + offset.offset_ms
    let midnight_ms = Math.floor((at_ms + offset.offset_ms) / DAY_MS) * DAY_MS
    while (midnight_ms < local_end_ms) {
      const holiday = holidays.find((span) => midnight_ms >= span.from_ms && midnight_ms < span.to_ms)
      if (holiday) {
        midnight_ms = holiday.to_ms
        continue
      }
      // 1 January 1970 was a Thursday, the fifth day of a week that begins on Sunday.
      const weekday = (((midnight_ms / DAY_MS + 4) % DAYS) + DAYS) % DAYS
      for (const open of days[weekday] ?? []) {
        const open_ms = Math.max(midnight_ms + open.from_ms - offset.offset_ms, at_ms)
        const close_ms = Math.min(midnight_ms + open.to_ms - offset.offset_ms, end_ms)
        if (close_ms > open_ms) yield { from_ms: open_ms, to_ms: close_ms }
      }
      midnight_ms += DAY_MS
    }
    at_ms = end_ms
  }
}

/** Milliseconds of open time between two instants; 0 when `to` is not after `from`. */
export function businessTimeBetween(hours: Hours, from: Date, to: Date): number {
  let sum_ms = 0
  for (const span of openSpans(hours, from.getTime(), to.getTime())) sum_ms += span.to_ms - span.from_ms
  return sum_ms
}

/** The first instant by which that much open time has passed since `from`, or null when it never will. */
export function addBusinessTime(hours: Hours, from: Date, ms: number): Date | null {
  if (ms <= 0) return from
  let left_ms = ms
  for (const span of openSpans(hours, from.getTime(), from.getTime() + HORIZON_MS)) {
    const length_ms = span.to_ms - span.from_ms
    if (length_ms >= left_ms) return new Date(span.from_ms + left_ms)
    left_ms -= length_ms
  }
  return null
}

/** Minutes of open time between two instants, with their fraction. */
export function businessMinutesBetween(hours: Hours, from: Date, to: Date): number {
  return businessTimeBetween(hours, from, to) / MINUTE_MS
}

/** As addBusinessTime, in minutes. */
export function addBusinessMinutes(hours: Hours, from: Date, minutes: number): Date | null {
  return addBusinessTime(hours, from, minutes * MINUTE_MS)
}

/** Whether an instant lies in business hours. */
export function isWithin(hours: Hours, at: Date): boolean {
  return businessTimeBetween(hours, at, new Date(at.getTime() + 1)) > 0
}
