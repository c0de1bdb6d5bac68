// Which ticket a mail belongs to: only what we signed counts, an address with our token or a Message-ID of ours.
// Subjects, ticket numbers and quoted text prove nothing.

import type { Work } from '../../platform/work.ts'
import { findMergeTarget, findTicket, listParticipants } from '../../tickets/index.ts'
import type { ReadMail } from '../reading/index.ts'
import { readMessageId, readReplyAddress } from '../sending/tokens.ts'
import type { Facts } from './decide.ts'

/**
 * The ticket that a mail's recipients or references name, or null when none does. For a merged ticket it is the one where
 * the conversation goes on, if the sender takes part in that.
 */
export async function findThread(
  work: Work,
  mail: Pick<ReadMail, 'to' | 'cc' | 'delivered_to' | 'in_reply_to' | 'references'>,
  rcpt_to: readonly string[],
  sender_id: number,
): Promise<Facts['thread']> {
  const ticket_id = namedTicket(work, mail, rcpt_to)
  if (ticket_id === null) return null
  const named = await threadOf(work, ticket_id, sender_id)
  if (!named?.is_closed) return named
  const target_id = await findMergeTarget(work, ticket_id)
  const target = target_id === null ? null : await threadOf(work, target_id, sender_id)
  const takes_part = target && (target.sender_is_requester || target.sender_is_active_cc)
  return takes_part ? target : named
}

async function threadOf(work: Work, ticket_id: number, sender_id: number): Promise<Facts['thread']> {
  const ticket = await findTicket(work, ticket_id)
  if (!ticket) return null
  const people = await listParticipants(work, [ticket_id])
  return {
    ticket_id,
    sender_is_requester: ticket.requester_id === sender_id,
    sender_is_active_cc: people.some(
      (person) => person.user_id === sender_id && person.kind === 'cc' && person.state === 'active',
    ),
    is_closed: ticket.status === 'closed',
  }
}

function namedTicket(
  work: Work,
  mail: Pick<ReadMail, 'to' | 'cc' | 'delivered_to' | 'in_reply_to' | 'references'>,
  rcpt_to: readonly string[],
): number | null {
  const addresses = [
    ...rcpt_to,
    ...mail.delivered_to,
    ...mail.to.map((one) => one.address),
    ...mail.cc.map((one) => one.address),
  ]
  for (const address of addresses) {
    const ticket_id = readReplyAddress(work.sealing, address)
    if (ticket_id !== null) return ticket_id
  }
  // The newest reference is the last one.
  for (const id of [...mail.in_reply_to, ...mail.references.toReversed()]) {
    const named = readMessageId(work.sealing, id)
    if (named) return named.ticket_id
  }
  return null
}
