// Routing: giving tickets to agents by turn, load and skill.
import type { Module } from '../platform/module.ts'
import { routingEndpoints } from './api.ts'
import { assignJob, sweepJob } from './assigning.ts'
import { ROUTING_EVENTS } from './events.ts'
import { routingImmediates } from './immediates.ts'
import { skillEndpoints } from './skills/api.ts'

export { setTicketSkills } from './skills/actions.ts'
export { listValuesByIds, ticketSkills } from './skills/queries.ts'

export const module: Module = {
  name: 'routing',
  endpoints: [...routingEndpoints, ...skillEndpoints],
  events: ROUTING_EVENTS,
  immediates: routingImmediates,
  jobs: [assignJob, sweepJob],
  personalData: [],
}
