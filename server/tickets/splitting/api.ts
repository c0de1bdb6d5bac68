// Splitting over HTTP. For staff.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { writtenTicket } from '../api.ts'
import { auditSchema } from '../audits/present.ts'
import { SUBJECT_LENGTH, ticketSchema } from '../schema.ts'
import { splitComment } from './actions.ts'

export const splitEndpoint = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/comments/{comment_id}/split',
  summary: 'Make a new ticket of one comment; the comment stays where it is',
  allow: STAFF,
  right: 'ticket_editing',
  params: z.object({ ticket_id: idParam, comment_id: idParam }),
  body: z.object({
    subject: z
      .string()
      .max(SUBJECT_LENGTH)
      .transform((text) => text.toWellFormed().replaceAll('\u0000', ''))
      .nullable()
      .optional(),
  }),
  reply: z.object({ ticket: ticketSchema, audit: auditSchema }),
  async run({ work, params, body, origin_url }) {
    const { id, event_id } = await splitComment(work, params.ticket_id, params.comment_id, body)
    await work.flush()
    const headers = { location: `${origin_url}/api/v2/tickets/${id}.json` }
    return new HttpReply({ status: 201, headers, json: await writtenTicket(work, id, event_id, origin_url) })
  },
})
