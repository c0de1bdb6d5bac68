// A weekly schedule as rows of a form: minutes from Sunday 00:00 on one side, days with clock times on the other.
import type { Interval } from '../../../api/configuration.ts'

const dayMinutes = 24 * 60

/** One opening on one day. `end` of midnight is written 00:00. */
export interface Opening {
  key: number
  day: number
  start: string
  end: string
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const minutesOf = (text: string) => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** Intervals cut at midnight, so that each belongs to a day. */
export function openingsOf(intervals: readonly Interval[]): Opening[] {
  let key = 0
  return intervals.flatMap(({ start_time, end_time }) => {
    const parts: Opening[] = []
    for (let from = start_time; from < end_time; ) {
      const day = Math.floor(from / dayMinutes)
      const to = Math.min(end_time, (day + 1) * dayMinutes)
      parts.push({ key: key++, day, start: clock(from % dayMinutes), end: clock(to - day * dayMinutes) })
      from = to
    }
    return parts
  })
}

/** The intervals of a form, in order; those that touch over midnight become one. */
export function intervalsOf(openings: readonly Opening[]): Interval[] {
  const sorted = openings
    .map(({ day, start, end }) => ({
      start_time: day * dayMinutes + minutesOf(start),
      end_time: day * dayMinutes + (minutesOf(end) || dayMinutes),
    }))
    .toSorted((a, b) => a.start_time - b.start_time)
  const joined: Interval[] = []
  for (const one of sorted) {
    const last = joined.at(-1)
    if (last && last.end_time === one.start_time) last.end_time = one.end_time
    else joined.push({ ...one })
  }
  return joined
}

/** Names of the days in a language, Sunday first. */
export function dayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  // 4 January 1970 was a Sunday.
  return [4, 5, 6, 7, 8, 9, 10].map((day) => format.format(Date.UTC(1970, 0, day)))
}
