import { mkdtemp } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { openCertificate } from './certificate.ts'
import type { ReceivedMessage } from './message.ts'
import { type RunningSmtpServer, type SmtpServerOptions, startSmtpServer } from './smtp.ts'

const log = { info() {}, warn() {}, error() {} }
const running: { close(): unknown }[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((open) => open.close()))
})

async function start(options: Partial<SmtpServerOptions<string>> = {}) {
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
async function dial(port: number) {
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
  expect(await reply()).toMatch(/^220 desk\.example ESMTP/)
  return { socket, say, reply }
}

async function dialTo(port: number, recipient = 'help@desk.example') {
  const client = await dial(port)
  await client.say('EHLO sender.example')
  await client.say('MAIL FROM:<anna@sender.example>')
  expect(await client.say(`RCPT TO:<${recipient}>`)).toMatch(/^250/)
  expect(await client.say('DATA')).toMatch(/^354/)
  return client
}

describe('an ordinary delivery', () => {
  test('is acknowledged after it was accepted, with the bytes, the envelope and the client as they were', async () => {
    const { server, accepted } = await start()
    const transport = createTransport({
      host: '127.0.0.1',
      port: server.port,
      name: 'relay.example',
      tls: { rejectUnauthorized: false },
    })
    const raw = 'From: anna@sender.example\r\nSubject: Hi\r\n\r\n.first line\r\n..second\r\n'
    await transport.sendMail({
      envelope: { from: 'anna@sender.example', to: ['help@desk.example', 'sales@desk.example'] },
      raw,
    })
    transport.close()
    expect(accepted).toHaveLength(1)
    expect(accepted[0]?.source.toString()).toBe(raw)
    expect(accepted[0]).toMatchObject({
      via: 'smtp',
      envelope: { mail_from: 'anna@sender.example', rcpt_to: ['help@desk.example', 'sales@desk.example'] },
      routes: ['route of help@desk.example', 'route of sales@desk.example'],
      client: { ip: '127.0.0.1', helo: 'relay.example', tls: true },
    })
  })

  test('works without TLS and with the null sender of a bounce', async () => {
    const { server, accepted } = await start()
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    await client.say('MAIL FROM:<>')
    await client.say('RCPT TO:<help@desk.example>')
    await client.say('DATA')
    expect(await client.say('Subject: x\r\n\r\nhello\r\n.')).toMatch(/^250 2\./)
    expect(accepted[0]).toMatchObject({ envelope: { mail_from: '' }, client: { tls: false } })
  })

  test('many messages over one connection keep their own recipients', async () => {
    const { server, accepted } = await start()
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    for (const name of ['one', 'two']) {
      await client.say('MAIL FROM:<a@b.example>')
      await client.say(`RCPT TO:<${name}@desk.example>`)
      await client.say('DATA')
      await client.say(`Subject: ${name}\r\n\r\n${name}\r\n.`)
    }
    expect(accepted.map((message) => message.routes)).toEqual([
      ['route of one@desk.example'],
      ['route of two@desk.example'],
    ])
  })
})

describe('what is not taken', () => {
  test('mail for anybody else is refused with 550 5.1.1, so this is no relay', async () => {
    const { server, accepted } = await start()
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    await client.say('MAIL FROM:<a@b.example>')
    expect(await client.say('RCPT TO:<victim@elsewhere.example>')).toMatch(/^550 5\.1\.1/)
    expect(await client.say('DATA')).toMatch(/^503/)
    expect(accepted).toHaveLength(0)
  })

  test('AUTH, VRFY and EXPN are neither offered nor known', async () => {
    const { server } = await start()
    const client = await dial(server.port)
    const offer = await client.say('EHLO relay.example')
    expect(offer).not.toMatch(/AUTH/)
    expect(offer).toMatch(/STARTTLS/)
    expect(offer).toMatch(/SIZE 100000/)
    for (const command of ['AUTH PLAIN AGEAYg==', 'VRFY anna', 'EXPN staff', 'WIZ x']) {
      expect(await client.say(command)).toMatch(/^500/)
    }
  })

  test('one recipient too many gets 452 and the others are kept', async () => {
    const { server, accepted } = await start()
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    await client.say('MAIL FROM:<a@b.example>')
    for (const name of ['a', 'b', 'c']) expect(await client.say(`RCPT TO:<${name}@desk.example>`)).toMatch(/^250/)
    expect(await client.say('RCPT TO:<d@desk.example>')).toMatch(/^452/)
    await client.say('DATA')
    await client.say('x\r\n.')
    expect(accepted[0]?.envelope.rcpt_to).toHaveLength(3)
  })

  test('a message announced too large is refused before it is sent, a message that grows too large after it', async () => {
    const { server, accepted } = await start()
    const announcing = await dial(server.port)
    await announcing.say('EHLO relay.example')
    expect(await announcing.say('MAIL FROM:<a@b.example> SIZE=200000')).toMatch(/^552/)
    const lying = await dialTo(server.port)
    lying.socket.write(`${'x'.repeat(900)}\r\n`.repeat(150))
    expect(await lying.say('.')).toMatch(/^552/)
    expect(await lying.say('NOOP')).toMatch(/^250/)
    expect(accepted).toHaveLength(0)
  })

  test('a sender that never stops is cut off long before it ends', async () => {
    const { server, accepted } = await start()
    const client = await dialTo(server.port)
    client.socket.write(`${'x'.repeat(900)}\r\n`.repeat(400))
    expect(await client.reply()).toMatch(/^552/)
    expect(await client.reply()).toBe('closed')
    expect(accepted).toHaveLength(0)
  })

  test.each(['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r', '\r.\r\n'])(
    'an end of message spelled %j smuggles nothing',
    async (end) => {
      const { server, accepted } = await start()
      const client = await dialTo(server.port)
      client.socket.write(
        `Subject: a\r\n\r\nfirst${end}MAIL FROM:<ceo@desk.example>\r\nRCPT TO:<help@desk.example>\r\nDATA\r\nsecond`,
      )
      expect(await client.say('\r\n.')).toMatch(/^554/)
      expect(await client.say('NOOP')).toMatch(/^250/)
      expect(accepted).toHaveLength(0)
    },
  )

  test('a line without end and a command without end', async () => {
    const { server, accepted } = await start({ limits: { max_line_bytes: 5000 } })
    const client = await dialTo(server.port)
    expect(await client.say(`${'x'.repeat(6000)}\r\n.`)).toMatch(/^554/)
    const other = await dial(server.port)
    expect(await other.say(`EHLO ${'x'.repeat(5000)}`)).toMatch(/^421/)
    expect(accepted).toHaveLength(0)
  })

  test('a client that guesses addresses is hung up on', async () => {
    const { server } = await start({ limits: { max_unknown_recipients: 3 } })
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    await client.say('MAIL FROM:<a@b.example>')
    expect(await client.say('RCPT TO:<a@elsewhere.example>')).toMatch(/^550/)
    expect(await client.say('RCPT TO:<b@elsewhere.example>')).toMatch(/^550/)
    expect(await client.say('RCPT TO:<c@elsewhere.example>')).toMatch(/^421/)
    expect(await client.reply()).toBe('closed')
  })
})

describe('limits of one client', () => {
  test('connections at once, connections per minute and messages per minute', async () => {
    let clock = Date.now()
    const { server } = await start({
      now: () => clock,
      limits: {
        uncounted_networks: [],
        max_connections_per_client: 2,
        max_connections_per_minute: 4,
        max_messages_per_minute: 1,
      },
    })
    const first = await dial(server.port)
    await dial(server.port)
    const third = connect(server.port, '127.0.0.1')
    running.push({ close: () => third.destroy() })
    const greeting = await new Promise<string>((resolve) => third.once('data', (chunk) => resolve(chunk.toString())))
    expect(greeting).toMatch(/^421/)
    await first.say('EHLO relay.example')
    expect(await first.say('MAIL FROM:<a@b.example>')).toMatch(/^250/)
    await first.say('RSET')
    expect(await first.say('MAIL FROM:<a@b.example>')).toMatch(/^421/)
    expect(await first.reply()).toBe('closed')
    clock += 60_001
    const again = await dial(server.port)
    await again.say('EHLO relay.example')
    expect(await again.say('MAIL FROM:<a@b.example>')).toMatch(/^250/)
  })
})

describe('nothing acknowledged is lost', () => {
  test.each([
    ['a failing store', new Error('database is away'), /^451/],
    ['a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), /^452/],
    ['a full database', new Error('insert', { cause: Object.assign(new Error('disk'), { code: '53100' }) }), /^452/],
    ['our own refusal for space', new Refusal('no_space'), /^452/],
  ])('%s is answered so that the sender keeps the message', async (_name, failure, expected) => {
    let broken = true
    const { server } = await start({
      accept: async () => {
        if (broken) throw failure
      },
    })
    const client = await dialTo(server.port)
    expect(await client.say('x\r\n.')).toMatch(expected)
    broken = false
    await client.say('MAIL FROM:<a@b.example>')
    await client.say('RCPT TO:<help@desk.example>')
    await client.say('DATA')
    expect(await client.say('x\r\n.')).toMatch(/^250/)
  })

  test('a lookup that fails is a temporary refusal of the recipient, not a permanent one', async () => {
    const { server } = await start({ resolveRecipient: () => Promise.reject(new Error('database is away')) })
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    await client.say('MAIL FROM:<a@b.example>')
    expect(await client.say('RCPT TO:<help@desk.example>')).toMatch(/^451/)
  })

  test('the 250 comes after accept has resolved, and a client that left before its dot leaves nothing', async () => {
    let release = () => {}
    const order: string[] = []
    const { server, accepted } = await start({
      accept: async () => {
        order.push('accepting')
        await new Promise<void>((resolve) => {
          release = resolve
        })
        order.push('durable')
      },
    })
    const client = await dialTo(server.port)
    const acknowledged = client.say('x\r\n.').then((reply) => order.push(reply.slice(0, 3)))
    await expect.poll(() => order).toEqual(['accepting'])
    release()
    await acknowledged
    expect(order).toEqual(['accepting', 'durable', '250'])
    const leaving = await dialTo(server.port)
    leaving.socket.write('half a mess')
    leaving.socket.destroy()
    expect(accepted).toHaveLength(0)
  })

  test('closing lets the running message finish and hangs up on the idle ones', async () => {
    let release = () => {}
    let accepting = false
    const { server } = await start({
      accept: () =>
        new Promise((resolve) => {
          accepting = true
          release = resolve
        }),
    })
    const idle = await dial(server.port)
    const client = await dialTo(server.port)
    const reply = client.say('x\r\n.')
    await expect.poll(() => accepting).toBe(true)
    const closed = server.close()
    expect(await idle.reply()).toMatch(/^421/)
    release()
    expect(await reply).toMatch(/^250/)
    expect(await client.reply()).toMatch(/^421/)
    await closed
  })
})

describe('memory', () => {
  test('messages beyond the reading slots wait their turn and are all taken', async () => {
    const { server, accepted } = await start({ limits: { max_concurrent_data: 1 } })
    const clients = await Promise.all([1, 2, 3].map(() => dialTo(server.port)))
    const replies = await Promise.all(clients.map((client) => client.say('x\r\n.')))
    expect(replies.every((reply) => reply.startsWith('250'))).toBe(true)
    expect(accepted).toHaveLength(3)
  })

  test('a message for which there is no memory left is put off, not half kept', async () => {
    const { server, accepted } = await start({ limits: { max_bytes_in_memory: 1000 } })
    const client = await dialTo(server.port)
    expect(await client.say(`${'x'.repeat(900)}\r\n`.repeat(3).concat('.'))).toMatch(/^451/)
    await client.say('MAIL FROM:<a@b.example>')
    await client.say('RCPT TO:<help@desk.example>')
    await client.say('DATA')
    expect(await client.say('small\r\n.')).toMatch(/^250/)
    expect(accepted).toHaveLength(1)
  })
})
