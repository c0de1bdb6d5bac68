// For the tests of smtp.ts: a server with its certificate, and bare connections to it that speak line by line.
import { mkdtemp } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCertificate } from './certificate.ts'
import type { ReceivedMessage } from './message.ts'
import { type RunningSmtpServer, type SmtpServerOptions, startSmtpServer } from './smtp.ts'

const log = { info() {}, warn() {}, error() {} }
/** What a test opened and closeAll closes. */
export const running: { close(): unknown }[] = []

/** Stops everything opened here; for afterEach. */
export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((open) => open.close()))
}

/** A server for `*@desk.example`, and what it accepted. */
export async function start(options: Partial<SmtpServerOptions<string>> = {}) {
  const accepted: ReceivedMessage<string>[] = []
  const data_folder = await mkdtemp(join(tmpdir(), 'custos-smtp-'))
  const server: RunningSmtpServer = await startSmtpServer<string>({
    host: '127.0.0.1',
    port: 0,
    host_name: 'desk.example',
    max_size_bytes: 100_000,
    max_recipients: 3,
    tls: await openCertificate({ data_folder, host_name: 'desk.example', log }),
    resolveRecipient: async (address) => (address.endsWith('@desk.example') ? `route of ${address}` : null),
    accept: async (message) => {
      accepted.push(message)
    },
    log,
    ...options,
    limits: { close_timeout_ms: 2000, ...options.limits },
  })
  running.push(server)
  return { server, accepted }
}

/** A bare connection: `say` writes one line (or bytes), `reply` waits for the next complete reply. */
export async function dial(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  running.push({ close: () => socket.destroy() })
  let received = ''
  let wake: (() => void) | undefined
  let ended = false
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    wake?.()
  })
  socket.on('close', () => {
    ended = true
    wake?.()
  })
  socket.on('error', () => {}) // a reset shows as the missing reply
  const reply = async (): Promise<string> => {
    for (;;) {
      const complete = /^(?:\d{3}-[^\n]*\n)*\d{3}[ \r][^\n]*\n/.exec(received)
      if (complete) {
        received = received.slice(complete[0].length)
        return complete[0].trimEnd()
      }
      if (ended) return 'closed'
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const say = async (line: string) => {
    socket.write(`${line}\r\n`)
    return await reply()
  }
  const greeting = await reply()
  if (!greeting.startsWith('220 desk.example ESMTP')) throw new Error(`greeted with ${greeting}`)
  return { socket, say, reply }
}

/** A connection that has got as far as 354. */
export async function dialTo(port: number, recipient = 'help@desk.example') {
  const client = await dial(port)
  await client.say('EHLO sender.example')
  await client.say('MAIL FROM:<anna@sender.example>')
  await client.say(`RCPT TO:<${recipient}>`)
  const ready = await client.say('DATA')
  if (!ready.startsWith('354')) throw new Error(`DATA was answered with ${ready}`)
  return client
}
