import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, dial, dialTo, start } from './smtp-test-client.ts'

afterEach(closeAll)

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
