// The SMTP server that takes mail for our own addresses and for nobody else's: no AUTH, so no relay. A message is
// acknowledged with 250 only after `accept` has made it durable; everything else is a 4xx that makes the sender keep it.
import type { BaseLogger } from 'pino'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { openAdmission } from './admission.ts'
import { type BodyResult, readBody, type SharedMemory } from './body.ts'
import type { CertificateSource } from './certificate.ts'
import { DEFAULT_SMTP_LIMITS, type SmtpLimits, slots } from './limits.ts'
import { hasForgedEnd, hasLineLongerThan } from './line-ends.ts'
import type { ReceivedMessage } from './message.ts'
import { hasLeft, outOfSpace, SmtpReply } from './replies.ts'

export interface SmtpServerOptions<Route> {
  host: string
  /** 0 takes a free port. */
  port: number
  /** The name given in the greeting. */
  host_name: string
  max_size_bytes: number
  max_recipients: number
  tls: CertificateSource
  limits?: Partial<SmtpLimits>
  /** Where mail for an address goes; null answers 550 5.1.1. A throw answers 451. */
  resolveRecipient(address: string): Promise<Route | null>
  /** Makes the message durable. A throw answers 452 when the disk is full, else 451: the sender tries again. */
  accept(message: ReceivedMessage<Route>): Promise<void>
  log: Pick<BaseLogger, 'info' | 'warn' | 'error'>
  now?: () => number
}

export interface RunningSmtpServer {
  port: number
  /** Takes no new connection or message, lets running messages finish (at most `close_timeout_ms`), then ends. */
  close(): Promise<void>
}

/** Longest command line; RFC 5321 4.5.3.1.4 asks for 512 plus extensions. */
const MAX_COMMAND_BYTES = 2048

/** Starts listening. Rejects when the port is taken. */
export async function startSmtpServer<Route>(options: SmtpServerOptions<Route>): Promise<RunningSmtpServer> {
  const limits = { ...DEFAULT_SMTP_LIMITS, ...options.limits }
  const { log, now = Date.now } = options
  const admission = openAdmission(limits, now)
  const reading = slots(limits.max_concurrent_data)
  const memory: SharedMemory = { held_bytes: 0, max_bytes: limits.max_bytes_in_memory }
  /** Per connection: the recipients of the message in progress, and how many names were guessed wrong. */
  const recipients = new Map<string, { unknown: number; routes: Map<string, Route> }>()
  const in_data = new Set<string>()
  let closing: Promise<void> | undefined

  const server = new SMTPServer({
    name: options.host_name,
    banner: 'Custos',
    ...options.tls.current(),
    minVersion: 'TLSv1.2',
    size: options.max_size_bytes,
    rejectOversized: true,
    maxRecipients: options.max_recipients,
    maxClients: limits.max_connections,
    maxCommandLength: MAX_COMMAND_BYTES,
    socketTimeout: limits.idle_timeout_ms,
    closeTimeout: limits.close_timeout_ms,
    disabledCommands: ['AUTH', 'VRFY', 'EXPN', 'WIZ', 'SHELL', 'KILL'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    // Senders that break the address syntax exist (`user.@example.com`); control characters are refused all the same.
    lenientAddressParsing: true,
    logger: false,
    onConnect: (session, done) => answer(done, () => connect(session)),
    onMailFrom: (_address, session, done) =>
      answer(done, async () => {
        recipients.get(session.id)?.routes.clear()
        admission.message(session)
      }),
    onRcptTo: ({ address }, session, done) => answer(done, () => admitRecipient(address, session)),
    onData: (stream, session, done) => answer(done, () => receive(stream, session)),
    onClose: (session) => {
      recipients.delete(session.id)
      admission.leave(session)
    },
  })
  // Broken connections and failed handshakes: daily noise of any port that faces the network, told by code only.
  server.on('error', (error: NodeJS.ErrnoException) => log.info({ code: error.code }, 'smtp connection failed'))

  /** Runs one step and gives its outcome to the protocol: a SmtpReply as it is, any other error as 451 or 452. */
  function answer(done: (error?: Error | null) => void, step: () => Promise<void>): void {
    step().then(
      () => done(),
      (error: unknown) => {
        if (error instanceof SmtpReply) return done(error)
        log.error({ err: error }, 'smtp step failed')
        done(
          outOfSpace(error)
            ? new SmtpReply(452, 'Out of storage, try again later')
            : new SmtpReply(451, 'Try again later'),
        )
      },
    )
  }

  /** Ends one connection with a last reply. */
  function hangUp(session: SMTPServerSession, code: number, text: string): void {
    const connection = [...server.connections].find((open) => open.id === session.id)
    connection?.send(code, text)
    connection?.close()
  }

  async function connect(session: SMTPServerSession): Promise<void> {
    recipients.set(session.id, { unknown: 0, routes: new Map() })
    admission.connect(session)
    const renewed = await options.tls.refresh()
    if (renewed) server.updateSecureContext(renewed)
  }

  async function admitRecipient(address: string, session: SMTPServerSession): Promise<void> {
    const state = recipients.get(session.id)
    const route = await options.resolveRecipient(address)
    if (!state) throw new SmtpReply(421, 'Connection lost')
    if (route !== null) {
      state.routes.set(address.toLowerCase(), route)
      return
    }
    state.unknown += 1
    if (state.unknown >= limits.max_unknown_recipients) throw new SmtpReply(421, 'Too many unknown recipients')
    throw new SmtpReply(550, 'No such address here')
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    // The session object is reused for the next message, so what we need of it is read before the first wait.
    const { mailFrom, rcptTo } = session.envelope
    const found = recipients.get(session.id)?.routes
    const rcpt_to = rcptTo.map(({ address }) => address)
    const routes = rcpt_to.map((address) => found?.get(address.toLowerCase())).filter((route) => route !== undefined)
    const message = {
      via: 'smtp' as const,
      envelope: { mail_from: mailFrom ? mailFrom.address : '', rcpt_to },
      client: {
        ip: session.remoteAddress.replace(/^::ffff:(?=\d)/i, ''),
        helo: session.hostNameAppearsAs || '',
        tls: session.secure,
      },
    }
    const too_slow = setTimeout(() => hangUp(session, 421, 'Message took too long'), limits.data_timeout_ms)
    in_data.add(session.id)
    const release = await reading.acquire(limits.slot_timeout_ms)
    let body: BodyResult | undefined
    try {
      if (!release) throw new SmtpReply(451, 'Too busy, try again later')
      body = await readBody(stream, options.max_size_bytes, memory)
      clearTimeout(too_slow)
      if (body.kind === 'no_memory') throw new SmtpReply(451, 'Too busy, try again later')
      if (body.kind === 'far_too_large') hangUp(session, 552, 'Message is larger than the limit')
      if (body.kind !== 'complete') throw new SmtpReply(552, 'Message is larger than the limit')
      if (hasForgedEnd(body.source)) throw new SmtpReply(554, 'Bare CR or LF around a lone dot (RFC 5321 2.3.8)')
      if (hasLineLongerThan(body.source, limits.max_line_bytes))
        throw new SmtpReply(554, 'A line is longer than the limit')
      if (routes.length !== rcpt_to.length) throw new Error('a recipient was accepted without a route')
      await options.accept({ ...message, source: body.source, routes, received_at: new Date(now()) })
    } catch (error) {
      // What the client still sends is thrown away, so that it gets to see the reply.
      if (!stream.readableEnded && !stream.destroyed) stream.resume()
      if (hasLeft(error)) throw new SmtpReply(421, 'Connection lost')
      throw error
    } finally {
      clearTimeout(too_slow)
      if (body?.kind === 'complete') memory.held_bytes -= body.source.length
      release?.()
      // One turn later the reply is written; only then may a closing server hang up.
      setImmediate(() => {
        in_data.delete(session.id)
        if (closing) hangUp(session, 421, 'Server is closing')
      })
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.server.removeListener('error', reject)
      resolve()
    })
  })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  log.info({ host: options.host, port }, 'smtp server listens')

  return {
    port,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve())
        for (const { session } of server.connections) {
          if (!in_data.has(session.id)) hangUp(session, 421, 'Server is closing')
        }
      })
      return closing
    },
  }
}
