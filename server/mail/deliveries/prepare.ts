// From an agent's reply to the mails that shall leave. Runs when the undo window is over, as 'customer': a note cannot
// be read here, whatever asks for it.
import { z } from 'zod'
import { normaliseAddress } from '../../platform/addresses.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import {
  type CommentFact,
  type CommentRow,
  findReplyForDelivery,
  findTicket,
  type RuleReference,
} from '../../tickets/index.ts'
import { insertDelivery, targetHash } from './queries.ts'
import { addresseesOf } from './recipients.ts'
import { addSendJob } from './send-job.ts'

export const PREPARE_JOB = 'mail.prepare_deliveries'
const payload = z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() })

/** True for what an agent says to the customer; what came by mail was not written here. Pure. */
export function isOutgoing(data: { comment: CommentFact | null; imported?: boolean; rule?: RuleReference }): boolean {
  const { comment } = data
  return (
    comment !== null &&
    !data.imported &&
    // Rules mail what they say themselves, within bounds.
    data.rule?.kind !== 'trigger' &&
    comment.kind === 'reply' &&
    comment.by_staff &&
    comment.inbound_mail_id === null
  )
}

export const prepareJob = job({
  name: PREPARE_JOB,
  summary: 'Writes down which mails a reply becomes, once its undo window is over',
  payload,
  run: async (platform, { account_id, event_id, subject_id }) =>
    await systemWork(platform, account_id, PREPARE_JOB, 'customer', (work) =>
      prepareDeliveries(work, event_id, subject_id),
    ),
})

/** Writes the deliveries of the reply that an event tells of. Running it again adds nothing. */
export async function prepareDeliveries(work: Work, event_id: number, ticket_id: number): Promise<void> {
  const [comment, ticket] = await Promise.all([commentOfEvent(work, event_id), findTicket(work, ticket_id)])
  if (!comment || !ticket || !isOutgoing({ comment })) return
  const likely = await addresseesOf(work, ticket, comment.author_id)
  // Of a reply that waits to be taken back, whom it is for is asked again when it no longer does.
  if (likely.length === 0 && comment.undo_ms === 0) return
  const reply = await findReplyForDelivery(work, comment.id)
  if (!reply || reply.ticket_id !== ticket_id) return // taken back
  if (await isInUndoWindow(work, reply)) {
    // Clocks differ: the window is the database's, and nothing leaves while the reply can still be taken back.
    work.addJob(
      PREPARE_JOB,
      { account_id: work.account_id, event_id, subject_id: ticket_id },
      { lane: mailLane(work.account_id, ticket_id), run_at: reply.send_after ?? undefined },
    )
    return
  }
  // Its author may have been merged into somebody else since.
  const groups = reply.author_id === comment.author_id ? likely : await addresseesOf(work, ticket, reply.author_id)
  let named_after: number | null = null
  for (const { to, cc } of groups) {
    const headers = { to: to.map((person) => person.recipient), cc: cc.map((person) => person.recipient) }
    for (const { user_id, recipient } of [...to, ...cc]) {
      const id = newId()
      named_after ??= id
      const is_new = await insertDelivery(work, {
        id,
        kind: 'reply',
        event_id,
        target_hash: targetHash(work, normaliseAddress(recipient.address) ?? recipient.address),
        ticket_id,
        reply_id: reply.id,
        user_id,
        content: { recipient, ...headers, named_after, message_id: null, error: null },
      })
      if (is_new) addSendJob(work, id)
    }
  }
}

/** What an event says about a comment. */
export async function commentOfEvent(work: Work, event_id: number): Promise<CommentFact | null> {
  const event = await work.db.first<{ comment: CommentFact | null }>(sql`
    select data->'comment' as comment from events where account_id = ${work.account_id} and event_id = ${event_id}`)
  return event?.comment ?? null
}

/** True while a reply can still be taken back, by the database's clock. */
export async function isInUndoWindow(work: Work, reply: CommentRow): Promise<boolean> {
  if (reply.send_after === null) return false
  const { waiting } = await work.db.one<{ waiting: boolean }>(
    sql`select ${reply.send_after}::timestamptz > clock_timestamp() as waiting`,
  )
  return waiting
}

/** Mails of one ticket are prepared one after another. */
export const mailLane = (account_id: number, ticket_id: number): string => `mail:${account_id}:${ticket_id}`
