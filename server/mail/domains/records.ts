// The DNS records a domain needs so that our mail arrives and its mail reaches us, as data for the page that shows them.
import { type DkimKey, dkimRecord } from './dkim.ts'

export interface DnsRecord {
  purpose: 'dkim' | 'spf' | 'dmarc' | 'mx'
  type: 'TXT' | 'MX'
  /** Fully qualified, without the final dot. */
  name: string
  value: string
  /** The value as the strings of at most 255 bytes that one TXT record holds (RFC 1035 3.3.14), quoted for a zone file. */
  zone_file_value: string
  /** `needed`: our signatures cannot be checked without it. `advised`: a proposal, to be merged with what is there. */
  importance: 'needed' | 'advised'
}

const MAX_TXT_STRING = 255

/** One TXT value in zone file syntax: split where it must be, quotes and backslashes escaped. */
export function zoneFileText(value: string): string {
  const parts = value.match(new RegExp(`[\\s\\S]{1,${MAX_TXT_STRING}}`, 'g')) ?? ['']
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ')
}

/**
 * The records for a domain. `host_name` is the name of this server; `sends_directly` tells whether it delivers itself
 * (else the smarthost's documentation says what SPF has to name); `receives` whether the domain's mail comes here.
 */
export function recordsFor(
  domain: string,
  keys: DkimKey[],
  setup: { host_name: string; sends_directly: boolean; receives: boolean },
): DnsRecord[] {
  const text = (
    purpose: DnsRecord['purpose'],
    name: string,
    value: string,
    importance: DnsRecord['importance'],
  ): DnsRecord => ({
    purpose,
    type: 'TXT',
    name,
    value,
    zone_file_value: zoneFileText(value),
    importance,
  })
  const records = keys.map((key) => text('dkim', `${key.selector}._domainkey.${domain}`, dkimRecord(key), 'needed'))
  if (setup.sends_directly) records.push(text('spf', domain, `v=spf1 a:${setup.host_name} ~all`, 'advised'))
  records.push(text('dmarc', `_dmarc.${domain}`, 'v=DMARC1; p=quarantine; adkim=r; aspf=r', 'advised'))
  if (setup.receives) {
    const value = `10 ${setup.host_name}.`
    records.push({ purpose: 'mx', type: 'MX', name: domain, value, zone_file_value: value, importance: 'advised' })
  }
  return records
}
