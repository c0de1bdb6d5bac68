// A mail that a rule of the desk sends. Rules answer whatever reaches the desk, so this is where a desk could be made to
// flood strangers or to talk to another robot for ever: customers get such a mail only at an address that is known to
// be theirs, nobody gets one because of what a machine wrote, and there is a bound per person, ticket and hour.
import { findUser } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { CommentRow } from '../../tickets/index.ts'
import { isOwnAddress } from '../inbound/own-addresses.ts'
import { findMail, type InboundContent, placeOfInboundMail } from '../inbound/queries.ts'
import type { Recipient } from '../sending/compose.ts'
import { insertDelivery, targetHash } from './queries.ts'
import { recipientOf } from './recipients.ts'
import { addSendJob } from './send-job.ts'

/** Rules' mails of one ticket within an hour: to all, and to one person. */
const PER_TICKET_HOUR = 100
const PER_PERSON_HOUR = 10
/** Rules' mails to one customer within an hour, whatever the ticket. */
const PER_CUSTOMER_HOUR = 20
const HOUR_MS = 3_600_000

export interface Notification {
  ticket_id: number
  /** What caused it; together with `key` and the address it is sent once. */
  event_id: number
  key: string
  to: { user_id: number } | { address: string }
  /** The comment that set the rule off, where there is one. */
  cause: CommentRow | null
  subject: string
  /** Sanitised. */
  html: string
  text: string
}

/** Why somebody gets no mail of a rule. */
export type NotNotified = 'no_address' | 'unverified' | 'written_by_machine' | 'limit' | 'repeated'

/** Puts a rule's mail into the queue. Null when it will leave, else why it will not. */
export async function queueNotification(work: Work, given: Notification): Promise<NotNotified | null> {
  const { ticket_id, event_id, to, cause } = given
  const user_id = 'user_id' in to ? to.user_id : null
  const user = user_id === null ? null : await findUser(work, user_id)
  const recipient = 'address' in to ? await ownerOf(work, to.address) : user && (await recipientOf(work, user))
  if (!recipient) return 'no_address'
  const is_customer = user?.role === 'end-user'
  if (is_customer && !user.verified && !(await isKnownToAnswer(work, given, user.id))) return 'unverified'
  // Anybody can write down anybody's address: a customer hears nothing because of it, proven or not.
  if (is_customer && cause !== null && cause.inbound_mail_id === null && cause.sender_trust === 'unauthenticated')
    return 'unverified'
  if (cause?.inbound_mail_id && (await isOfMachine(work, cause.inbound_mail_id))) return 'written_by_machine'
  if (await isTooMuch(work, ticket_id, user_id, is_customer === true)) return 'limit'
  const id = newId()
  const { subject, html, text } = given
  const is_new = await insertDelivery(work, {
    id,
    kind: 'notification',
    event_id,
    target_hash: targetHash(work, `${given.key}:${normaliseAddress(recipient.address) ?? recipient.address}`),
    ticket_id,
    reply_id: null,
    user_id,
    content: {
      recipient,
      to: [recipient],
      cc: [],
      named_after: id,
      message_id: null,
      error: null,
      words: { subject, html, text },
    },
  })
  if (!is_new) return 'repeated'
  addSendJob(work, id)
  return null
}

/** An address that an admin wrote into a target: any but our own. */
async function ownerOf(work: Work, address: string): Promise<Recipient | null> {
  return normaliseAddress(address) === null || (await isOwnAddress(work, address)) ? null : { name: null, address }
}

/** The mail that set the rule off proved its sender, or staff wrote to the customer in this ticket. */
async function isKnownToAnswer(work: Work, { cause, ticket_id }: Notification, user_id: number): Promise<boolean> {
  if (cause && cause.author_id === user_id && cause.sender_trust === 'authenticated') return true
  return (
    (await work.db.first<{ id: number }>(sql`
      select id from mail_deliveries
      where account_id = ${work.account_id} and ticket_id = ${ticket_id} and kind = 'reply' and user_id = ${user_id} limit 1`)) !==
    null
  )
}

/** Missing means that nobody looked, which is no reason to answer. */
async function isOfMachine(work: Work, inbound_mail_id: number): Promise<boolean> {
  const mail = await findMail(work, inbound_mail_id)
  if (!mail) return true
  const { auto_submitted, mail_from } = work.sealing.open<InboundContent>(placeOfInboundMail(mail.id), mail.sealed)
  return auto_submitted !== 'no' || mail_from === ''
}

async function isTooMuch(
  work: Work,
  ticket_id: number,
  user_id: number | null,
  is_customer: boolean,
): Promise<boolean> {
  // Messages about one ticket are written one after another; those to one person from many tickets need the lock.
  if (is_customer) await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('notification', ${user_id}))`)
  const since = new Date(work.now.getTime() - HOUR_MS)
  const of_ticket = await work.db.one<{ all: number; own: number }>(sql`
    select count(*) as "all", count(*) filter (where user_id is not distinct from ${user_id}::bigint) as own from mail_deliveries
    where account_id = ${work.account_id} and ticket_id = ${ticket_id} and kind = 'notification' and created_at > ${since}`)
  if (of_ticket.all >= PER_TICKET_HOUR || of_ticket.own >= PER_PERSON_HOUR) return true
  if (!is_customer) return false
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from mail_deliveries
    where account_id = ${work.account_id} and kind = 'notification' and user_id = ${user_id} and created_at > ${since}`)
  return count >= PER_CUSTOMER_HOUR
}
