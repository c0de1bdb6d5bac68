// The tickets an agent looked at last. The page says when it shows one; a client that reads a ticket does not look at it.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, wholeList } from '../../platform/http/paging.ts'
import { actorId } from '../../platform/work.ts'
import { ticketListReply } from '../api.ts'
import { presentTickets } from '../present.ts'
import { getTicket } from '../queries.ts'
import { sideLoad } from '../side-loads.ts'
import { listVisited, putVisit } from './queries.ts'

export const visitEndpoints = [
  endpoint({
    route: 'POST /api/v2/tickets/{ticket_id}/visits',
    summary: 'Remember that the caller looks at a ticket',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    reply: null,
    async run({ work, params }) {
      const ticket = await getTicket(work, params.ticket_id)
      const user_id = actorId(work.actor)
      if (user_id !== null) await putVisit(work, user_id, ticket.id)
      return new HttpReply({ status: 204 })
    },
  }),
  endpoint({
    route: 'GET /api/v2/tickets/recent',
    summary: 'List the tickets the caller looked at last, the latest first',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: ticketListReply,
    async run({ work, query, origin_url }) {
      const rows = await listVisited(work, actorId(work.actor))
      const tickets = await presentTickets(work, rows, origin_url)
      return {
        tickets,
        ...(await sideLoad(work, tickets, query.include, origin_url)),
        ...wholeList(tickets.length, query),
      }
    },
  }),
]
