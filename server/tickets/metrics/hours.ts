// Which hours count as business.
import type { Work } from '../../platform/work.ts'
import { businessMinutesBetween, listSchedules } from '../../schedules/index.ts'
import { calendarMinutes, type Minutes } from './present.ts'

/** The desk's way of counting minutes: its first schedule's, or every hour where it has none. */
export async function deskMinutes(work: Work): Promise<Minutes> {
  const [schedule] = await listSchedules(work)
  if (!schedule) return calendarMinutes
  return (from, to) => ({
    calendar: calendarMinutes(from, to).calendar,
    business: Math.floor(businessMinutesBetween(schedule, from, to)),
  })
}
