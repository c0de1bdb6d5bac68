// Who takes part in a ticket besides its requester. For staff.
import { z } from 'zod'
import { listUsersByIds, userSchema } from '../../people/index.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { getTicket, listParticipants } from '../queries.ts'

const LISTS = {
  collaborators: { summary: 'List the CCs and followers of a ticket', kinds: ['cc', 'follower'] },
  followers: { summary: 'List the followers of a ticket', kinds: ['follower'] },
  email_ccs: { summary: 'List the CCs of a ticket', kinds: ['cc'] },
} as const

export const participantLists = (['collaborators', 'followers', 'email_ccs'] as const).map((path) =>
  endpoint({
    route: `GET /api/v2/tickets/{ticket_id}/${path}`,
    summary: LISTS[path].summary,
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    query: z.object(pagingQuery),
    reply: z.object({ users: z.array(userSchema), ...pagingReply }),
    async run({ work, params: { ticket_id }, query, origin_url }) {
      const ticket = await getTicket(work, ticket_id)
      const kinds: readonly string[] = LISTS[path].kinds
      const people = await listParticipants(work, [ticket.id])
      const ids = people.filter((row) => row.state === 'active' && kinds.includes(row.kind)).map((row) => row.user_id)
      const users = await listUsersByIds(work, [...new Set(ids)], origin_url)
      return { users, ...wholeList(users.length, query) }
    },
  }),
)
