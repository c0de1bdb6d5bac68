// Delivery status notifications (RFC 3464): which message of ours, to whom, did not arrive, and why.

import { cleanLine } from '../../platform/clean-text.ts'
import { normaliseAddress } from './addresses.ts'
import { readMessageIds } from './headers.ts'
import { MAIL_LIMITS } from './limits.ts'
import type { MimePart } from './mime.ts'

export interface DeliveryStatus {
  /** Message-ID of the message that was reported on, angle brackets included, or null. */
  original_message_id: string | null
  /** The canonical final recipient, or null. */
  recipient: string | null
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'unknown'
  /** RFC 3463, such as 5.1.1, or ''. */
  status: string
  /** What the other server said, one line. Personal data: it mostly repeats the address. */
  diagnostic: string
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
/** A report is a few hundred bytes; this many are read of each part. */
const REPORT_BYTES = 64 * 1024

/** The status in these parts, or null where none is a report. A report on many recipients gives the first failed one. */
export function readDeliveryStatus(parts: MimePart[]): DeliveryStatus | null {
  const report = parts.find((part) => /^message\/(?:global-)?delivery-status$/.test(part.content_type))
  if (!report) return null
  const groups = report.content
    .toString('utf8', 0, REPORT_BYTES)
    .split(/\r?\n[ \t]*\r?\n/)
    .map(readFields)
    .filter((fields) => fields.has('final-recipient') || fields.has('original-recipient') || fields.has('action'))
  const fields = groups.find((group) => /failed/i.test(group.get('action') ?? '')) ?? groups[0] ?? new Map()
  const word = /^[a-z]+/.exec((fields.get('action') ?? '').toLowerCase())?.[0]
  return {
    original_message_id: originalMessageId(parts),
    recipient: readRecipient(fields.get('original-recipient')) ?? readRecipient(fields.get('final-recipient')),
    action: ACTIONS.find((action) => action === word) ?? 'unknown',
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '',
    diagnostic: cleanLine(
      (fields.get('diagnostic-code') ?? '').replace(/^smtp\s*;\s*/i, ''),
      MAIL_LIMITS.diagnostic_chars,
    ),
  }
}

/** Bounces carry the original message, or its headers, as a part. */
function originalMessageId(parts: MimePart[]): string | null {
  for (const part of parts) {
    if (!/^message\/(?:global|rfc822)|^text\/rfc822-headers$|^message\/global-headers$/.test(part.content_type))
      continue
    const headers = part.content.toString('latin1', 0, REPORT_BYTES).split(/\r?\n\r?\n/, 1)[0] ?? ''
    const id = readMessageIds(readFields(headers).get('message-id') ?? '')[0]
    if (id) return id
  }
  return null
}

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  let name = ''
  for (const line of block.split(/\r?\n/)) {
    if (/^[ \t]/.test(line)) {
      if (name) fields.set(name, `${fields.get(name)} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    name = colon > 0 ? line.slice(0, colon).trim().toLowerCase() : ''
    if (!name) continue
    if (fields.has(name)) name = ''
    else fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** `rfc822; ann@example.org` */
function readRecipient(value: string | undefined): string | null {
  if (!value) return null
  const address = value.includes(';') ? value.slice(value.indexOf(';') + 1) : value
  return normaliseAddress(address.replace(/[<>]/g, ''))
}
