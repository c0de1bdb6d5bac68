// Service levels: policies, the clocks that run on tickets, and what they say.
import type { Module } from '../platform/module.ts'
import type { Work } from '../platform/work.ts'
import { clockImmediates } from './clocks/immediates.ts'
import { keepClocks } from './clocks/keeping.ts'
import { noteJob } from './clocks/noting.ts'
import { listTicketSlas } from './clocks/queries.ts'
import { SLA_EVENTS, scheduleAssigned, scheduleStory } from './events.ts'
import { policyEndpoints } from './policies/api.ts'
import { ticketSlaEndpoints } from './side-load.ts'

export { listNextBreaches, nextBreachOf, scheduleOf } from './clocks/queries.ts'
/** Facts about tickets' clocks in the history of a ticket. */
export const slaStories = { 'ticket.schedule_assigned': scheduleStory }
export { slaSideLoads } from './side-load.ts'

/** The schedules of those of these tickets that were given one other than the account's first. */
export async function listTicketSchedules(work: Work, ticket_ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await listTicketSlas(work, ticket_ids)
  return new Map(rows.flatMap((row) => (row.schedule_id === null ? [] : [[row.ticket_id, row.schedule_id] as const])))
}

/**
 * Gives a ticket a schedule other than the account's first (null: the first again); its clocks are measured anew.
 * Returns the fact's id, or null where the ticket has that schedule already.
 */
export async function setTicketSchedule(
  work: Work,
  ticket_id: number,
  schedule_id: number | null,
  rule?: { kind: 'trigger' | 'automation' | 'macro'; id: number },
): Promise<number | null> {
  const previous_schedule_id = (await listTicketSchedules(work, [ticket_id])).get(ticket_id) ?? null
  if (previous_schedule_id === schedule_id) return null
  await keepClocks(work, ticket_id, { comment: null, is_new: false, schedule_id })
  return work.record(scheduleAssigned, ticket_id, { schedule_id, previous_schedule_id, ...(rule ? { rule } : {}) })
}

export const module: Module = {
  name: 'slas',
  endpoints: [...policyEndpoints, ...ticketSlaEndpoints],
  events: SLA_EVENTS,
  immediates: clockImmediates,
  jobs: [noteJob],
  personalData: [],
}
