// Reading mail: bytes in, plain data out. Pure code without a database: what a stranger sent is parsed, bounded,
// cleaned, sanitised and judged here; what becomes of it is decided by the mail module.
export { normaliseAddress, parseAddress } from './addresses.ts'
export type { AutoSubmitted } from './auto-submitted.ts'
export { dedupeKey } from './dedupe.ts'
export type { DeliveryStatus } from './delivery-status.ts'
export type { ReadMail } from './read.ts'
export { readMail } from './read-mail.ts'
export { type SenderVerdict, verifySender } from './trust.ts'
export { UnreadableMail, type UnreadableReason } from './unreadable.ts'
