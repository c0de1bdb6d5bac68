// A ticket's history over HTTP, and the history of all tickets. Staff only: it tells of internal notes.
import { z } from 'zod'
import { countOf, countReply, listUsersByIds, userSchema } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket } from '../queries.ts'
import { oldCursorPage, oldCursorQuery, oldCursorReply } from './old-cursors.ts'
import { auditSchema, EVENT_COLUMNS, type EventRow, findAudit, presentAudits } from './present.ts'
import { auditsOf, countAudits } from './queries.ts'

const auditQuery = z.object({ ...pagingQuery, ...oldCursorQuery })
const auditsReply = z.object({
  audits: z.array(auditSchema),
  users: z.array(userSchema).optional(),
  ...pagingReply,
  ...oldCursorReply,
})

/** One page of audits, in the style that is asked for. */
async function listAuditsOf(
  work: Work,
  ticket_id: number | null,
  query: z.output<typeof auditQuery>,
  url: URL,
  origin_url: string,
) {
  const is_new_style =
    query['page[size]'] ?? query['page[after]'] ?? query['page[before]'] ?? query.page ?? query.per_page
  const is_old_style = query.limit ?? query.cursor ?? (ticket_id === null ? 'usual' : undefined)
  const { rows, paging } =
    is_new_style === undefined && is_old_style !== undefined
      ? await oldCursorPage(work, ticket_id, query, url)
      : await listPage<EventRow>(
          work,
          {
            columns: EVENT_COLUMNS,
            ...auditsOf(work, ticket_id),
            id: sql`e.event_id`,
            sorts: {
              id: { by: sql`e.event_id`, type: 'bigint' },
              created_at: { by: sql`e.created_at`, type: 'timestamptz' },
            },
            default_sort: ticket_id === null ? '-id' : 'id',
          },
          query,
          url,
        )
  const audits = await presentAudits(work, rows, origin_url)
  const users = query.include?.includes('users')
    ? await listUsersByIds(work, [...new Set(rows.flatMap((row) => row.actor_id ?? []))], origin_url)
    : undefined
  return { audits, ...(users ? { users } : {}), ...paging }
}

export const auditEndpoints = [
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/audits',
    summary: 'List the audits of a ticket',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    query: auditQuery,
    reply: auditsReply,
    async run({ work, params, query, url, origin_url }) {
      const ticket = await getTicket(work, params.ticket_id)
      return await listAuditsOf(work, ticket.id, query, url, origin_url)
    },
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/audits/count',
    summary: 'Count the audits of a ticket',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    reply: countReply,
    async run({ work, params }) {
      const ticket = await getTicket(work, params.ticket_id)
      return countOf(work, await countAudits(work, ticket.id))
    },
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/audits/{audit_id}',
    summary: 'Show one audit of a ticket',
    allow: STAFF,
    params: z.object({ ticket_id: idParam, audit_id: idParam }),
    reply: z.object({ audit: auditSchema }),
    async run({ work, params, origin_url }) {
      const ticket = await getTicket(work, params.ticket_id)
      const audit = await findAudit(work, ticket.id, params.audit_id, origin_url)
      if (!audit) throw notFound()
      return { audit }
    },
  }),
  endpoint({
    route: 'GET /api/v2/ticket_audits',
    summary: 'List the audits of all tickets, newest first',
    allow: STAFF,
    query: auditQuery,
    reply: auditsReply,
    run: async ({ work, query, url, origin_url }) => await listAuditsOf(work, null, query, url, origin_url),
  }),
]
