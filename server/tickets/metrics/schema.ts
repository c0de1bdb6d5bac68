// A ticket's metrics in Zendesk's shape. A ticket has one set of them, which has the ticket's number.
import { z } from 'zod'
import { timeSchema } from '../schema.ts'

const minutes = z.object({ calendar: z.number().nullable(), business: z.number().nullable() })

export const datesSchema = z.object({
  assignee_updated_at: timeSchema.nullable(),
  requester_updated_at: timeSchema.nullable(),
  status_updated_at: timeSchema,
  initially_assigned_at: timeSchema.nullable(),
  assigned_at: timeSchema.nullable(),
  solved_at: timeSchema.nullable(),
  latest_comment_added_at: timeSchema.nullable(),
})

export const metricSchema = z.object({
  url: z.string(),
  id: z.number(),
  ticket_id: z.number(),
  created_at: timeSchema,
  updated_at: timeSchema,
  group_stations: z.number(),
  assignee_stations: z.number(),
  reopens: z.number(),
  replies: z.number(),
  ...datesSchema.shape,
  custom_status_updated_at: timeSchema.nullable(),
  reply_time_in_minutes: minutes,
  reply_time_in_seconds: minutes,
  first_resolution_time_in_minutes: minutes,
  full_resolution_time_in_minutes: minutes,
  agent_wait_time_in_minutes: minutes,
  requester_wait_time_in_minutes: minutes,
  on_hold_time_in_minutes: minutes,
})
export type Metric = z.input<typeof metricSchema>
