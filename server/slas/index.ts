// Service levels: policies, the clocks that run on tickets, and what they say.
import type { Module } from '../platform/module.ts'
import type { Work } from '../platform/work.ts'
import { clockImmediates } from './clocks/immediates.ts'
import { keepClocks } from './clocks/keeping.ts'
import { noteJob } from './clocks/noting.ts'
import { SLA_EVENTS } from './events.ts'
import { policyEndpoints } from './policies/api.ts'
import { ticketSlaEndpoints } from './side-load.ts'

export { listNextBreaches, nextBreachOf } from './clocks/queries.ts'
export { slaSideLoads } from './side-load.ts'

/** Gives a ticket a schedule other than the account's first (null: the first again); its clocks are measured anew. */
export async function setTicketSchedule(work: Work, ticket_id: number, schedule_id: number | null): Promise<void> {
  await keepClocks(work, ticket_id, { comment: null, is_new: false, schedule_id })
}

export const module: Module = {
  name: 'slas',
  endpoints: [...policyEndpoints, ...ticketSlaEndpoints],
  events: SLA_EVENTS,
  immediates: clockImmediates,
  jobs: [noteJob],
  personalData: [],
}
