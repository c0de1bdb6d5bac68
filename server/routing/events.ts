// What can happen to routing. That a ticket was given to somebody is told by the ticket, with the rule `routing`.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const agentStatus = z.enum(['online', 'away', 'offline'])

export const groupRoutingChanged = event({
  type: 'routing.group_changed',
  subject: 'group',
  summary: 'How a group gives out its tickets was changed',
  data: z.object({
    method: z.enum(['manual', 'round_robin', 'least_loaded']),
    previous_method: z.enum(['manual', 'round_robin', 'least_loaded']),
    capacity: z.number(),
    skills_wait_minutes: z.number().nullable(),
  }),
})

export const agentStatusChanged = event({
  type: 'routing.agent_changed',
  subject: 'user',
  summary: 'An agent began or stopped taking tickets, or takes another number of them',
  data: z.object({ status: agentStatus, previous_status: agentStatus, capacity: z.number().nullable() }),
})

export const skillsChanged = event({
  type: 'routing.skills_changed',
  subject: 'routing_attribute',
  summary: 'A skill, or one of its values, was made, renamed or removed',
  data: z.object({ change: z.enum(['created', 'updated', 'deleted']), attribute_value_id: z.number().nullable() }),
})

export const agentSkillsChanged = event({
  type: 'routing.agent_skills_changed',
  subject: 'user',
  summary: 'The skills of an agent were set',
  data: z.object({ attribute_value_ids: z.array(z.number()), previous: z.array(z.number()) }),
})

export const ticketSkillsChanged = event({
  type: 'routing.ticket_skills_changed',
  subject: 'ticket',
  summary: 'The skills that a ticket asks for were set',
  data: z.object({ attribute_value_ids: z.array(z.number()), previous: z.array(z.number()) }),
})

export const ROUTING_EVENTS = [
  groupRoutingChanged,
  agentStatusChanged,
  skillsChanged,
  agentSkillsChanged,
  ticketSkillsChanged,
]
