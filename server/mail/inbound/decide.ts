// What becomes of a mail: a comment, a new ticket, a bounce, or a suspended ticket. Pure rules over facts, so that each
// line of the table of attacks can be tried against them.
import type { AutoSubmitted, ReadMail, SenderVerdict } from '../reading/index.ts'

/** Why a mail was suspended. The closed list the page explains. */
export const SUSPENSION_CAUSES = [
  'unreadable',
  'no_sender',
  'several_senders',
  'loop',
  'own_address',
  'bounce',
  'automatic_reply',
  'verification_mail',
  'suspended_sender',
  'unverified_staff',
  'processing_failed',
] as const
export type SuspensionCause = (typeof SUSPENSION_CAUSES)[number]

/** What was looked up about the sender and the thread. */
export interface Facts {
  verdict: SenderVerdict
  is_own_address: boolean
  sender: { role: 'end-user' | 'agent' | 'admin' | 'owner'; suspended: boolean } | null
  /**
   * The ticket that a signed address or a Message-ID of ours names, or the one it was merged into where the sender takes
   * part in that. A closed one takes no more comments.
   */
  thread: { ticket_id: number; sender_is_requester: boolean; sender_is_active_cc: boolean; is_closed?: boolean } | null
}

export type Decision =
  | { kind: 'suspend'; cause: SuspensionCause }
  | { kind: 'reply'; ticket_id: number }
  | { kind: 'note'; ticket_id: number }
  | { kind: 'follow_up'; ticket_id: number }
  | { kind: 'new' }

/** Kinds of automatic mail that a person may read but nobody answers. */
const SUSPENDED_KINDS: Partial<Record<AutoSubmitted, SuspensionCause>> = {
  'auto-replied': 'automatic_reply',
  bounce: 'bounce',
  loop: 'loop',
  verification: 'verification_mail',
}

export function decide(mail: Pick<ReadMail, 'from' | 'flags' | 'auto_submitted'>, facts: Facts): Decision {
  if (mail.flags.includes('multiple_from')) return { kind: 'suspend', cause: 'several_senders' }
  // A From line that holds no address, only words, names nobody either.
  if (mail.from.every(({ address }) => address === '')) return { kind: 'suspend', cause: 'no_sender' }
  if (facts.is_own_address) return { kind: 'suspend', cause: 'own_address' }
  const automatic = SUSPENDED_KINDS[mail.auto_submitted]
  if (automatic) return { kind: 'suspend', cause: automatic }
  if (facts.sender?.suspended) return { kind: 'suspend', cause: 'suspended_sender' }
  const is_staff = facts.sender !== null && facts.sender.role !== 'end-user'
  // An agent's name in the From line counts only with proof; without it somebody may be posing.
  if (is_staff && !facts.verdict.authenticated) return { kind: 'suspend', cause: 'unverified_staff' }
  if (facts.thread) {
    const { ticket_id, sender_is_requester, sender_is_active_cc, is_closed } = facts.thread
    // Staff answer customers in the page, where recipients are shown; by mail they speak to each other.
    if (is_staff && !sender_is_requester) return is_closed ? { kind: 'new' } : { kind: 'note', ticket_id }
    // A domain that says "this is not from us" is believed, token or no token.
    if ((sender_is_requester || sender_is_active_cc) && facts.verdict.verdict !== 'failed')
      return { kind: is_closed ? 'follow_up' : 'reply', ticket_id }
  }
  return { kind: 'new' }
}

/** What the comment's `sender_trust` says. */
export function trustOf(verdict: SenderVerdict): 'authenticated' | 'unauthenticated' | 'failed' {
  if (verdict.authenticated) return 'authenticated'
  return verdict.verdict === 'failed' ? 'failed' : 'unauthenticated'
}
