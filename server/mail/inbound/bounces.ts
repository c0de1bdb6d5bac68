// Mail that came back: matched to the delivery it is about, by the signed return path or by our Message-ID.
import type { Work } from '../../platform/work.ts'
import { recordBounce } from '../deliveries/index.ts'
import type { ReadMail } from '../reading/index.ts'
import { readBounceAddress, readMessageId } from '../sending/tokens.ts'

/** True when the mail was a report on a delivery of ours and was written down there. */
export async function matchBounce(work: Work, mail: ReadMail, rcpt_to: readonly string[]): Promise<boolean> {
  const by_address = rcpt_to.map((address) => readBounceAddress(work.sealing, address)).find((id) => id !== null)
  // A Message-ID of ours stands in every mail we send; it counts only in a report, where the sender is a mail server.
  const original = mail.dsn?.original_message_id ?? null
  const by_report = original === null ? null : (readMessageId(work.sealing, original)?.delivery_id ?? null)
  const delivery_id = by_address ?? by_report
  if (delivery_id === null) return false
  return await recordBounce(work, delivery_id, mail.dsn)
}
