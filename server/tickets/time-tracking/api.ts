// How long people worked on a ticket, over HTTP. For staff.
import { z } from 'zod'
import { accountSettings } from '../../accounts/index.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { getTicket } from '../queries.ts'
import { timeSchema } from '../schema.ts'
import { listTimeEntries, listTotals } from './queries.ts'

/** People named with their total. */
const MOST_PEOPLE = 1_000

export const timeEntryEndpoints = [
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/time_entries',
    summary: 'List how long people worked on a ticket, with totals; `enabled` says whether the desk keeps that now',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    query: z.object(pagingQuery),
    reply: z.object({
      time_entries: z.array(
        z.object({
          id: z.number(),
          ticket_id: z.number(),
          user_id: z.number(),
          audit_id: z.number(),
          seconds: z.number(),
          created_at: timeSchema,
        }),
      ),
      totals: z.array(z.object({ user_id: z.number(), seconds: z.number() })),
      total_s: z.number(),
      enabled: z.boolean(),
      ...pagingReply,
    }),
    async run({ work, params, query, url }) {
      const ticket = await getTicket(work, params.ticket_id)
      const { rows, paging } = await listTimeEntries(work, ticket.id, query, url)
      const totals = await listTotals(work, ticket.id, MOST_PEOPLE)
      return {
        time_entries: rows.map(({ event_id, ...row }) => ({ ...row, ticket_id: ticket.id, audit_id: event_id })),
        totals,
        total_s: totals.reduce((sum, one) => sum + one.seconds, 0),
        enabled: (await accountSettings(work)).time_tracking.enabled,
        ...paging,
      }
    },
  }),
]
