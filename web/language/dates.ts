/**
 * Dates, ages, sizes and lists for people, by Intl only. Functions take `now` and the locale so that they can be
 * tested; components pass the page's.
 */

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** A short age as lists show it: "now", "5 min", "3 h", "2 d", then the date. `at` is an ISO instant. */
export function shortAge(at: string, now: number, locale: string): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000)
  if (seconds < minute) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(Math.floor(value))
  if (seconds < hour) return unit(seconds / minute, 'minute')
  if (seconds < day) return unit(seconds / hour, 'hour')
  if (seconds < 7 * day) return unit(seconds / day, 'day')
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const shape: Intl.DateTimeFormatOptions = isThisYear
    ? { day: 'numeric', month: 'short' }
    : { day: 'numeric', month: 'short', year: 'numeric' }
  return new Intl.DateTimeFormat(locale, shape).format(new Date(at))
}

/** The exact instant with day and time, for tooltips and details. */
export function fullTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at))
}

/** Day and time in few characters: "22 Nov 2026, 15:05". */
export function shortTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

/** Only the time of the day, for messages below a day's heading. */
export function clockTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at))
}

/** The heading of a day: "Today", "Yesterday", then the weekday and date. */
export function dayHeading(at: string, now: number, locale: string): string {
  const days = calendarDay(now) - calendarDay(Date.parse(at))
  if (days === 0 || days === 1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
    return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1)
  }
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(at),
  )
}

/** A number that is equal for two instants of the same local day. */
export function calendarDay(time_ms: number): number {
  const date = new Date(time_ms)
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / (day * 1000))
}

/** A file size: 0 B, 12 kB, 3.4 MB (decimal units, as mail limits are given). */
export function fileSize(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  const maximumFractionDigits = unit === 'megabyte' ? 1 : 0
  // Short, a byte has no plural in English.
  const unitDisplay = unit === 'byte' ? 'long' : 'short'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(value)
}

/** The time of day where somebody lives, or null when the zone is unknown to the browser. */
export function timeInZone(zone: string | null | undefined, now: number, locale: string): string | null {
  if (!zone) return null
  try {
    return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(now)
  } catch (error) {
    // A zone that only the server knows: we then show no local time rather than a wrong one.
    if (error instanceof RangeError) return null
    throw error
  }
}
