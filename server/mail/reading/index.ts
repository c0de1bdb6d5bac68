// Reading mail: bytes in, plain data out. Pure code without a database: what a stranger sent is parsed, bounded,
// cleaned, sanitised and judged here; what becomes of it is decided by the mail module.

export { cleanFileName, cleanLine } from '../../platform/clean-text.ts'
export { domainOf, isAddress, type MailAddress, normaliseAddress, parseAddress, parseAddresses } from './addresses.ts'
export type { MailAttachment } from './attachments.ts'
export { type AutoSubmitted, LOOP_HEADER } from './auto-submitted.ts'
export type { DnsResolver } from './bounded-resolver.ts'
export { dedupeKey } from './dedupe.ts'
export type { DeliveryStatus } from './delivery-status.ts'
export { Headers, readHeaders, readMessageIds } from './headers.ts'
export { MAIL_LIMITS, TRUST_LIMITS, WORKER_LIMITS } from './limits.ts'
export { splitQuotes } from './quotes.ts'
export { MAIL_FLAGS, type MailFlag, type ReadMail, type ReadMailOptions } from './read.ts'
export { readMail, TooManyWaiting } from './read-mail.ts'
export { cleanSubject, normaliseSubject } from './subject.ts'
export { type SenderVerdict, type VerdictReason, type VerifyOptions, verifySender } from './trust.ts'
export { UNREADABLE_REASONS, UnreadableMail, type UnreadableReason } from './unreadable.ts'
