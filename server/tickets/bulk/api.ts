// Bulk changes of tickets over HTTP: each answers with a job status and is done in the background (protocol 4.10).
import { z } from 'zod'
import { jobStatusReply, startBulk } from '../../bulk/index.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { manyQuery, namedTickets } from '../naming.ts'
import { ticketInputSchema } from '../schema.ts'
import { createManyJob, updateManyJob } from './jobs.ts'

/** A hundred tickets with long words. */
const MANY_BYTES = 16 * 1024 * 1024

const written = z.record(z.string(), z.unknown())
const withId = z.looseObject({ id: idParam })
export const ticketBulkEndpoints = [
  endpoint({
    route: 'POST /api/v2/tickets/create_many',
    summary: 'Create up to 100 tickets',
    allow: STAFF,
    status: 200,
    max_body_bytes: MANY_BYTES,
    body: z.object({ tickets: z.array(written) }),
    reply: jobStatusReply,
    run: async ({ work, body, origin_url }) =>
      await startBulk(work, createManyJob, {
        items: body.tickets.map((ticket) => ({ ticket })),
        options: {},
        origin_url,
      }),
  }),
  endpoint({
    route: 'PUT /api/v2/tickets/update_many',
    summary: 'Change up to 100 tickets: alike with `ids` and one ticket, or each by its own in `tickets`',
    allow: STAFF,
    query: manyQuery,
    max_body_bytes: MANY_BYTES,
    body: z.object({ ticket: written.optional(), tickets: z.array(withId).optional() }),
    reply: jobStatusReply,
    async run({ work, query, body, origin_url }) {
      if (body.tickets) {
        const items = body.tickets.map(({ id, ...ticket }) => ({ id, ticket }))
        return await startBulk(work, updateManyJob, { items, options: {}, origin_url })
      }
      // What is wrong for all is said at once.
      ticketInputSchema.parse(body.ticket ?? {})
      const items = await namedTickets(work, query)
      return await startBulk(work, updateManyJob, { items, options: { ticket: body.ticket }, origin_url })
    },
  }),
]
