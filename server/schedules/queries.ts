// All SQL on schedules and their holidays.
import { ianaZone } from '../accounts/index.ts'
import { sql, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { type HolidayRow, MAX_SCHEDULES, type ScheduleRow } from './schema.ts'

type StoredSchedule = Omit<ScheduleRow, 'holidays' | 'iana_zone'>

const HOLIDAY_COLUMNS = sql.raw(
  'id, schedule_id, name, start_date::text as start_date, end_date::text as end_date, created_at, updated_at',
)

/** Read once per unit: clocks and conditions ask for every ticket. */
const read = new WeakMap<Tx, Promise<ScheduleRow[]>>()

/** The account's schedules with their holidays, oldest first. The first one counts where a ticket has none of its own. */
export async function listSchedules(work: Work): Promise<ScheduleRow[]> {
  let schedules = read.get(work.db)
  if (!schedules) {
    schedules = readSchedules(work)
    read.set(work.db, schedules)
  }
  return await schedules
}

async function readSchedules(work: Work): Promise<ScheduleRow[]> {
  const [schedules, holidays] = await Promise.all([
    work.db.all<StoredSchedule>(sql`
      select id, name, time_zone, intervals, created_at, updated_at from schedules
      where account_id = ${work.account_id}::bigint order by id limit ${MAX_SCHEDULES}`),
    work.db.all<HolidayRow>(sql`
      select ${HOLIDAY_COLUMNS} from schedule_holidays where account_id = ${work.account_id}::bigint
      order by schedule_holidays.start_date, id`),
  ])
  return schedules.map((schedule) => ({
    ...schedule,
    iana_zone: ianaZone(schedule.time_zone) ?? 'Etc/UTC',
    holidays: holidays.filter((holiday) => holiday.schedule_id === schedule.id),
  }))
}

/** What was read of the schedules in this unit is out of date. */
function forget(work: Work): void {
  read.delete(work.db)
}

export async function findSchedule(work: Work, id: number): Promise<ScheduleRow | null> {
  return (await listSchedules(work)).find((schedule) => schedule.id === id) ?? null
}

/** A schedule, or 404. */
export async function getSchedule(work: Work, id: number): Promise<ScheduleRow> {
  const schedule = await findSchedule(work, id)
  if (!schedule) throw notFound()
  return schedule
}

/** A holiday of that schedule, or 404. */
export async function getHoliday(work: Work, schedule_id: number, id: number): Promise<HolidayRow> {
  const holiday = (await getSchedule(work, schedule_id)).holidays.find((one) => one.id === id)
  if (!holiday) throw notFound()
  return holiday
}

/** Locks the account's schedules, so that names stay unique and limits hold. */
export async function lockSchedules(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('schedules', ${work.account_id}::bigint))`)
  forget(work)
}

export async function insertSchedule(work: Work, row: StoredSchedule): Promise<void> {
  await work.db.run(sql`
    insert into schedules (account_id, id, name, time_zone, intervals, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.time_zone}, ${JSON.stringify(row.intervals)}::jsonb, ${row.created_at}, ${row.updated_at})`)
  forget(work)
}

export async function saveSchedule(work: Work, row: StoredSchedule): Promise<void> {
  await work.db.run(sql`
    update schedules set name = ${row.name}, time_zone = ${row.time_zone}, intervals = ${JSON.stringify(row.intervals)}::jsonb, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
  forget(work)
}

export async function deleteScheduleRow(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from schedules where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
  forget(work)
}

export async function insertHoliday(work: Work, row: HolidayRow): Promise<void> {
  await work.db.run(sql`
    insert into schedule_holidays (account_id, id, schedule_id, name, start_date, end_date, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.schedule_id}, ${row.name}, ${row.start_date}::date, ${row.end_date}::date, ${row.created_at}, ${row.updated_at})`)
  forget(work)
}

export async function saveHoliday(work: Work, row: HolidayRow): Promise<void> {
  await work.db.run(sql`
    update schedule_holidays set name = ${row.name}, start_date = ${row.start_date}::date, end_date = ${row.end_date}::date, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
  forget(work)
}

export async function deleteHolidayRow(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from schedule_holidays where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  forget(work)
}
