// The facts about business hours.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const named = z.object({ name: z.string() })

export const scheduleCreated = event({
  type: 'schedule.created',
  subject: 'schedule',
  summary: 'A schedule of business hours was created',
  data: named,
})
export const scheduleUpdated = event({
  type: 'schedule.updated',
  subject: 'schedule',
  summary: 'A schedule or its holidays changed; `fields` names what did',
  data: named.extend({ fields: z.array(z.string()) }),
})
export const scheduleDeleted = event({
  type: 'schedule.deleted',
  subject: 'schedule',
  summary: 'A schedule was deleted',
  data: named,
})

export const SCHEDULE_EVENTS = [scheduleCreated, scheduleUpdated, scheduleDeleted]
