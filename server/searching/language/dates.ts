// Instants as people write them in a search: a year, month or day, an instant, or how long ago.
import { type Filter, invalidSearch, type Operator } from './parse.ts'

/** The stretch of time a value names, its end not included. */
export interface Span {
  from: Date
  to: Date
  /** Exact to the second or less: a day stands for its beginning in comparisons. */
  is_exact: boolean
}

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
const UNITS_MS: Record<string, number> = {
  second: SECOND_MS,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
}
const RELATIVE = /^(\d{1,6})\s*(second|minute|hour|day|week|month|year)s?$/i
const DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['yesterday', -1],
  ['tomorrow', 1],
])

/** What the database can hold; JavaScript knows hundreds of thousands of years more. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-30T00:00:00Z')

const withinReach = (time_ms: number): Date => new Date(Math.min(Math.max(time_ms, EARLIEST_MS), LATEST_MS))

/** The span a value names, in UTC; null when it is no time. `4hours` is that long before now, `today` a whole day. */
export function readSpan(value: string, now: Date): Span | null {
  const relative = RELATIVE.exec(value)
  if (relative) {
    const from = withinReach(now.getTime() - Number(relative[1]) * (UNITS_MS[relative[2]!.toLowerCase()] ?? DAY_MS)) // the pattern has both groups
    return { from, to: withinReach(from.getTime() + DAY_MS), is_exact: true }
  }
  const named = DAYS.get(value.toLowerCase())
  if (named !== undefined) {
    const start = Math.floor(now.getTime() / DAY_MS + named) * DAY_MS
    return { from: new Date(start), to: new Date(start + DAY_MS), is_exact: false }
  }
  const month = /^(\d{4})-(\d{2})$/.exec(value)
  const start = Date.parse(/^\d{4}$/.test(value) ? `${value}-01-01` : value)
  if (Number.isNaN(start)) return null
  const from = withinReach(start)
  if (/^\d{4}$/.test(value)) return { from, to: withinReach(Date.UTC(Number(value) + 1, 0, 1)), is_exact: false }
  if (month) return { from, to: withinReach(Date.UTC(Number(month[1]), Number(month[2]), 1)), is_exact: false }
  const is_exact = /\d[T ]\d{1,2}:/i.test(value)
  return { from, to: withinReach(from.getTime() + (is_exact ? SECOND_MS : DAY_MS)), is_exact }
}

/** The bounds of a comparison with a span: from (included) and to (not included), null where it is open. */
export function boundsOf(operator: Operator, { from, to, is_exact }: Span): { from: Date | null; to: Date | null } {
  switch (operator) {
    case ':':
      return { from, to }
    case '<':
      return { from: null, to: from }
    case '<=':
      return { from: null, to }
    case '>=':
      return { from, to: null }
    case '>':
      // After a day means after it began, as clients that walk by days expect; after a second means after it.
      return { from: is_exact ? to : from, to: null }
  }
}

/** The bounds of a filter on an instant. 422 when its value is no time. */
export function readBounds(filter: Filter, now: Date): { from: Date | null; to: Date | null } {
  const span = readSpan(filter.value, now)
  if (!span)
    throw invalidSearch(
      `${filter.key} takes a date (2024-01-31), an instant (2024-01-31T10:00:00Z) or an age (4hours, 2days, 1week)`,
    )
  const is_age = RELATIVE.test(filter.value)
  return boundsOf(filter.operator, is_age ? { ...span, to: filter.operator === ':' ? span.to : span.from } : span)
}
