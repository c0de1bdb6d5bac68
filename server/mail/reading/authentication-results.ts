// The Authentication-Results header (RFC 8601) of a mail server that the operator named as trusted. For mailboxes read
// by IMAP it is the only witness of the connection the message came by. Anybody can write such a header, so nothing is
// read unless its author is configured, and only the topmost one counts: what is below may have come with the message.

import { normaliseAddress } from './addresses.ts'
import type { Headers } from './headers.ts'

export interface TrustedResults {
  dmarc: string
  spf: string
  /** The domain DMARC was evaluated for, or ''. */
  header_from: string
}

const MAX_CHARS = 4_000

/** What the trusted server found, or null where the topmost header is not by one of these authserv-ids. */
export function readTrustedResults(headers: Headers, trusted_authserv_ids: readonly string[]): TrustedResults | null {
  if (trusted_authserv_ids.length === 0) return null
  const value = withoutComments(headers.first('authentication-results').slice(0, MAX_CHARS))
  const [id, ...results] = value.split(';').map((part) => part.trim().toLowerCase())
  const author = id?.split(/\s/)[0] ?? ''
  if (author === '' || !trusted_authserv_ids.some((trusted) => trusted.toLowerCase() === author)) return null
  const find = (method: string) => results.filter((result) => result.startsWith(`${method}=`))
  const dmarc = find('dmarc')
  // Two verdicts by one server on one message are no verdict.
  if (dmarc.length > 1) return null
  const from = /\sheader\.from=([a-z0-9.-]+)(?:\s|$)/.exec(dmarc[0] ?? '')?.[1] ?? ''
  return {
    dmarc: /^dmarc=([a-z]+)/.exec(dmarc[0] ?? '')?.[1] ?? 'none',
    spf: /^spf=([a-z]+)/.exec(find('spf')[0] ?? '')?.[1] ?? 'none',
    header_from: normaliseAddress(`x@${from}`)?.slice(2) ?? '',
  }
}

/** Comments and quoted strings may hold anything, also something that looks like a verdict. */
function withoutComments(value: string): string {
  let out = ''
  let depth = 0
  let quoted = false
  for (let i = 0; i < value.length; i++) {
    const char = value[i]!
    if (char === '\\') i++
    else if (char === '"' && depth === 0) quoted = !quoted
    else if (quoted) continue
    else if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) out += char
  }
  return out
}
