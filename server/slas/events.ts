// The facts about service level policies.
import { z } from 'zod'
import { event } from '../platform/events.ts'

/** A rule gave a ticket working hours other than the account's first; null stands for those. */
export const scheduleAssigned = event({
  type: 'ticket.schedule_assigned',
  subject: 'ticket',
  summary: 'A ticket was given a schedule of working hours',
  data: z.object({
    schedule_id: z.number().nullable(),
    previous_schedule_id: z.number().nullable(),
    rule: z.object({ kind: z.enum(['trigger', 'automation', 'macro']), id: z.number() }).optional(),
  }),
})

/** How that is told in a ticket's history. */
export const scheduleStory = (data: { schedule_id: number | null; previous_schedule_id: number | null }) => [
  {
    type: 'ScheduleAssignment',
    previous_schedule_id: data.previous_schedule_id,
    new_schedule_id: data.schedule_id,
  },
]

const data = z.object({ kind: z.enum(['ticket', 'group']), title: z.string() })

export const policyCreated = event({
  type: 'sla_policy.created',
  subject: 'sla_policy',
  summary: 'A service level policy was created',
  data,
})
export const policyUpdated = event({
  type: 'sla_policy.updated',
  subject: 'sla_policy',
  summary: 'A service level policy changed; `fields` names what did',
  data: data.extend({ fields: z.array(z.string()) }),
})
export const policyDeleted = event({
  type: 'sla_policy.deleted',
  subject: 'sla_policy',
  summary: 'A service level policy was deleted',
  data,
})

export const SLA_EVENTS = [scheduleAssigned, policyCreated, policyUpdated, policyDeleted]
