// How far a time zone is from UTC, and when that changes. The runtime's own database is asked once per zone and year;
// the answers are kept, since every service level and every rule about business hours needs them.

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Zone-years that are kept; beyond it everything is forgotten and asked again. */
const MAX_KEPT = 2_000

/** A stretch of time in which a zone's distance from UTC does not change: `from_ms` up to, not including, `to_ms`. */
export interface OffsetSpan {
  from_ms: number
  to_ms: number
  offset_ms: number
}

const formats = new Map<string, Intl.DateTimeFormat>()
const kept = new Map<string, OffsetSpan[]>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    if (formats.size >= MAX_KEPT) formats.clear()
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
    formats.set(zone, format)
  }
  return format
}

/** Local time minus UTC at an instant, in milliseconds. Throws for a zone the runtime does not know. */
export function offsetAt(zone: string, at_ms: number): number {
  const whole_ms = Math.floor(at_ms / 1_000) * 1_000
  const parts: Record<string, number> = {}
  let is_before_christ = false
  for (const { type, value } of formatOf(zone).formatToParts(whole_ms)) {
    if (type === 'era') is_before_christ = value.startsWith('B')
    else parts[type] = Number(value)
  }
  const year = is_before_christ ? 1 - (parts.year ?? 0) : (parts.year ?? 0)
  const local = new Date(0)
  local.setUTCFullYear(year, (parts.month ?? 1) - 1, parts.day ?? 1)
  local.setUTCHours(parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0, 0)
  return local.getTime() - whole_ms
}

/** The spans of one year (in UTC), in order and without gaps. */
function spansOfYear(zone: string, year: number): OffsetSpan[] {
  const key = `${zone} ${year}`
  const known = kept.get(key)
  if (known) return known
  const start_ms = Date.UTC(year, 0, 1)
  const end_ms = Date.UTC(year + 1, 0, 1)
  const spans: OffsetSpan[] = []
  let span: OffsetSpan = { from_ms: start_ms, to_ms: end_ms, offset_ms: offsetAt(zone, start_ms) }
  for (let day_ms = start_ms + DAY_MS; day_ms <= end_ms; day_ms += DAY_MS) {
    const offset_ms = offsetAt(zone, day_ms)
    if (offset_ms === span.offset_ms) continue
    const change_ms = changeBetween(zone, day_ms - DAY_MS, day_ms, span.offset_ms)
    if (change_ms >= end_ms) break
    spans.push({ ...span, to_ms: change_ms })
    span = { from_ms: change_ms, to_ms: end_ms, offset_ms }
  }
  spans.push(span)
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(key, spans)
  return spans
}

/** The first minute between two instants at which the distance is no longer `before_ms`. */
function changeBetween(zone: string, low_ms: number, high_ms: number, before_ms: number): number {
  let [low, high] = [low_ms / MINUTE_MS, high_ms / MINUTE_MS]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle * MINUTE_MS) === before_ms) low = middle
    else high = middle
  }
  return high * MINUTE_MS
}

/** The span an instant lies in, cut to its year. */
export function offsetSpan(zone: string, at_ms: number): OffsetSpan {
  const spans = spansOfYear(zone, new Date(at_ms).getUTCFullYear())
  return spans.find((span) => at_ms < span.to_ms) ?? spans.at(-1)! // a year has at least one span
}
