// Reads the address of a mailbox: `imaps://user:password@host[:port][/folder]`, or `imap://…` which insists on STARTTLS.
// `?tls=optional` goes on without TLS where none is offered, `?tls=unverified` takes any certificate.
import type { ImapFlowOptions } from 'imapflow'

export interface ImapTarget {
  mailbox: string
  connection: ImapFlowOptions
}

/** Throws with a message that does not repeat the password. */
export function readImapUrl(url: string): ImapTarget {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !['imap:', 'imaps:'].includes(parsed.protocol) || parsed.hostname === '' || parsed.username === '') {
    throw new Error('the mailbox must be written as imaps://user:password@host/INBOX')
  }
  const is_secure = parsed.protocol === 'imaps:'
  const tls = parsed.searchParams.get('tls')
  return {
    mailbox: decodeURIComponent(parsed.pathname.slice(1)) || 'INBOX',
    connection: {
      host: parsed.hostname.replace(/^\[|\]$/g, ''),
      port: Number(parsed.port) || (is_secure ? 993 : 143),
      secure: is_secure,
      ...(is_secure || tls === 'optional' ? {} : { doSTARTTLS: true }),
      auth: { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) },
      tls: { rejectUnauthorized: tls !== 'unverified', minVersion: 'TLSv1.2' },
    },
  }
}
