// One conversation with one mail server. The caller learns when the message starts to leave us, before its first byte
// does: from then on a crash means that nobody knows whether it arrived, so it must be on record first.
import { Readable } from 'node:stream'
import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionOptions,
  type SMTPConnectionSendInfo,
} from 'nodemailer/lib/smtp-connection'
import { describeReply, type Outcome, resultOf, type SmtpError } from './outcome.ts'

export interface OutgoingMail {
  raw: Buffer
  envelope: { from: string; to: string[] }
}

export type Phase =
  /** A server is ready for the envelope. What fails until `transmitting` can be repeated safely. */
  | { name: 'connected'; host: string; recipients: string[] }
  /** The server waits for the message. Awaited; a rejection stops the attempt, and nothing was sent. */
  | { name: 'transmitting'; host: string; recipients: string[] }
  /** The outcome for these recipients is known. Awaited. */
  | { name: 'settled'; outcomes: Outcome[] }

export type OnPhase = (phase: Phase) => Promise<void> | void

/** Waiting for connections and replies, in milliseconds; RFC 5321 4.5.3.2 asks for patience after the final dot. */
export interface Timeouts {
  connection_ms: number
  greeting_ms: number
  /** Silence at any later point. */
  silence_ms: number
  /** Everything together: a server that answers one byte a minute does not keep us for ever. */
  whole_ms: number
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connection_ms: 30_000,
  greeting_ms: 60_000,
  silence_ms: 10 * 60_000,
  whole_ms: 30 * 60_000,
}

/** Bytes of one server reply; more is not a mail server. */
const MAX_REPLY_BYTES = 64 * 1024
const PIECE_BYTES = 64 * 1024
/** The mail is delivered by then; a server that does not answer QUIT is left. */
const QUIT_MS = 5_000

export interface Target {
  /** For people and records. */
  host: string
  connection: SMTPConnectionOptions
  auth?: SMTPConnectionAuth
}

/** `reached` is false when the server never got as far as the envelope, so that another one may be tried. */
export interface Attempt {
  reached: boolean
  outcomes: Outcome[]
}

/** Delivers to the recipients through one server. Throws only what `onPhase` throws. */
export async function converse(
  target: Target,
  mail: OutgoingMail,
  recipients: string[],
  timeouts: Timeouts,
  onPhase: OnPhase,
): Promise<Attempt> {
  const connection = new SMTPConnection({
    ...target.connection,
    connectionTimeout: timeouts.connection_ms,
    greetingTimeout: timeouts.greeting_ms,
    socketTimeout: timeouts.silence_ms,
    maxResponseSize: MAX_REPLY_BYTES,
    logger: false,
  })
  let is_reached = false
  let is_handed_over = false
  let phase_error: unknown
  const outcome = (recipient: string, result: Outcome['result'], reply: string): Outcome => ({
    recipient,
    result,
    ...describeReply(reply),
    host: target.host,
    tls: connection.secure,
  })
  /** Tells the caller; what the caller throws ends the attempt and is thrown on, not taken for a failure of the server. */
  const tell = async (phase: Phase) => {
    try {
      await onPhase(phase)
    } catch (error) {
      phase_error = error
      throw error
    }
  }
  async function* message(): AsyncGenerator<Buffer> {
    await tell({ name: 'transmitting', host: target.host, recipients })
    for (let at = 0; at < mail.raw.length; at += PIECE_BYTES) yield mail.raw.subarray(at, at + PIECE_BYTES)
    is_handed_over = true
  }
  const deadline = setTimeout(() => connection.close(), timeouts.whole_ms)
  try {
    await connected(connection)
    if (target.auth) await login(connection, target.auth)
    is_reached = true
    await tell({ name: 'connected', host: target.host, recipients })
    const envelope = { from: mail.envelope.from, to: recipients, size: mail.raw.length }
    const info = await send(connection, envelope, Readable.from(message(), { objectMode: false }))
    const refused = new Map(
      (info.rejectedErrors ?? []).map((error: SmtpError & { recipient?: string }) => [error.recipient, error]),
    )
    const outcomes = recipients.map((recipient) => {
      const error = refused.get(recipient)
      if (error) return outcome(recipient, resultOf(error), error.response ?? error.message)
      return outcome(recipient, 'accepted', info.response)
    })
    connection.quit()
    setTimeout(() => connection.close(), QUIT_MS).unref()
    return { reached: true, outcomes }
  } catch (error) {
    connection.close()
    if (phase_error !== undefined) throw phase_error
    const failure = error as SmtpError // the client rejects with nothing else
    const each = new Map((failure.rejectedErrors ?? []).map((refusal) => [refusal.recipient, refusal]))
    const outcomes = recipients.map((recipient) => {
      const own = each.get(recipient) ?? failure
      // No reply although everything was handed over: it may have arrived.
      if (is_handed_over && !own.responseCode) return outcome(recipient, 'unknown', own.message)
      return outcome(recipient, resultOf(own), own.response ?? own.message)
    })
    return { reached: is_reached, outcomes }
  } finally {
    clearTimeout(deadline)
  }
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays for the whole conversation: later errors come through `send` as well, and an unheard 'error' would be thrown.
    connection.on('error', reject)
    connection.on('end', () => reject(new Error('The connection was closed')))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

function login(connection: SMTPConnection, auth: SMTPConnectionAuth): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('end', () => reject(new Error('The connection was closed')))
    connection.login(auth, (error) => (error ? reject(error) : resolve()))
  })
}

function send(
  connection: SMTPConnection,
  envelope: { from: string; to: string[]; size: number },
  message: Readable,
): Promise<SMTPConnectionSendInfo> {
  return new Promise((resolve, reject) => {
    // Closing at the deadline forgets the callback; the end of the connection then is the answer.
    connection.once('end', () => reject(new Error('The connection was closed')))
    connection.send(envelope, message, (error, info) =>
      error || !info ? reject(error ?? new Error('No answer')) : resolve(info),
    )
  })
}
