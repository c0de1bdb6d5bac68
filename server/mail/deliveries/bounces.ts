// A report that a mail of ours came back, tied to its delivery and so shown on the comment. It makes no ticket, and
// nobody answers it.

import { normaliseAddress } from '../../platform/addresses.ts'
import type { Work } from '../../platform/work.ts'
import type { DeliveryStatus } from '../reading/index.ts'
import { countReturned, recordFact } from './ending.ts'
import { mailBounced } from './events.ts'
import { type DeliveryRow, findDelivery, listDeliveriesOfEvent, markBounced, openDelivery } from './queries.ts'

const GOOD_NEWS = new Set(['delivered', 'relayed', 'expanded'])
/** The reply code that opens a diagnostic, `550 5.1.1 unknown`. */
const REPLY_CODE = /^\s*([45]\d\d)\b/

/**
 * Writes a bounce down. `dsn` is the report's own data, or null for a bounce in prose. False when the account has no such
 * delivery; true when the report is dealt with, which for "delayed" and "delivered" means that there is nothing to do.
 */
export async function recordBounce(work: Work, delivery_id: number, dsn: DeliveryStatus | null): Promise<boolean> {
  const named = await findDelivery(work, delivery_id, true)
  if (!named) return false
  if (dsn && (dsn.action === 'delayed' || GOOD_NEWS.has(dsn.action))) return true
  const row = await deliveryTo(work, named, dsn?.recipient ?? null)
  // What has not left, or is known to have failed, cannot come back.
  if (row.state !== 'sent' && row.state !== 'uncertain') return true
  const content = openDelivery(work, row)
  const error = dsn?.diagnostic || dsn?.status || 'The mail came back'
  const said = REPLY_CODE.exec(dsn?.diagnostic ?? '')?.[1]
  const code = said === undefined ? null : Number(said)
  await markBounced(work, row, { ...content, error }, code)
  await countReturned(work, row, content)
  recordFact(work, mailBounced, row, code)
  return true
}

/** A report matched by Message-ID names the reply, not the copy: the copy is the one that went to the address it speaks of. */
async function deliveryTo(work: Work, named: DeliveryRow, address: string | null): Promise<DeliveryRow> {
  if (address === null || normaliseAddress(openDelivery(work, named).recipient.address) === address) return named
  const copies = await listDeliveriesOfEvent(work, named.kind, named.event_id)
  const copy = copies.find((row) => normaliseAddress(openDelivery(work, row).recipient.address) === address)
  return (copy && (await findDelivery(work, copy.id, true))) ?? named
}
