// For the tests of outgoing mail: an account with a support address, a ticket, an agent's reply, and a desk that hands
// its mail to a server of ours.

import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { addSupportAddress } from '../support-addresses/index.ts'
import { prepareDeliveries } from './prepare.ts'
import { type DeliveryContent, type DeliveryRow, listDeliveriesOfTicket, openDelivery } from './queries.ts'

export interface Mailing extends TestAccount {
  support: string
  ticket_id: number
  /** Has an agent reply; answers the comment's id and the event's. Jobs are not run. */
  reply(body: Record<string, unknown>): Promise<{ comment_id: number; event_id: number }>
  /** What the ticket's deliveries say now. */
  deliveries(): Promise<(DeliveryRow & { content: DeliveryContent })[]>
  /** Replies, and writes the deliveries down without sending any. */
  prepare(body?: Record<string, unknown>): Promise<DeliveryRow[]>
}

/** An account whose customer opened a ticket. */
export async function newMailing(subject = 'A question'): Promise<Mailing> {
  const account = await newAccount()
  const support = `support@desk-${newId()}.example`
  await account.work((work) => addSupportAddress(work, support))
  const created = await account.call(account.customer, 'POST /api/v2/requests', {
    request: { subject, comment: { body: 'How does it work?' } },
  })
  const ticket_id: number = created.body.request.id
  const reply: Mailing['reply'] = async (body) => {
    const said = await account.call(account.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: body })
    if (said.status !== 201) throw new Error(`the reply was refused: ${said.text}`)
    return { comment_id: said.body.comment.id, event_id: said.body.audit.id }
  }
  const deliveries: Mailing['deliveries'] = () =>
    account.work(async (work) =>
      (await listDeliveriesOfTicket(work, ticket_id)).map((row) => ({ ...row, content: openDelivery(work, row) })),
    )
  return {
    ...account,
    support,
    ticket_id,
    reply,
    deliveries,
    async prepare(body = { body: 'Like this.' }) {
      const { event_id } = await reply(body)
      await account.work((work) => prepareDeliveries(work, event_id, ticket_id), 'customer')
      return (await deliveries()).filter((row) => row.event_id === event_id)
    },
  }
}

/** The desk with its mail going to one server on this machine. */
export function sendingTo(platform: Platform, port: number): Platform {
  return {
    ...platform,
    config: { ...platform.config, mail_out: 'smarthost', smarthost_url: `smtp://127.0.0.1:${port}?tls=unverified` },
  }
}
