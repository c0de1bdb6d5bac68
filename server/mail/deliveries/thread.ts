// What a mail answers: the messages of its ticket that customers have seen, as Message-IDs. Notes are not among them:
// the unit runs as 'customer', and the join goes through public replies only.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type InboundContent, placeOfInboundMail } from '../inbound/queries.ts'
import { openDelivery } from './queries.ts'

/** More than a References header names. */
const MAX_MESSAGES = 30

export interface Thread {
  in_reply_to: string | null
  /** Oldest first, without `in_reply_to`. */
  references: string[]
}

/** The thread up to a reply. Answers the customer's last mail; where there is none, our own last one, so that all stay together. */
export async function threadBefore(work: Work, ticket_id: number, reply_id: number): Promise<Thread> {
  const inbound = await work.db.all<{ at: number; id: number; sealed: Buffer }>(sql`
    select r.id as at, m.id, m.sealed from ticket_replies r join inbound_mails m on m.account_id = r.account_id and m.id = r.inbound_mail_id
    where r.account_id = ${work.account_id} and r.ticket_id = ${ticket_id} and r.id < ${reply_id} order by r.id desc limit ${MAX_MESSAGES}`)
  const outgoing = await work.db.all<{ at: number; id: number; sealed: Buffer }>(sql`
    select distinct on (d.event_id) d.event_id as at, d.id, d.sealed from mail_deliveries d
    where d.account_id = ${work.account_id} and d.ticket_id = ${ticket_id} and d.kind in ('reply', 'auto_reply') and coalesce(d.reply_id, 0) < ${reply_id}
      and d.state in ('sent', 'uncertain', 'bounced')
    order by d.event_id desc, d.id limit ${MAX_MESSAGES}`)
  const messages = [
    ...inbound.map((row) => ({
      at: row.at,
      is_ours: false,
      message_id: work.sealing.open<InboundContent>(placeOfInboundMail(row.id), row.sealed).message_id ?? null,
    })),
    ...outgoing.map((row) => ({ at: row.at, is_ours: true, message_id: openDelivery(work, row).message_id })),
  ].sort((a, b) => a.at - b.at)
  const known = messages.flatMap((message) =>
    message.message_id === null ? [] : [{ ...message, message_id: message.message_id }],
  )
  const answered = known.findLast((message) => !message.is_ours) ?? known.at(-1)
  return {
    in_reply_to: answered?.message_id ?? null,
    references: known
      .filter((message) => message.message_id !== answered?.message_id)
      .map((message) => message.message_id),
  }
}
