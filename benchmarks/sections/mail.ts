// Mail in: messages of 30 kB over SMTP, eight at a time, each connection carrying several; then how fast they become
// tickets. Senders' domains are asked of a name server of ours that knows nobody, as for most mail from strangers.
import { createSocket } from 'node:dgram'
import { setTimeout as delay } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import type { Bench } from '../bench.ts'
import { cpuSince, cpuTime } from '../measuring/cpu.ts'
import { call, underLoad } from '../measuring/load.ts'
import type { Section } from '../measuring/table.ts'

const CLIENTS = 8
const MAILS = 600
const SUPPORT = 'support@desk.example'
const TURNS_MAY_TAKE_MS = 120_000
const LOOK_EVERY_MS = 100
const PARAGRAPH = 'The parcel has not arrived, and the tracking page has shown the same status since Monday morning. '

export async function mailSection(bench: Bench): Promise<Section> {
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const names = await knowNobody(bench.options.ports.http + 3)
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: bench.options.ports.smtp,
    pool: true,
    maxConnections: CLIENTS,
    maxMessages: 100,
    ignoreTLS: true,
  })
  try {
    await call(
      'POST',
      `${desk.url}/api/v2/recipient_addresses.json`,
      { authorization },
      JSON.stringify({ recipient_address: { email: SUPPORT, name: 'Support', default: true } }),
    ).catch(ignoreTaken)
    const before = await countTickets(desk.url, authorization)
    const cpu = await cpuTime(desk.pid, desk.postgres_pid)
    const started = performance.now()
    const accepted = await underLoad({ clients: CLIENTS, seconds: 60, most: MAILS }, async (_client, turn) => {
      await transport.sendMail(message(turn))
    })
    const turned_while_accepting = (await countTickets(desk.url, authorization)) - before
    while (
      (await countTickets(desk.url, authorization)) - before < MAILS &&
      performance.now() - started < TURNS_MAY_TAKE_MS
    )
      await delay(LOOK_EVERY_MS)
    const took_s = (performance.now() - started) / 1000
    const turned = (await countTickets(desk.url, authorization)) - before
    const used = cpuSince(cpu, await cpuTime(desk.pid, desk.postgres_pid))
    return {
      title: `Mail in, ${MAILS} messages of 30 kB, ${CLIENTS} connections`,
      lines: [
        {
          what: 'accepted',
          value: accepted.per_second,
          unit: '/s',
          at_least: 80,
          note: `p50 ${accepted.p50_ms.toFixed(0)} ms, p95 ${accepted.p95_ms.toFixed(0)} ms; ${turned_while_accepting} were tickets by the end`,
        },
        {
          what: 'turned into tickets',
          value: turned / took_s,
          unit: '/s',
          at_least: 50,
          note: `${turned} tickets, from the first mail to the last ticket`,
        },
        {
          what: 'CPU for both',
          value: (used.server_ms + used.database_ms) / MAILS,
          unit: 'ms',
          note: `server ${(used.server_ms / MAILS).toFixed(1)}, database ${(used.database_ms / MAILS).toFixed(1)}`,
        },
      ],
    }
  } finally {
    transport.close()
    names.close()
  }
}

function message(turn: number) {
  const text = `Hello,\n\n${`${PARAGRAPH}${turn}\n`.repeat(130)}\nRegards, Sender ${turn}`
  return {
    from: `Sender ${turn} <sender${turn % 200}@mail${turn % 40}.example>`,
    to: SUPPORT,
    subject: `Where is order AB-${turn}?`,
    text,
    html: `<p>Hello,</p>${`<p>${PARAGRAPH}${turn}</p>`.repeat(130)}<p>Regards, Sender ${turn}</p>`,
  }
}

async function countTickets(url: string, authorization: string): Promise<number> {
  return JSON.parse((await call('GET', `${url}/api/v2/tickets/count.json`, { authorization })).text).count.value
}

function ignoreTaken(error: Error): void {
  if (!/answered (409|422)/.test(error.message)) throw error
}

/** A name server that answers every question with NXDOMAIN (RFC 1035, 4.1.1: the reply bit and code 3). */
function knowNobody(port: number): Promise<{ close(): void }> {
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    const answer = Buffer.from(question)
    answer.writeUInt16BE(0x8183, 2)
    socket.send(answer, from.port, from.address)
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, '127.0.0.1', () => resolve({ close: () => socket.close() }))
  })
}
