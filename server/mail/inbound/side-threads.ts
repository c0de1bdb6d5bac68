// Mail that belongs to a conversation beside a ticket. Only what we signed names one, and a mail that names one never
// reaches the ticket's own thread, whatever else it names: its words are for staff.
import type { Work } from '../../platform/work.ts'
import type { CommentContent, SenderTrust } from '../../tickets/index.ts'
import type { ReadMail } from '../reading/index.ts'
import { readSideAddress, readSideMessageId } from '../sending/tokens.ts'
import type { Reading } from './process.ts'

/** A mail from somebody who takes part, read and judged. */
export interface ArrivedMail {
  inbound_mail_id: number
  sender: { address: string; name: string | null; user_id: number | null }
  to: { address: string; name: string | null }[]
  subject: string
  message_id: string | null
  sender_trust: SenderTrust
  content: Omit<CommentContent, 'source'>
  files: Reading['files']
}

/** What the module of side conversations does with mail; it comes after this one. */
export interface SideThreads {
  /** Whether an address takes part in a side conversation that is still there. */
  isParticipant(work: Work, side_conversation_id: number, address: string): Promise<boolean>
  /** Adds what a mail says. Returns the number of the ticket beside which it is. */
  add(work: Work, side_conversation_id: number, mail: ArrivedMail): Promise<number>
}

let threads: SideThreads | null = null

/** Says what becomes of mail for side conversations. */
export function offerSideThreads(offered: SideThreads): void {
  threads = offered
}

export const sideThreads = (): SideThreads | null => threads

/** The side conversation that a mail's recipients or references name, or null. */
export function namedSideConversation(
  work: Pick<Work, 'sealing'>,
  mail: Pick<ReadMail, 'to' | 'cc' | 'delivered_to' | 'in_reply_to' | 'references'>,
  rcpt_to: readonly string[],
): number | null {
  const people = [...mail.to, ...mail.cc].map((one) => one.address)
  for (const address of [...rcpt_to, ...mail.delivered_to, ...people]) {
    const id = readSideAddress(work.sealing, address)
    if (id !== null) return id
  }
  for (const message_id of [...mail.in_reply_to, ...mail.references.toReversed()]) {
    const named = readSideMessageId(work.sealing, message_id)
    if (named) return named.side_conversation_id
  }
  return null
}
