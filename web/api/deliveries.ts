// What became of a ticket's mails: comments do not carry it, since a mail has its own fate and may be sent again.
import { api } from './request.ts'
import type { Delivery } from './shapes.ts'

/** The deliveries of a ticket's replies, by comment; comments that mailed nobody (yet) are not in it. */
export async function readDeliveries(ticketId: number, signal?: AbortSignal): Promise<Map<number, Delivery[]>> {
  const params = { ticket_id: ticketId }
  const { deliveries } = await api('GET /api/v2/tickets/{ticket_id}/deliveries', { params }, signal)
  const byComment = new Map<number, Delivery[]>()
  for (const { comment_id, recipients, ...delivery } of deliveries) {
    if (comment_id === null) continue
    const shown = { ...delivery, recipient: recipients.map(({ address }) => address).join(', ') }
    byComment.set(comment_id, [...(byComment.get(comment_id) ?? []), shown])
  }
  return byComment
}

/** Has a mail sent again that failed, came back or may not have arrived. */
export function retryDelivery(deliveryId: number): Promise<unknown> {
  return api('POST /api/v2/deliveries/{delivery_id}/retry', { params: { delivery_id: deliveryId } })
}
