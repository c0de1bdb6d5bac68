// A ticket's history over HTTP. Staff only: it tells of internal notes.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { getTicket } from '../queries.ts'
import { idSchema } from '../schema.ts'
import { auditSchema, EVENT_COLUMNS, type EventRow, findAudit, presentAudit } from './present.ts'

const TICKET_FACTS = sql.raw(`e.type in ('ticket.created', 'ticket.updated', 'ticket.reply_undone')`)

export const listAudits = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/audits',
  summary: 'List the audits of a ticket',
  allow: STAFF,
  params: z.object({ ticket_id: idSchema }),
  query: z.object(pagingQuery),
  reply: z.object({ audits: z.array(auditSchema), ...pagingReply }),
  async run({ work, params, query, url }) {
    const ticket = await getTicket(work, params.ticket_id)
    const { rows, paging } = await listPage<EventRow>(
      work,
      {
        columns: EVENT_COLUMNS,
        from: sql`events e`,
        where: sql`e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.subject_id = ${ticket.id} and ${TICKET_FACTS}`,
        id: sql`e.event_id`,
        sorts: {
          id: { by: sql`e.event_id`, type: 'bigint' },
          created_at: { by: sql`e.created_at`, type: 'timestamptz' },
        },
        default_sort: 'id',
      },
      query,
      url,
    )
    return { audits: rows.map((row) => presentAudit(work, row)), ...paging }
  },
})

export const showAudit = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/audits/{audit_id}',
  summary: 'Show one audit of a ticket',
  allow: STAFF,
  params: z.object({ ticket_id: idSchema, audit_id: idSchema }),
  reply: z.object({ audit: auditSchema }),
  async run({ work, params }) {
    const ticket = await getTicket(work, params.ticket_id)
    const audit = await findAudit(work, ticket.id, params.audit_id)
    if (!audit) throw notFound()
    return { audit }
  },
})

export const auditEndpoints = [listAudits, showAudit]
