// How mail leaves: composed, named so that answers and bounces find back, delivered in known phases, tried again with
// patience. What is recorded, and when, is decided by the caller.
export {
  AUTO_REPLY_LIMITS,
  type AutoReplyCounts,
  type AutoReplyFacts,
  type NoAutoReply,
  whyNoAutoReply,
} from './auto-reply.ts'
export { type Bounce, type BounceSigns, matchBounce } from './bounces.ts'
export {
  type ComposedMail,
  composeAutoReply,
  composeReply,
  composeTestMail,
  type Desk,
  MAX_MAIL_BYTES,
  MAX_RECIPIENTS,
  type MailAttachment,
  type Recipient,
  type ReplyMail,
} from './compose.ts'
export type { MailResolver } from './mail-hosts.ts'
export type { Outcome, Result } from './outcome.ts'
export { isPublicAddress } from './public-address.ts'
export { MAX_ATTEMPTS, nextAttemptAt } from './retry.ts'
export type { OnPhase, OutgoingMail, Phase, Timeouts } from './session.ts'
export { MAIL_LOCALES, type MailLocale, mailLocale, mailText } from './texts.ts'
export {
  bounceAddress,
  loopMark,
  messageId,
  readBounceAddress,
  readMessageId,
  readReplyAddress,
  replyAddress,
  withoutTag,
} from './tokens.ts'
export { deliver, MAX_OUTGOING_BYTES, type Route } from './transport.ts'
