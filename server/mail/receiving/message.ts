// A message as it reached us, before anything in it is believed: the bytes, and what the connection itself showed.

/** What the other side's connection showed; none of it comes from the message. `null` for mail fetched from a mailbox. */
export interface SendingClient {
  ip: string
  /** The name given with EHLO/HELO, unchecked. */
  helo: string
  /** Whether the message travelled over TLS (RFC 3207). */
  tls: boolean
}

/** One accepted message. `Route` is what `resolveRecipient` answered, one per recipient and in the same order. */
export interface ReceivedMessage<Route> {
  via: 'smtp' | 'imap' | 'api'
  /** The message exactly as sent (dot-stuffing undone), without a header of ours. */
  source: Buffer
  envelope: {
    /** The return path; '' for the null sender of bounces, `null` when the channel does not tell it (IMAP). */
    mail_from: string | null
    rcpt_to: string[]
  }
  routes: Route[]
  client: SendingClient | null
  received_at: Date
}
