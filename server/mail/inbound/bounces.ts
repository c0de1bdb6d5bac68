// Mail that came back, written down at the delivery it is about.
import type { Work } from '../../platform/work.ts'
import { recordBounce } from '../deliveries/index.ts'
import type { ReadMail } from '../reading/index.ts'
import { matchBounce } from '../sending/index.ts'

/** True when the mail was a report on a delivery of ours; it needs no ticket then. */
export async function takeReport(work: Work, mail: ReadMail, rcpt_to: readonly string[]): Promise<boolean> {
  const known_recipients = rcpt_to.length > 0 ? rcpt_to : [...mail.delivered_to, ...mail.to.map((one) => one.address)]
  const report = matchBounce(work.sealing, {
    rcpt_to: known_recipients,
    dsn: mail.dsn,
    is_bounce: mail.auto_submitted === 'bounce',
    in_reply_to: mail.in_reply_to,
    references: mail.references,
  })
  if (!report) return false
  // "Still trying" and "arrived" are no news for an agent.
  return report.kind === 'failed' ? await recordBounce(work, report.delivery_id, mail.dsn) : true
}
