// The mail server that takes our outgoing mail, and counts what it accepted.
import { SMTPServer } from 'smtp-server'

export interface Smarthost {
  /** Accepted mails by recipient and the first line of their text that names a reply. */
  accepted: { message_id: string; recipient: string; marker: string | null }[]
  close(): Promise<void>
}

/** A little slower than a memory copy, so that crashes also fall into the middle of a delivery. */
const TAKES_MS = 15

export async function startSmarthost(port: number): Promise<Smarthost> {
  const accepted: Smarthost['accepted'] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    hideSTARTTLS: true,
    authOptional: true,
    logger: false,
    onData(stream, session, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        setTimeout(() => {
          const text = Buffer.concat(parts).toString('utf8')
          const message_id = /^message-id:\s*(<[^>]+>)/im.exec(text)?.[1] ?? ''
          const marker = /reply-[a-z0-9]+-\d+/.exec(text)?.[0] ?? null
          for (const { address } of session.envelope.rcptTo) accepted.push({ message_id, recipient: address, marker })
          callback(null, 'taken')
        }, TAKES_MS)
      })
    },
  })
  server.on('error', () => undefined) // A client that is killed while it speaks is what this is about.
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { accepted, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
