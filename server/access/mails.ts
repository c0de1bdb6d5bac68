// Mails about signing in. The module that sends mail comes later and offers how.
import type { Work } from '../platform/work.ts'

/** What is said about factors (factors/notices.ts). */
export type FactorMailText =
  | 'factor_added'
  | 'factor_removed'
  | 'factors_reset'
  | 'factor_flagged'
  | 'factor_guessed'
  | 'factor_reminder'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'recovery_codes_few'

/** `mail.<text>.subject`, `.body` and `.link` of locales/<locale>/mail.json. */
export type SecurityMailText =
  | FactorMailText
  | 'password_reset'
  | 'magic_link'
  | 'new_device'
  | 'password_changed'
  | 'addresses_changed'
  | 'token_created'
  | 'sign_in_linked'
  | 'sign_in_unlinked'
  | 'not_me'
  | 'taken_back'
  | 'break_glass'
  | 'provider_certificate_ends'

export interface SecurityMail {
  /** What caused it: sent once for each cause and address. */
  event_id: number
  user_id: number
  address: string
  text: SecurityMailText
  values: Record<string, string | number>
  /** Of our own making. */
  url: string
}

type Mailer = (work: Work, mail: SecurityMail) => Promise<boolean>

let mailer: Mailer | null = null

/** Called while the product is put together. */
export function offerMailer(given: Mailer): void {
  mailer = given
}

/** Queues a mail. False where the desk has no address to send from. */
export async function sendSecurityMail(work: Work, mail: SecurityMail): Promise<boolean> {
  if (!mailer) throw new Error('nobody sends mails')
  return await mailer(work, mail)
}
