// A mail of the desk itself to one person, about no ticket. It is queued, signed, retried and bounced as every other.
import type { SecurityMailText } from '../../access/index.ts'
import { findUser } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { withLink } from '../sending/layout.ts'
import { mailLocale, mailText } from '../sending/texts.ts'
import { defaultSupportAddress } from '../support-addresses/queries.ts'
import { insertDelivery, targetHash } from './queries.ts'
import { addSendJob } from './send-job.ts'
import { deskOf } from './writing.ts'

/** One for each kind of alarm. */
type AlarmText =
  | 'alarm_impossible_travel'
  | 'alarm_many_failures'
  | 'alarm_new_admin'
  | 'alarm_factor_removed'
  | 'alarm_bulk_reads'
  | 'alarm_token_new_network'
  | 'alarm_security_changed'
  | 'alarm_provider_failing'

export interface DeskMail {
  /** What caused it; it is sent once for each cause and address. */
  event_id: number
  user_id: number
  address: string
  /** `mail.<text>.subject`, `.body` and `.link` of locales/<locale>/mail.json. */
  text: 'verification' | AlarmText | SecurityMailText
  values: Record<string, string | number>
  /** Of our own making. */
  url: string
}

/** As queueDeskMail; false where the desk has no address to send from, which is nothing for who cannot mend it. */
export async function sendDeskMail(work: Work, mail: DeskMail): Promise<boolean> {
  if ((await defaultSupportAddress(work)) === null) return false
  await queueDeskMail(work, mail)
  return true
}

/** Puts a mail of the desk into the queue, in the person's language. 422 where the desk has no address to send from. */
export async function queueDeskMail(work: Work, mail: DeskMail): Promise<void> {
  const { desk, locale: desk_locale } = await deskOf(work, null)
  const person = await findUser(work, mail.user_id)
  const locale = mailLocale(person?.locale ?? desk_locale)
  const values = { desk: desk.name, ...mail.values }
  const key = `mail.${mail.text}`
  const words = withLink(mailText(locale, `${key}.body`, values), {
    label: mailText(locale, `${key}.link`, values),
    url: mail.url,
  })
  const id = newId()
  const recipient = { name: null, address: mail.address }
  const is_new = await insertDelivery(work, {
    id,
    kind: 'desk',
    event_id: mail.event_id,
    target_hash: targetHash(work, normaliseAddress(mail.address) ?? mail.address),
    ticket_id: null,
    reply_id: null,
    user_id: mail.user_id,
    content: {
      recipient,
      to: [recipient],
      cc: [],
      named_after: id,
      message_id: null,
      error: null,
      words: { subject: mailText(locale, `${key}.subject`, values), ...words },
    },
  })
  if (is_new) addSendJob(work, id)
}
