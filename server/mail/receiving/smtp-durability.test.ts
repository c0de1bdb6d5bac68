import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { makeSelfSigned } from './self-signed.ts'
import { closeAll, dial, dialTo, running, start } from './smtp-test-client.ts'

afterEach(closeAll)

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

describe('TLS', () => {
  test('shows the certificate of the moment: a renewed one from the next connection on', async () => {
    const pairs = [makeSelfSigned('desk.example', 30, new Date()), makeSelfSigned('desk.example', 30, new Date())]
    const used: number[] = []
    let renewed = false
    const { server } = await start({
      tls: { current: () => pairs[0]!, refresh: async () => (renewed ? pairs[1]! : null) },
    }) // there are two
    for (const at of [0, 1]) {
      renewed = at === 1
      const transport = createTransport({
        host: '127.0.0.1',
        port: server.port,
        tls: { servername: 'desk.example', ca: pairs[at]!.cert },
        requireTLS: true,
      }) // there are two
      await transport.sendMail({ envelope: { from: 'a@b.example', to: 'help@desk.example' }, raw: 'x' })
      transport.close()
      used.push(at)
    }
    expect(used).toEqual([0, 1])
  })

  test('what was slipped in before the handshake is forgotten', async () => {
    const { server, accepted } = await start()
    const client = await dial(server.port)
    await client.say('EHLO relay.example')
    expect(
      await client.say(
        'STARTTLS\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<help@desk.example>\r\nDATA\r\ninjected\r\n.',
      ),
    ).toMatch(/^220/)
    const secure = connectTls({ socket: client.socket, servername: 'desk.example', rejectUnauthorized: false })
    running.push({ close: () => secure.destroy() })
    await new Promise((resolve) => secure.once('secureConnect', resolve))
    secure.write('RCPT TO:<help@desk.example>\r\n')
    const reply = await new Promise<string>((resolve) => secure.once('data', (chunk) => resolve(chunk.toString())))
    expect(reply).toMatch(/^503/)
    expect(accepted).toHaveLength(0)
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
