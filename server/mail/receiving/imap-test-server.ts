// A very small IMAP server for the tests of imap.ts: one account, one mailbox, the commands our client uses, IDLE. It
// can be told to hang up, to lie about sizes and to start the mailbox anew.
import { createServer, type Socket } from 'node:net'

interface StoredMessage {
  uid: number
  source: Buffer
  flags: string[]
  announced_size: number
}

export interface ImapTestServer {
  port: number
  /** Every command received, in order, e.g. `EXAMINE INBOX`. */
  commands: string[]
  add(source: string, options?: { flags?: string[]; announced_size?: number }): number
  remove(uid: number): void
  /** The mailbox was rebuilt: same mail, other UIDs. */
  renumber(): void
  /** Breaks all connections. */
  hangUp(): void
  refuse_sign_in: boolean
  close(): void
}

/** Listens on a free loopback port. Signs in `desk` with `secret`. */
export async function startImapTestServer(): Promise<ImapTestServer> {
  let uid_validity = 1
  let next_uid = 1
  let messages: StoredMessage[] = []
  const sockets = new Set<Socket>()
  const idling = new Set<Socket>()
  const self: ImapTestServer = {
    port: 0,
    commands: [],
    refuse_sign_in: false,
    add(source, { flags = [], announced_size } = {}) {
      const bytes = Buffer.from(source)
      messages.push({ uid: next_uid, source: bytes, flags, announced_size: announced_size ?? bytes.length })
      for (const socket of idling) socket.write(`* ${messages.length} EXISTS\r\n`)
      next_uid += 1
      return next_uid - 1
    },
    remove(uid) {
      messages = messages.filter((message) => message.uid !== uid)
    },
    renumber() {
      uid_validity += 1
      next_uid = 1
      messages = messages.map((message) => ({ ...message, uid: next_uid++ }))
    },
    hangUp() {
      for (const socket of sockets) socket.destroy()
    },
    close() {
      self.hangUp()
      server.close()
    },
  }

  function find(query: string): StoredMessage[] {
    const range = /UID (\d+):(\*|\d+)/.exec(query)
    const wanted = messages.filter((message) => !/UNSEEN/.test(query) || !message.flags.includes('\\Seen'))
    if (!range) return wanted
    const from = Number(range[1])
    const in_range = wanted.filter((message) => message.uid >= from)
    return in_range.length > 0 ? in_range : wanted.slice(-1)
  }

  function fetch(uid: number, items: string): Buffer | null {
    const at = messages.findIndex((message) => message.uid === uid)
    const message = messages[at]
    if (!message) return null
    const parts: Buffer[] = [
      Buffer.from(
        `* ${at + 1} FETCH (UID ${uid} RFC822.SIZE ${message.announced_size} INTERNALDATE "01-Mar-2026 10:00:00 +0000"`,
      ),
    ]
    const body = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/.exec(items)
    if (body) {
      const start = Number(body[1] ?? 0)
      const piece = message.source.subarray(start, start + Number(body[2] ?? message.source.length))
      parts.push(Buffer.from(` BODY[]${body[1] ? `<${start}>` : ''} {${piece.length}}\r\n`), piece)
    }
    return Buffer.concat([...parts, Buffer.from(')\r\n')])
  }

  function answer(socket: Socket, line: string): void {
    if (line === 'DONE') {
      idling.delete(socket)
      socket.write(`${idle_tags.get(socket)} OK idle ended\r\n`)
      return
    }
    const [tag = '', ...words] = line.split(' ')
    const command = words.join(' ')
    const verb = (words[0] === 'UID' ? words.slice(0, 2) : words.slice(0, 1)).join(' ').toUpperCase()
    self.commands.push(verb === 'LOGIN' ? 'LOGIN' : command)
    const ok = () => socket.write(`${tag} OK done\r\n`)
    switch (verb) {
      case 'CAPABILITY':
        socket.write('* CAPABILITY IMAP4rev1 IDLE ID\r\n')
        return void ok()
      case 'LOGIN':
        if (self.refuse_sign_in || !/"?desk"? "?secret"?$/.test(command))
          return void socket.write(`${tag} NO [AUTHENTICATIONFAILED] no\r\n`)
        return void ok()
      case 'LIST':
      case 'LSUB':
        socket.write(`* ${verb} () "/" "INBOX"\r\n`)
        return void ok()
      case 'SELECT':
      case 'EXAMINE':
        socket.write(
          `* ${messages.length} EXISTS\r\n* OK [UIDVALIDITY ${uid_validity}] ok\r\n* OK [UIDNEXT ${next_uid}] ok\r\n`,
        )
        return void socket.write(`${tag} OK [READ-ONLY] done\r\n`)
      case 'UID SEARCH':
        socket.write(
          `* SEARCH ${find(command)
            .map((message) => message.uid)
            .join(' ')}\r\n`,
        )
        return void ok()
      case 'UID FETCH':
        socket.write(fetch(Number(words[2]), command) ?? '')
        return void ok()
      case 'IDLE':
        idling.add(socket)
        idle_tags.set(socket, tag)
        return void socket.write('+ idling\r\n')
      case 'LOGOUT':
        socket.write(`* BYE\r\n${tag} OK done\r\n`)
        return void socket.end()
      default:
        return void ok()
    }
  }

  const idle_tags = new Map<Socket, string>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // tests break connections on purpose
    socket.on('close', () => {
      sockets.delete(socket)
      idling.delete(socket)
    })
    socket.write('* OK ready\r\n')
    let rest = ''
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        answer(socket, line)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  self.port = (server.address() as { port: number }).port // a TCP server has an address object
  return self
}
