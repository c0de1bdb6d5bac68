// What one can do with schedules and their holidays.
import { invalid, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import { scheduleCreated, scheduleDeleted, scheduleUpdated } from './events.ts'
import {
  deleteHolidayRow,
  deleteScheduleRow,
  getHoliday,
  getSchedule,
  insertHoliday,
  insertSchedule,
  listSchedules,
  lockSchedules,
  saveHoliday,
  saveSchedule,
} from './queries.ts'
import {
  type HolidayRow,
  type HolidayWrite,
  MAX_HOLIDAYS,
  MAX_SCHEDULES,
  type ScheduleRow,
  type ScheduleWrite,
  USUAL_WEEK,
} from './schema.ts'

export async function createSchedule(work: Work, write: ScheduleWrite): Promise<ScheduleRow> {
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  if (write.time_zone === undefined) throw invalid('time_zone', 'Time zone: cannot be blank', 'BlankValue')
  await lockSchedules(work)
  await checkName(work, write.name, null)
  if ((await listSchedules(work)).length >= MAX_SCHEDULES)
    throw new Refusal('too_many_values', `A desk has at most ${MAX_SCHEDULES} schedules`)
  const id = newId()
  const { name, time_zone, intervals = USUAL_WEEK } = write
  await insertSchedule(work, { id, name, time_zone, intervals, created_at: work.now, updated_at: work.now })
  work.record(scheduleCreated, id, { name })
  return await getSchedule(work, id)
}

/** Changes what is given. Clocks that run on the schedule are set anew by whoever keeps them. */
export async function updateSchedule(work: Work, id: number, write: ScheduleWrite): Promise<ScheduleRow> {
  await lockSchedules(work)
  const before = await getSchedule(work, id)
  if (write.name !== undefined) await checkName(work, write.name, id)
  const after = {
    ...before,
    name: write.name ?? before.name,
    time_zone: write.time_zone ?? before.time_zone,
    intervals: write.intervals ?? before.intervals,
  }
  const fields = (['name', 'time_zone', 'intervals'] as const).filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
  )
  if (fields.length === 0) return before
  await saveSchedule(work, after)
  work.record(scheduleUpdated, id, { name: after.name, fields })
  return await getSchedule(work, id)
}

export async function deleteSchedule(work: Work, id: number): Promise<void> {
  const { name } = await getSchedule(work, id)
  await deleteScheduleRow(work, id)
  work.record(scheduleDeleted, id, { name })
}

export async function createHoliday(work: Work, schedule_id: number, write: HolidayWrite): Promise<HolidayRow> {
  await lockSchedules(work)
  const schedule = await getSchedule(work, schedule_id)
  const { name, start_date, end_date } = write
  if (name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  if (start_date === undefined) throw invalid('start_date', 'Start date: cannot be blank', 'BlankValue')
  if (end_date === undefined) throw invalid('end_date', 'End date: cannot be blank', 'BlankValue')
  if (schedule.holidays.length >= MAX_HOLIDAYS)
    throw new Refusal('too_many_values', `A schedule has at most ${MAX_HOLIDAYS} holidays`)
  const row = checkedHoliday({
    id: newId(),
    schedule_id,
    name,
    start_date,
    end_date,
    created_at: work.now,
    updated_at: work.now,
  })
  await insertHoliday(work, row)
  work.record(scheduleUpdated, schedule_id, { name: schedule.name, fields: ['holidays'] })
  return row
}

export async function updateHoliday(
  work: Work,
  schedule_id: number,
  id: number,
  write: HolidayWrite,
): Promise<HolidayRow> {
  const schedule = await getSchedule(work, schedule_id)
  const before = await getHoliday(work, schedule_id, id)
  const { name = before.name, start_date = before.start_date, end_date = before.end_date } = write
  const after = checkedHoliday({ ...before, name, start_date, end_date })
  await saveHoliday(work, after)
  work.record(scheduleUpdated, schedule_id, { name: schedule.name, fields: ['holidays'] })
  return after
}

export async function deleteHoliday(work: Work, schedule_id: number, id: number): Promise<void> {
  const schedule = await getSchedule(work, schedule_id)
  await getHoliday(work, schedule_id, id)
  await deleteHolidayRow(work, id)
  work.record(scheduleUpdated, schedule_id, { name: schedule.name, fields: ['holidays'] })
}

function checkedHoliday(row: HolidayRow): HolidayRow {
  if (row.end_date < row.start_date) throw invalid('end_date', 'End date: must not be before the start date')
  return row
}

async function checkName(work: Work, name: string, own_id: number | null): Promise<void> {
  const same = (one: ScheduleRow) => one.name.toLowerCase() === name.toLowerCase() && one.id !== own_id
  if ((await listSchedules(work)).some(same))
    throw invalid('name', `Name: ${name} has already been taken`, 'DuplicateValue')
}
