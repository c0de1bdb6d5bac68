// A delivery as the API shows it.
import { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { type DeliveryRow, openDelivery } from './queries.ts'

export const deliverySchema = z.object({
  id: z.number(),
  kind: z.enum(['reply', 'auto_reply', 'test', 'notification', 'side_conversation', 'desk']),
  ticket_id: z.number().nullable(),
  comment_id: z.number().nullable(),
  state: z.enum(['queued', 'sending', 'sent', 'uncertain', 'bounced', 'failed', 'cancelled']),
  recipients: z.array(z.object({ address: z.string(), name: z.string().nullable() })),
  error: z.string().nullable().describe('What the other server, or we, said about it'),
  code: z.number().nullable().describe("The other server's reply code"),
  attempts: z.number(),
  send_after: z.string(),
  sent_at: z.string().nullable(),
  may_retry: z.boolean(),
})
export type Delivery = z.input<typeof deliverySchema>

/** Only a person decides that a mail which failed, or may have arrived, is sent again. */
export function mayRetry(row: Pick<DeliveryRow, 'state'>): boolean {
  return row.state === 'failed' || row.state === 'uncertain' || row.state === 'bounced'
}

export function presentDelivery(work: Work, row: DeliveryRow): Delivery {
  const { recipient, error } = openDelivery(work, row)
  return {
    id: row.id,
    kind: row.kind,
    ticket_id: row.ticket_id,
    comment_id: row.reply_id,
    state: row.state,
    recipients: [{ address: recipient.address, name: recipient.name }],
    error,
    code: row.last_code,
    attempts: row.attempts,
    send_after: apiTime(row.send_after),
    sent_at: apiTimeOrNull(row.sent_at),
    may_retry: mayRetry(row),
  }
}
