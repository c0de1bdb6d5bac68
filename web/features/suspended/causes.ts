// Why a mail was held back, in words, for the server's closed list of causes (server/mail/inbound/decide.ts).
import type { MessageKey } from '../../language/text.ts'

export const causes: Readonly<Record<string, MessageKey>> = {
  unreadable: 'cause.unreadable',
  no_sender: 'cause.noSender',
  several_senders: 'cause.severalSenders',
  loop: 'cause.loop',
  own_address: 'cause.ownAddress',
  bounce: 'cause.bounce',
  automatic_reply: 'cause.automatic',
  verification_mail: 'cause.verificationMail',
  suspended_sender: 'cause.suspendedSender',
  unverified_staff: 'cause.unverifiedStaff',
  processing_failed: 'cause.processingFailed',
}

/** The words for a cause, or null for one that only a newer server knows. */
export function causeKey(cause: string): MessageKey | null {
  return Object.hasOwn(causes, cause) ? (causes[cause] ?? null) : null
}
