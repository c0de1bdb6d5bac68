// Deliveries over HTTP.
import { z } from 'zod'
import { ADMINS, endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { getTicket } from '../../tickets/index.ts'
import { retryDelivery, sendTestMail } from './actions.ts'
import { listDeliveriesOfTicket } from './queries.ts'
import { deliverySchema, presentDelivery } from './schema.ts'

const list = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/deliveries',
  summary: 'List the mails that a ticket sent, and what became of each',
  allow: STAFF,
  params: z.object({ ticket_id: idParam }),
  reply: z.object({ deliveries: z.array(deliverySchema) }),
  async run({ work, params }) {
    const ticket = await getTicket(work, params.ticket_id)
    return { deliveries: (await listDeliveriesOfTicket(work, ticket.id)).map((row) => presentDelivery(work, row)) }
  },
})

const retry = endpoint({
  route: 'POST /api/v2/deliveries/{delivery_id}/retry',
  summary: 'Send a mail again that failed, came back or may have arrived',
  allow: STAFF,
  right: ['ticket_comment_access', 'public'],
  params: z.object({ delivery_id: idParam }),
  status: 200,
  reply: z.object({ delivery: deliverySchema }),
  run: async ({ work, params }) => ({ delivery: presentDelivery(work, await retryDelivery(work, params.delivery_id)) }),
})

const test = endpoint({
  route: 'POST /api/v2/mail/test',
  summary: 'Send a test mail to your own address',
  allow: ADMINS,
  status: 202,
  reply: z.object({ delivery: deliverySchema }),
  run: async ({ work }) => ({ delivery: presentDelivery(work, await sendTestMail(work)) }),
})

export const deliveryEndpoints = [list, retry, test]
