// What can happen to a mail of ours. Facts about a ticket's mail have the ticket as subject, so that its page hears of
// them; addresses and the other server's words stay in the delivery's sealed part.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const fact = z.object({
  delivery_id: z.number(),
  comment_id: z.number().nullable(),
  kind: z.enum(['reply', 'auto_reply', 'test', 'notification', 'side_conversation', 'desk']),
  /** The other server's reply code, where there was one. */
  code: z.number().nullable(),
})
export type DeliveryFact = z.output<typeof fact>

export const mailDelivered = event({
  type: 'mail.delivered',
  subject: 'ticket',
  summary: 'The next mail server took a mail',
  data: fact,
})
export const mailFailed = event({
  type: 'mail.failed',
  subject: 'ticket',
  summary: 'A mail could not be delivered, and is not tried again by itself',
  data: fact,
})
export const mailUncertain = event({
  type: 'mail.uncertain',
  subject: 'ticket',
  summary: 'A mail was handed over and no answer came: it may have arrived, so it is not sent again by itself',
  data: fact,
})
export const mailBounced = event({ type: 'mail.bounced', subject: 'ticket', summary: 'A mail came back', data: fact })
export const mailRetried = event({
  type: 'mail.retried',
  subject: 'ticket',
  summary: 'Staff had a mail sent again',
  data: fact,
})
export const testMailRequested = event({
  type: 'mail.test_requested',
  subject: 'account',
  summary: 'An admin sent a test mail to their own address',
  data: z.object({}),
})

export const DELIVERY_EVENTS = [mailDelivered, mailFailed, mailUncertain, mailBounced, mailRetried, testMailRequested]
