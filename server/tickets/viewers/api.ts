// Who can see this ticket: people with the reason, in pages.
import { z } from 'zod'
import { listPeople, userSchema } from '../../people/index.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { getTicket } from '../queries.ts'
import { REASONS, viewersOf } from './actions.ts'

export const viewersEndpoint = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/viewers',
  summary: 'List who can see a ticket, and why',
  allow: STAFF,
  params: z.object({ ticket_id: idParam }),
  query: z.object(pagingQuery),
  reply: z.object({
    viewers: z.array(z.object({ user_id: z.number(), reasons: z.array(z.enum(REASONS)) })),
    users: z.array(userSchema),
    ...pagingReply,
  }),
  async run({ work, params, query, url, origin_url }) {
    const viewers = await viewersOf(work, await getTicket(work, params.ticket_id))
    const { users, paging } = await listPeople(work, [...viewers.keys()], query, url, origin_url)
    return {
      viewers: users.map(({ id }) => ({ user_id: id, reasons: viewers.get(id) ?? [] })),
      users,
      ...paging,
    }
  },
})
