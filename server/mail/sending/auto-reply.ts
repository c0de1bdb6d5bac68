// Whether a message gets the neutral auto-reply. Desks that answered everybody were used to flood strangers with mail
// (the relay spam waves of 2025) and to talk to other robots for ever, so the answer is no unless everything says yes.
import type { AutoSubmitted, SenderVerdict } from '../reading/index.ts'

export interface AutoReplyFacts {
  /** The desk's switch; off at first. */
  is_enabled: boolean
  /** Only the first message of a ticket is answered, and only once. */
  is_new_ticket: boolean
  auto_submitted: AutoSubmitted
  /** Canonical address of the only From, or '' where there is none or several. */
  from: string
  /** Envelope sender, canonical; '' is the null sender, null is not known. */
  mail_from: string | null
  verdict: SenderVerdict['verdict']
  /** Canonical addresses of the desk, without tags. */
  own_addresses: readonly string[]
  /** Whether mail to the address bounced lately, or the person asked for none. */
  is_suppressed: boolean
  sent: AutoReplyCounts
}

/** Auto-replies of this account that were sent or are on their way. */
export interface AutoReplyCounts {
  /** To this address, ever. */
  to_address_ever: number
  /** To this address in the last 24 hours. */
  to_address_day: number
  /** To messages from the same source (client network; where not known, the domain of the sender) in the last hour. */
  from_source_hour: number
  /** To anybody in the last hour. */
  overall_hour: number
}

/** How many are sent at most. */
export const AUTO_REPLY_LIMITS = {
  /** To an address nobody has proved to own: one, ever. */
  unverified_ever: 1,
  verified_day: 3,
  source_hour: 20,
  overall_hour: 300,
} as const

export type NoAutoReply =
  | 'switched_off'
  | 'not_first_message'
  | 'written_by_machine'
  | 'null_sender'
  | 'no_single_sender'
  | 'own_address'
  | 'robot_address'
  | 'forged_sender'
  | 'different_return_path'
  | 'suppressed'
  | 'limit_unverified'
  | 'limit_address'
  | 'limit_source'
  | 'limit_overall'

/** Addresses that nobody reads, or that answer by themselves (RFC 3834 section 2, RFC 2142). */
const ROBOT =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|nobody|null|devnull|mailer-daemon|mail-daemon|mdaemon|postmaster|abuse|bounces?|listserv|majordomo|notifications?|alerts?|newsletter|.*-(?:bounces?|request|owner|unsubscribe)|owner-.*)(?:[+=-].*)?@/

/** Null when the auto-reply may be sent, else the first reason why not. Pure. */
export function whyNoAutoReply(facts: AutoReplyFacts): NoAutoReply | null {
  const { from, mail_from, sent } = facts
  const is_verified = facts.verdict === 'authenticated'
  if (!facts.is_enabled) return 'switched_off'
  if (!facts.is_new_ticket) return 'not_first_message'
  if (facts.auto_submitted !== 'no') return 'written_by_machine'
  if (mail_from === '') return 'null_sender'
  if (from === '') return 'no_single_sender'
  if (facts.own_addresses.some((own) => own === from || own === mail_from)) return 'own_address'
  if (ROBOT.test(from) || (mail_from !== null && ROBOT.test(mail_from) && !is_verified)) return 'robot_address'
  if (facts.verdict === 'failed') return 'forged_sender'
  // Without proof, at least the two claims about the sender must agree.
  if (!is_verified && mail_from !== null && mail_from !== from) return 'different_return_path'
  if (facts.is_suppressed) return 'suppressed'
  if (!is_verified && sent.to_address_ever >= AUTO_REPLY_LIMITS.unverified_ever) return 'limit_unverified'
  if (sent.to_address_day >= AUTO_REPLY_LIMITS.verified_day) return 'limit_address'
  if (sent.from_source_hour >= AUTO_REPLY_LIMITS.source_hour) return 'limit_source'
  if (sent.overall_hour >= AUTO_REPLY_LIMITS.overall_hour) return 'limit_overall'
  return null
}
