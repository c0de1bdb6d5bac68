// Mail servers for the tests of transport.ts: one that takes mail properly, and one that follows a script.
import { createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { makeSelfSigned } from '../receiving/self-signed.ts'

/** A mail to send. */
export const mail = (to: string[] = ['anna@kunde.example']) => ({
  raw: Buffer.from('From: support@desk.example\r\nSubject: Hi\r\n\r\nbody\r\n.dot\r\n'),
  envelope: { from: 'support@desk.example', to },
})

const pair = makeSelfSigned('mx.kunde.example', 30, new Date())
const running: { close(): unknown }[] = []

/** Stops every server started here; for afterEach. */
export async function closePeers(): Promise<void> {
  for (const open of running.splice(0)) await open.close()
}

export interface Delivered {
  from: string
  to: string[]
  body: string
  secure: boolean
}

/** A receiving mail server, with TLS offered unless `hideSTARTTLS`. */
export async function peer(options: SMTPServerOptions = {}) {
  const delivered: Delivered[] = []
  const server = new SMTPServer({
    ...pair,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        delivered.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((recipient) => recipient.address),
          body: Buffer.concat(chunks).toString(),
          secure: session.secure,
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {}) // clients that leave in the middle are part of these tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  running.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  return { port: (server.server.address() as { port: number }).port, delivered } // a TCP server has an address object
}

/** A server that answers each line by a script; `null` closes the connection instead. */
export async function scripted(answer: (line: string, at_dot: boolean) => string | null) {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // the client may go first
    socket.write('220 mx\r\n')
    let in_data = false
    let rest = ''
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (in_data && line !== '.') continue
        const reply = answer(line, in_data)
        in_data = reply?.startsWith('354') ?? false
        if (reply === null) socket.destroy()
        else if (reply !== '') socket.write(`${reply}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  running.push({
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  return (server.address() as { port: number }).port // a TCP server has an address object
}
