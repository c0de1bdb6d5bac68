// How one attempt to deliver ended for each recipient, and what the replies of mail servers mean.

export type Result =
  /** The other server took responsibility (2xx after the message). */
  | 'accepted'
  /** Try again later. */
  | 'temporary'
  /** Trying again is pointless; the sender should be told. */
  | 'permanent'
  /** The whole message was handed over and no reply came: it may have arrived. Never to be sent again by itself. */
  | 'unknown'

export interface Outcome {
  recipient: string
  result: Result
  /** Three digits of RFC 5321, or null when there was no reply. */
  reply_code: number | null
  /** RFC 3463, e.g. `5.1.1`. */
  enhanced_code: string | null
  /** What the server (or we) said about it, at most 500 characters. Personal data: it often repeats the address. */
  reply: string
  /** The mail server's name, or null when none was reached. */
  host: string | null
  /** Whether the message travelled over TLS. */
  tls: boolean
}

const MAX_REPLY = 500

/** The error of the SMTP client: a plain Error with these added. */
export interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
  command?: string
  rejectedErrors?: (SmtpError & { recipient?: string })[]
}

/** The fields of an outcome that come from what the server said. */
export function describeReply(response: string): Pick<Outcome, 'reply_code' | 'enhanced_code' | 'reply'> {
  const code = /^(\d{3})[ -]?/.exec(response)
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)
  return {
    reply_code: code ? Number(code[1]) : null,
    enhanced_code: enhanced?.[1] ?? null,
    reply: response.replace(/[\p{Cc}]+/gu, ' ').slice(0, MAX_REPLY),
  }
}

/**
 * What an error means that came before the message was handed over completely. A 5xx of the envelope or of the message
 * is final; a 5xx before it (greeting, sign-in) says that this server cannot take mail now, or that our own settings
 * are wrong: neither is the recipient's fault, so it is tried again.
 */
export function resultOf(error: SmtpError): 'temporary' | 'permanent' {
  if (error.responseCode !== undefined && Number.isInteger(error.responseCode)) {
    const about_message = /^(MAIL FROM|RCPT TO|DATA)/.test(error.command ?? '')
    return error.responseCode >= 500 && about_message ? 'permanent' : 'temporary'
  }
  // Without a reply: the client itself saw that the server cannot take this message (its size, SMTPUTF8).
  return error.code === 'EMESSAGE' || error.code === 'EENVELOPE' ? 'permanent' : 'temporary'
}
