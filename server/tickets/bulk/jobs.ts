// What happens to each item of the bulk jobs on tickets. An item is written as its client wrote it and read when its
// turn comes, so that a wrong one is reported for itself and the others are done.
import { z } from 'zod'
import { bulkJob } from '../../bulk/index.ts'
import { idParam } from '../../platform/http/ids.ts'
import { createTicket } from '../actions.ts'
import { holdTicket } from '../holding.ts'
import { applyWrite, newTicketOf } from '../incoming.ts'
import { ticketInputSchema } from '../schema.ts'

const written = z.record(z.string(), z.unknown())
const none = z.object({})

export const createManyJob = bulkJob({
  name: 'tickets.create_many',
  job_type: 'Bulk Create Ticket',
  summary: 'Creates tickets',
  // With an id where it was promised already, by `async=true`.
  item: z.object({ id: idParam.optional(), ticket: written }),
  options: none,
  async run(work, { id: promised, ticket }) {
    const { id } = await createTicket(work, {
      ...(await newTicketOf(work, ticketInputSchema.parse(ticket))),
      id: promised,
    })
    return { id, action: 'create', status: 'Created' }
  },
})

export const updateManyJob = bulkJob({
  name: 'tickets.update_many',
  job_type: 'Bulk Update Ticket',
  summary: 'Changes tickets',
  item: z.object({ id: idParam, ticket: written.optional() }),
  // What all items have in common, in the form `?ids=1,2` with one ticket.
  options: z.object({ ticket: written.optional() }),
  async run(work, { id, ticket }, { ticket: common }) {
    await applyWrite(work, await holdTicket(work, id), ticketInputSchema.parse({ ...common, ...ticket }))
    return { id, action: 'update', status: 'Updated' }
  },
})

export const ticketBulkJobs = [createManyJob, updateManyJob]
