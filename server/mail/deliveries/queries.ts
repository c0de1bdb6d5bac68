// All SQL on deliveries: one row per mail and person. A row is held by one attempt at a time (`claim_id`), and every
// later write of that attempt names it, so that a process that was taken for dead and wakes up changes nothing.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { Recipient } from '../sending/compose.ts'

export type DeliveryKind = 'reply' | 'auto_reply' | 'test' | 'notification' | 'side_conversation' | 'desk'
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'uncertain' | 'bounced' | 'failed' | 'cancelled'

/** The sealed part of a delivery. */
export interface DeliveryContent {
  recipient: Recipient
  /** Whom the mail names: everybody who gets it. */
  to: Recipient[]
  cc: Recipient[]
  /** The delivery that gives the Message-ID its name: all copies of one reply carry the same. */
  named_after: number
  /** Known once the mail began to leave. */
  message_id: string | null
  /** What the other server said, or we; null when nothing went wrong. */
  error: string | null
  /** What a mail of a rule or of the desk itself says; the others are written from what they answer. HTML is sanitised. */
  words?: { subject: string; html: string; text: string }
  /** A side conversation's message, whole: where it is sent from there is no way to what staff see. */
  side?: SideContent
}

export interface SideContent {
  side_conversation_id: number
  agent_name: string | null
  subject: string
  text: string
  /** Sanitised. */
  html: string | null
  files: { file_id: string; file_name: string; content_type: string; content_id: string | null }[]
  message_id: string
  in_reply_to: string | null
  references: string[]
}

export interface DeliveryRow {
  id: number
  kind: DeliveryKind
  event_id: number
  ticket_id: number | null
  reply_id: number | null
  user_id: number | null
  sealed: Buffer
  state: DeliveryState
  attempts: number
  send_after: Date
  claim_id: number | null
  transmitting_at: Date | null
  last_code: number | null
  created_at: Date
  sent_at: Date | null
}

/** How long a process that sends may stay silent before it counts as dead, by the database's clock. */
export const LEASE_S = 60
/** One ticket shows at most this many deliveries. */
const MAX_DELIVERIES = 1_000

const COLUMNS = sql.raw(
  'id, kind, event_id, ticket_id, reply_id, user_id, sealed, state, attempts, send_after, claim_id, transmitting_at, last_code, created_at, sent_at',
)

export const placeOfDelivery = (id: number): string => `mail_deliveries/${id}/sealed`

/** Opens what is sealed in a row. */
export function openDelivery(work: Pick<Work, 'sealing'>, row: Pick<DeliveryRow, 'id' | 'sealed'>): DeliveryContent {
  return work.sealing.open<DeliveryContent>(placeOfDelivery(row.id), row.sealed)
}

export function sealDelivery(work: Pick<Work, 'sealing'>, id: number, content: DeliveryContent): Buffer {
  return work.sealing.seal(placeOfDelivery(id), content)
}

/** Keyed hash of whom a delivery is for. */
export function targetHash(work: Pick<Work, 'sealing'>, normalised: string): Buffer {
  return work.sealing.lookupHash('mail_target', normalised)
}

export type NewDelivery = Pick<DeliveryRow, 'id' | 'kind' | 'event_id' | 'ticket_id' | 'reply_id' | 'user_id'> & {
  target_hash: Buffer
  content: DeliveryContent
}

/** False when the same cause had this mail written down before. */
export async function insertDelivery(work: Work, row: NewDelivery): Promise<boolean> {
  const inserted = await work.db.run(sql`
    insert into mail_deliveries (account_id, id, kind, event_id, target_hash, ticket_id, reply_id, user_id, sealed, state, send_after, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.kind}, ${row.event_id}, ${row.target_hash}, ${row.ticket_id}, ${row.reply_id}, ${row.user_id},
      ${sealDelivery(work, row.id, row.content)}, 'queued', ${work.now}, ${work.now}, ${work.now})
    on conflict (account_id, kind, event_id, target_hash) do nothing`)
  return inserted === 1
}

export async function findDelivery(work: Work, id: number, lock = false): Promise<DeliveryRow | null> {
  return await work.db.first<DeliveryRow>(sql`
    select ${COLUMNS} from mail_deliveries where account_id = ${work.account_id} and id = ${id} ${sql.raw(lock ? 'for update' : '')}`)
}

/** A ticket's deliveries, oldest first. */
export async function listDeliveriesOfTicket(work: Work, ticket_id: number): Promise<DeliveryRow[]> {
  return await work.db.all<DeliveryRow>(sql`
    select ${COLUMNS} from mail_deliveries where account_id = ${work.account_id} and ticket_id = ${ticket_id} order by id limit ${MAX_DELIVERIES}`)
}

/** All mails that one cause made, e.g. the copies of one reply. */
export async function listDeliveriesOfEvent(work: Work, kind: DeliveryKind, event_id: number): Promise<DeliveryRow[]> {
  return await work.db.all<DeliveryRow>(sql`
    select ${COLUMNS} from mail_deliveries where account_id = ${work.account_id} and kind = ${kind} and event_id = ${event_id} order by id limit ${MAX_DELIVERIES}`)
}

/** Takes a queued delivery for one attempt, or null when it is not waiting (any more). */
export async function claimDelivery(work: Work, id: number): Promise<DeliveryRow | null> {
  return await work.db.first<DeliveryRow>(sql`
    update mail_deliveries set state = 'sending', attempts = attempts + 1, claim_id = ${newId()}, transmitting_at = null,
      lease_until = clock_timestamp() + ${LEASE_S} * interval '1 second', updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${id} and state = 'queued' returning ${COLUMNS}`)
}

const mine = (work: Work, row: Pick<DeliveryRow, 'id' | 'claim_id'>): RawBuilder<unknown> =>
  sql`account_id = ${work.account_id} and id = ${row.id} and claim_id = ${row.claim_id}`

/** Says that the attempt is still alive. */
export async function renewLease(work: Work, row: DeliveryRow): Promise<void> {
  await work.db.run(sql`
    update mail_deliveries set lease_until = clock_timestamp() + ${LEASE_S} * interval '1 second' where ${mine(work, row)} and state = 'sending'`)
}

/** Writes down that the message begins to leave. False when the delivery is not this attempt's any more: then it must not. */
export async function markTransmitting(work: Work, row: DeliveryRow, content: DeliveryContent): Promise<boolean> {
  const changed = await work.db.run(sql`
    update mail_deliveries set transmitting_at = ${work.now}, lease_until = clock_timestamp() + ${LEASE_S} * interval '1 second',
      sealed = ${sealDelivery(work, row.id, content)}, updated_at = ${work.now}
    where ${mine(work, row)} and state = 'sending'`)
  return changed === 1
}

export interface Ending {
  state: Exclude<DeliveryState, 'sending'>
  content: DeliveryContent
  send_after?: Date
  last_code: number | null
}

/**
 * Ends an attempt. False when the row is not this attempt's. An attempt that was taken for dead after it began to
 * transmit, and is not, may still say how it ended.
 */
export async function endAttempt(work: Work, row: DeliveryRow, ending: Ending): Promise<boolean> {
  const changed = await work.db.run(sql`
    update mail_deliveries set state = ${ending.state}, sealed = ${sealDelivery(work, row.id, ending.content)}, last_code = ${ending.last_code},
      send_after = ${ending.send_after ?? row.send_after}, sent_at = ${ending.state === 'sent' ? work.now : null}, lease_until = null, updated_at = ${work.now}
    where ${mine(work, row)} and state in ('sending', 'uncertain')`)
  return changed === 1
}

/** Puts a delivery back into the queue for a fresh round of attempts. */
export async function requeue(work: Work, row: DeliveryRow, content: DeliveryContent): Promise<void> {
  await work.db.run(sql`
    update mail_deliveries set state = 'queued', attempts = 0, claim_id = null, send_after = ${work.now}, last_code = null,
      sealed = ${sealDelivery(work, row.id, content)}, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${row.id}`)
}

/** Writes down that a mail came back. */
export async function markBounced(
  work: Work,
  row: DeliveryRow,
  content: DeliveryContent,
  last_code: number | null,
): Promise<void> {
  await work.db.run(sql`
    update mail_deliveries set state = 'bounced', sealed = ${sealDelivery(work, row.id, content)}, last_code = ${last_code}, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${row.id}`)
}

/** Locks attempts whose process is dead: its lease has passed or, with `all`, there was no other process than this one. */
export async function listAbandoned(work: Work, all: boolean, limit: number): Promise<DeliveryRow[]> {
  return await work.db.all<DeliveryRow>(sql`
    select ${COLUMNS} from mail_deliveries
    where account_id = ${work.account_id} and state = 'sending' and (${all} or lease_until < clock_timestamp()) order by id limit ${limit} for update skip locked`)
}

/** Deliveries that are overdue by two minutes: their job was lost, or the queue is long. */
export async function listOverdue(work: Work, limit: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select id from mail_deliveries
    where account_id = ${work.account_id} and state = 'queued' and send_after < ${work.now}::timestamptz - interval '2 minutes' order by send_after limit ${limit}`)
  return rows.map((row) => row.id)
}

/** The deliveries of one message of a side conversation, locked. */
export async function lockSideDeliveries(work: Work, message_id: number): Promise<DeliveryRow[]> {
  return await work.db.all<DeliveryRow>(sql`
    select ${COLUMNS} from mail_deliveries
    where account_id = ${work.account_id} and kind = 'side_conversation' and event_id = ${message_id} order by id limit ${MAX_DELIVERIES} for update`)
}

/** Forgets what a delivery says. One that waits does not leave any more. */
export async function forgetWords(work: Work, row: DeliveryRow): Promise<void> {
  const { words: _words, side: _side, ...content } = openDelivery(work, row)
  await work.db.run(sql`
    update mail_deliveries set state = case state when 'queued' then 'cancelled' else state end, sealed = ${sealDelivery(work, row.id, content)}, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${row.id}`)
}

/** Forgets to whom and what was sent of a ticket that is erased. */
export async function deleteDeliveries(work: Work, ticket_id: number): Promise<void> {
  await work.db.run(sql`delete from mail_deliveries where account_id = ${work.account_id} and ticket_id = ${ticket_id}`)
}
