// Custom statuses of tickets: each lies in one of the statuses everybody knows, and every ticket has one.
import { defaultCustomStatusId, findCustomStatus, type StatusRow } from '../fields/index.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import type { TicketStatus } from './schema.ts'

/** The custom status a write asks for, or null. 422 for one that is unknown or no longer used. */
export async function askedStatus(work: Work, custom_status_id: number | null | undefined): Promise<StatusRow | null> {
  if (custom_status_id == null) return null
  const asked = await findCustomStatus(work, custom_status_id)
  if (!asked) throw invalid('custom_status_id', 'Ticket status: not found', 'RecordNotFound')
  if (!asked.active) throw invalid('custom_status_id', 'Ticket status: is not active')
  return asked
}

/** The custom status of a ticket whose status is known: the asked one where it fits, else the default. */
export async function customStatusIdFor(
  work: Work,
  status: Exclude<TicketStatus, 'closed'>,
  asked: StatusRow | null,
): Promise<number> {
  return asked?.status_category === status ? asked.id : await defaultCustomStatusId(work, status)
}
