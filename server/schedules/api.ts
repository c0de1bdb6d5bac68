// Endpoints of schedules and their holidays.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import {
  createHoliday,
  createSchedule,
  deleteHoliday,
  deleteSchedule,
  updateHoliday,
  updateSchedule,
} from './actions.ts'
import { getHoliday, getSchedule, listSchedules } from './queries.ts'
import {
  holidayReply,
  holidaySchema,
  holidayWriteSchema,
  scheduleReply,
  scheduleSchema,
  scheduleWriteSchema,
  workweekSchema,
  workweekWriteSchema,
} from './schema.ts'

const BASE = '/api/v2/business_hours/schedules'
const ofSchedule = z.object({ schedule_id: idParam })
const ofHoliday = z.object({ schedule_id: idParam, holiday_id: idParam })
const oneSchedule = z.object({ schedule: scheduleSchema })
const oneHoliday = z.object({ holiday: holidaySchema })

const list = endpoint({
  route: `GET ${BASE}`,
  summary: 'List the schedules of business hours',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ schedules: z.array(scheduleSchema), ...pagingReply }),
  async run({ work, query }) {
    const schedules = await listSchedules(work)
    return { schedules: schedules.map(scheduleReply), ...wholeList(schedules.length, query) }
  },
})

const show = endpoint({
  route: `GET ${BASE}/{schedule_id}`,
  summary: 'Show a schedule',
  allow: STAFF,
  params: ofSchedule,
  reply: oneSchedule,
  run: async ({ work, params }) => ({ schedule: scheduleReply(await getSchedule(work, params.schedule_id)) }),
})

const create = endpoint({
  route: `POST ${BASE}`,
  summary: 'Create a schedule; without intervals it is open Monday to Friday from nine to five',
  allow: STAFF,
  right: 'manage_business_rules',
  body: z.object({ schedule: scheduleWriteSchema }),
  reply: oneSchedule,
  async run({ work, body, origin_url }) {
    const schedule = scheduleReply(await createSchedule(work, body.schedule))
    const location = `${origin_url}${BASE}/${schedule.id}.json`
    return new HttpReply({ status: 201, headers: { location }, json: { schedule } })
  },
})

const update = endpoint({
  route: `PUT ${BASE}/{schedule_id}`,
  summary: 'Change a schedule',
  allow: STAFF,
  right: 'manage_business_rules',
  params: ofSchedule,
  body: z.object({ schedule: scheduleWriteSchema }),
  reply: oneSchedule,
  run: async ({ work, params, body }) => ({
    schedule: scheduleReply(await updateSchedule(work, params.schedule_id, body.schedule)),
  }),
})

const remove = endpoint({
  route: `DELETE ${BASE}/{schedule_id}`,
  summary: 'Delete a schedule',
  allow: STAFF,
  right: 'manage_business_rules',
  params: ofSchedule,
  reply: null,
  async run({ work, params }) {
    await deleteSchedule(work, params.schedule_id)
    return null
  },
})

const workweek = endpoint({
  route: `PUT ${BASE}/{schedule_id}/workweek`,
  summary: 'Set the weekly intervals of a schedule, in minutes from Sunday 00:00',
  allow: STAFF,
  right: 'manage_business_rules',
  params: ofSchedule,
  body: z.object({ workweek: workweekWriteSchema }),
  reply: z.object({ workweek: workweekSchema }),
  async run({ work, params, body }) {
    const schedule = await updateSchedule(work, params.schedule_id, { intervals: body.workweek.intervals })
    return { workweek: { intervals: scheduleReply(schedule).intervals } }
  },
})

const listOfHolidays = endpoint({
  route: `GET ${BASE}/{schedule_id}/holidays`,
  summary: 'List the holidays of a schedule',
  allow: STAFF,
  params: ofSchedule,
  query: z.object(pagingQuery),
  reply: z.object({ holidays: z.array(holidaySchema), ...pagingReply }),
  async run({ work, params, query }) {
    const { holidays } = await getSchedule(work, params.schedule_id)
    return { holidays: holidays.map(holidayReply), ...wholeList(holidays.length, query) }
  },
})

const showHoliday = endpoint({
  route: `GET ${BASE}/{schedule_id}/holidays/{holiday_id}`,
  summary: 'Show a holiday',
  allow: STAFF,
  params: ofHoliday,
  reply: oneHoliday,
  run: async ({ work, params }) => ({
    holiday: holidayReply(await getHoliday(work, params.schedule_id, params.holiday_id)),
  }),
})

const addHoliday = endpoint({
  route: `POST ${BASE}/{schedule_id}/holidays`,
  summary: 'Add a holiday to a schedule; both dates belong to it',
  allow: STAFF,
  right: 'manage_business_rules',
  params: ofSchedule,
  body: z.object({ holiday: holidayWriteSchema }),
  reply: oneHoliday,
  async run({ work, params, body, origin_url }) {
    const holiday = holidayReply(await createHoliday(work, params.schedule_id, body.holiday))
    const location = `${origin_url}${BASE}/${params.schedule_id}/holidays/${holiday.id}.json`
    return new HttpReply({ status: 201, headers: { location }, json: { holiday } })
  },
})

const changeHoliday = endpoint({
  route: `PUT ${BASE}/{schedule_id}/holidays/{holiday_id}`,
  summary: 'Change a holiday',
  allow: STAFF,
  right: 'manage_business_rules',
  params: ofHoliday,
  body: z.object({ holiday: holidayWriteSchema }),
  reply: oneHoliday,
  run: async ({ work, params, body }) => ({
    holiday: holidayReply(await updateHoliday(work, params.schedule_id, params.holiday_id, body.holiday)),
  }),
})

const removeHoliday = endpoint({
  route: `DELETE ${BASE}/{schedule_id}/holidays/{holiday_id}`,
  summary: 'Delete a holiday',
  allow: STAFF,
  right: 'manage_business_rules',
  params: ofHoliday,
  reply: null,
  async run({ work, params }) {
    await deleteHoliday(work, params.schedule_id, params.holiday_id)
    return null
  },
})

export const scheduleEndpoints = [
  list,
  show,
  create,
  update,
  remove,
  workweek,
  listOfHolidays,
  showHoliday,
  addHoliday,
  changeHoliday,
  removeHoliday,
]
