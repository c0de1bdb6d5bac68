// Schedules and holidays as the API shows and takes them.
import { z } from 'zod'
import { ianaZone } from '../accounts/index.ts'
import { apiTime } from '../platform/instants.ts'
import { type Hours, WEEK_MINUTES } from './arithmetic.ts'

export const MAX_SCHEDULES = 100
export const MAX_HOLIDAYS = 500
const MAX_INTERVALS = 7 * 24
/** What a schedule opens with when nothing is said: Monday to Friday, nine to five. */
export const USUAL_WEEK: readonly Interval[] = [1, 2, 3, 4, 5].map((day) => ({
  start_time: (day * 24 + 9) * 60,
  end_time: (day * 24 + 17) * 60,
}))

export interface Interval {
  start_time: number
  end_time: number
}

export interface HolidayRow {
  id: number
  schedule_id: number
  name: string
  /** `YYYY-MM-DD`. */
  start_date: string
  end_date: string
  created_at: Date
  updated_at: Date
}

/** A schedule with its holidays; the arithmetic takes it as it is. */
export interface ScheduleRow extends Hours {
  id: number
  name: string
  time_zone: string
  intervals: readonly Interval[]
  holidays: readonly HolidayRow[]
  created_at: Date
  updated_at: Date
}

const interval = z.object({ start_time: z.number(), end_time: z.number() })
export const scheduleSchema = z.object({
  id: z.number(),
  name: z.string(),
  time_zone: z.string(),
  intervals: z.array(interval),
  created_at: z.string(),
  updated_at: z.string(),
})
export const holidaySchema = z.object({
  id: z.number(),
  name: z.string(),
  start_date: z.string(),
  end_date: z.string(),
})
export const workweekSchema = z.object({ intervals: z.array(interval) })

export function scheduleReply(row: ScheduleRow): z.input<typeof scheduleSchema> {
  const { id, name, time_zone } = row
  const intervals = row.intervals.map(({ start_time, end_time }) => ({ start_time, end_time }))
  return { id, name, time_zone, intervals, created_at: apiTime(row.created_at), updated_at: apiTime(row.updated_at) }
}

export function holidayReply({ id, name, start_date, end_date }: HolidayRow): z.input<typeof holidaySchema> {
  return { id, name, start_date, end_date }
}

const name = z
  .string()
  .transform((text) => text.toWellFormed().replaceAll('\u0000', '').trim())
  .pipe(z.string().min(1).max(255))
const minute = z.number().int().min(0).max(WEEK_MINUTES)
const intervals = z
  .array(z.object({ start_time: minute, end_time: minute }))
  .max(MAX_INTERVALS)
  .refine((all) => all.every((one) => one.end_time > one.start_time), 'must end after they start')
  .transform((all) => all.toSorted((a, b) => a.start_time - b.start_time))
  .refine((all) => all.every((one, index) => one.start_time >= (all[index - 1]?.end_time ?? 0)), 'must not overlap')

export const scheduleWriteSchema = z.object({
  name: name.optional(),
  time_zone: z
    .string()
    .max(64)
    .refine((zone) => ianaZone(zone) !== null, 'is not a time zone')
    .optional(),
  intervals: intervals.optional(),
})
export type ScheduleWrite = z.output<typeof scheduleWriteSchema>
export const workweekWriteSchema = z.object({ intervals })

const date = z.iso
  .date()
  .refine((text) => text >= '1970-01-01' && text <= '2199-12-31', 'must lie between 1970 and 2199')
export const holidayWriteSchema = z.object({
  name: name.optional(),
  start_date: date.optional(),
  end_date: date.optional(),
})
export type HolidayWrite = z.output<typeof holidayWriteSchema>
