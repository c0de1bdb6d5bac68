// Ties a report about a mail of ours back to its delivery. A report is believed only as far as a name of ours in it
// goes: a return path or a Message-ID under our MAC. The worst a forger who got our mail can do is to call it bounced.

import type { Sealing } from '../../platform/sealing.ts'
import type { DeliveryStatus } from '../reading/index.ts'
import { readBounceAddress, readMessageId, readSideMessageId } from './tokens.ts'

export interface BounceSigns {
  /** Envelope recipients, and where they are not known (IMAP) the Delivered-To and To addresses. */
  rcpt_to: readonly string[]
  /** The report's own fields, if it has any. */
  dsn: DeliveryStatus | null
  /** Whether reading.readMail called the message a bounce. */
  is_bounce: boolean
  in_reply_to: readonly string[]
  references: readonly string[]
}

export interface Bounce {
  delivery_id: number
  /** `failed`: it will not arrive. `delayed`: the other server is still trying. `arrived`: a success report. */
  kind: 'failed' | 'delayed' | 'arrived'
  /** Canonical address the report is about, or null. To be compared with the delivery's recipients. */
  recipient: string | null
  /** RFC 3463, or ''. */
  status: string
  /** One line of the other server. Personal data. */
  diagnostic: string
}

/** Message-IDs looked at in one report. */
const MAX_IDS = 20

/** The delivery a message reports on, or null when it is no report or names none of ours. */
export function matchBounce(sealing: Pick<Sealing, 'sign'>, signs: BounceSigns): Bounce | null {
  if (!signs.is_bounce && signs.dsn === null) return null
  const delivery_id = findDelivery(sealing, signs)
  if (delivery_id === null) return null
  const { dsn } = signs
  return {
    delivery_id,
    kind: kindOf(dsn),
    recipient: dsn?.recipient ?? null,
    status: dsn?.status ?? '',
    diagnostic: dsn?.diagnostic ?? '',
  }
}

/** The return path first: it was made for nothing else, and no mail program rewrites it. */
function findDelivery(sealing: Pick<Sealing, 'sign'>, signs: BounceSigns): number | null {
  for (const address of signs.rcpt_to.slice(0, MAX_IDS)) {
    const delivery_id = readBounceAddress(sealing, address)
    if (delivery_id !== null) return delivery_id
  }
  const ids = [signs.dsn?.original_message_id ?? '', ...signs.in_reply_to, ...signs.references]
  for (const id of ids.slice(0, MAX_IDS)) {
    const named = readMessageId(sealing, id) ?? readSideMessageId(sealing, id)
    if (named) return named.delivery_id
  }
  return null
}

function kindOf(dsn: DeliveryStatus | null): Bounce['kind'] {
  switch (dsn?.action) {
    case 'delayed':
      return 'delayed'
    case 'delivered':
    case 'relayed':
    case 'expanded':
      return 'arrived'
    case 'unknown':
      return dsn.status.startsWith('4') ? 'delayed' : dsn.status.startsWith('2') ? 'arrived' : 'failed'
    default:
      // `failed`, or a bounce in prose only (qmail and old gateways): nobody writes one for good news.
      return 'failed'
  }
}
