// Business hours: weekly schedules with holidays, and the arithmetic of time within them.
import type { Module } from '../platform/module.ts'
import { scheduleEndpoints } from './api.ts'
import { SCHEDULE_EVENTS } from './events.ts'

export {
  addBusinessMinutes,
  addBusinessTime,
  businessMinutesBetween,
  businessTimeBetween,
  type Hours,
  isWithin,
} from './arithmetic.ts'
export { findSchedule, listSchedules } from './queries.ts'
export type { ScheduleRow } from './schema.ts'

export const module: Module = {
  name: 'schedules',
  endpoints: scheduleEndpoints,
  events: SCHEDULE_EVENTS,
  personalData: [],
}
