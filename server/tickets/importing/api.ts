// Importing tickets over HTTP, one or many (protocol 4.11).
import { z } from 'zod'
import { bulkJob, jobStatusReply, startBulk } from '../../bulk/index.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { presentTicket } from '../present.ts'
import { ticketSchema } from '../schema.ts'
import { importTicket } from './one.ts'
import { importSchema } from './schema.ts'

/** A long conversation, or a hundred tickets. */
const IMPORT_BYTES = 32 * 1024 * 1024

// Closed tickets lie where all tickets lie: to archive one at once changes nothing here.
const query = z.object({ archive_immediately: z.string().optional() })
const written = z.record(z.string(), z.unknown())

export const importJob = bulkJob({
  name: 'tickets.import_many',
  job_type: 'Bulk Import Ticket',
  summary: 'Imports tickets with their past',
  item: written,
  options: z.object({}),
  run: async (work, ticket) => ({
    id: await importTicket(work, importSchema.parse(ticket)),
    action: 'create',
    status: 'Created',
  }),
})

export const importEndpoints = [
  endpoint({
    route: 'POST /api/v2/imports/tickets',
    summary: 'Import a ticket with its conversation and times; nothing is sent and no rule runs',
    allow: ADMINS,
    query,
    max_body_bytes: IMPORT_BYTES,
    body: z.object({ ticket: importSchema }),
    reply: z.object({ ticket: ticketSchema }),
    async run({ work, body, origin_url }) {
      const id = await importTicket(work, body.ticket)
      await work.flush()
      return new HttpReply({
        status: 201,
        headers: { location: `${origin_url}/api/v2/tickets/${id}.json` },
        json: { ticket: await presentTicket(work, id, origin_url) },
      })
    },
  }),
  endpoint({
    route: 'POST /api/v2/imports/tickets/create_many',
    summary: 'Import up to 100 tickets with their conversations and times',
    allow: ADMINS,
    query,
    status: 200,
    max_body_bytes: IMPORT_BYTES,
    body: z.object({ tickets: z.array(written) }),
    reply: jobStatusReply,
    run: async ({ work, body, origin_url }) =>
      await startBulk(work, importJob, { items: body.tickets, options: {}, origin_url }),
  }),
]
