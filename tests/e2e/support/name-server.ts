// A name server for one test run: it knows the domains of the invented customers and nothing else, so that the proofs of
// senders are looked up for real and nothing is asked outside of this machine.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const TXT = 16
const HEADER_BYTES = 12
/** RFC 1035, 3.3: one string of a TXT record. */
const LONGEST_STRING = 255

export interface NameServer {
  /** `127.0.0.1:port`, as CUSTOS_DNS_SERVERS takes it. */
  address: string
  /** Adds a TXT record. */
  addText(name: string, text: string): void
  stop(): void
}

export async function startNameServer(): Promise<NameServer> {
  const texts = new Map<string, string>()
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    const { name, type, end } = readQuestion(question)
    const text = type === TXT ? texts.get(name) : undefined
    socket.send(answer(question.subarray(0, end), text), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    addText: (name, text) => texts.set(name.toLowerCase(), text),
    stop: () => socket.close(),
  }
}

/** The first question of a message, and where it ends. Additional records (EDNS) are left unread. */
function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}

/** The question again with its one answer, or "no such name". */
function answer(question: Buffer, text: string | undefined): Buffer {
  const header = Buffer.from(question)
  header.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(text === undefined ? 0 : 1, 6)
  header.writeUInt32BE(0, 8)
  if (text === undefined) return header
  const bytes = Buffer.from(text, 'latin1')
  const strings: Buffer[] = []
  for (let at = 0; at < bytes.length; at += LONGEST_STRING) {
    const part = bytes.subarray(at, at + LONGEST_STRING)
    strings.push(Buffer.from([part.length]), part)
  }
  const data = Buffer.concat(strings)
  const record = Buffer.alloc(HEADER_BYTES)
  record.writeUInt16BE(0xc00c, 0) // The name of the question.
  record.writeUInt16BE(TXT, 2)
  record.writeUInt16BE(1, 4)
  record.writeUInt32BE(60, 6)
  record.writeUInt16BE(data.length, 10)
  return Buffer.concat([header, record, data])
}
