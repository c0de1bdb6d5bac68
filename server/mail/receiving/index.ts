// How mail reaches us: by SMTP and from a mailbox elsewhere. Both hand a ReceivedMessage to a callback that makes it
// durable; nothing here knows the database.
export { type CertificateSource, openCertificate } from './certificate.ts'
export { type ImapOptions, type ImapPolling, type ImapState, startImapPolling } from './imap.ts'
export { DEFAULT_SMTP_LIMITS, type SmtpLimits } from './limits.ts'
export type { ReceivedMessage, SendingClient } from './message.ts'
export { outOfSpace } from './replies.ts'
export { type RunningSmtpServer, type SmtpServerOptions, startSmtpServer } from './smtp.ts'
