import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { composeAutoReply, composeReply, composeTestMail, MAX_MAIL_BYTES, type ReplyMail } from './compose.ts'
import { MAIL_LOCALES, mailLocale, mailText } from './texts.ts'
import { loopMark, readBounceAddress, readMessageId, readReplyAddress } from './tokens.ts'

const sealing = {
  sign: (purpose: string, text: string) => createHmac('sha256', 'key').update(`${purpose}\0${text}`).digest(),
}

const reply = (changes: Partial<ReplyMail> = {}): ReplyMail => ({
  sealing,
  desk: { name: 'Fjord Outfitters', support_address: 'support@fjord.example' },
  locale: 'en',
  sent_at: new Date('2026-03-01T10:00:00Z'),
  ticket_id: 42,
  delivery_id: 7,
  agent_name: 'Ida Holm',
  to: [{ name: 'Jürgen Groß', address: 'juergen@kunde.example' }],
  cc: [],
  subject: 'Rucksack kaputt',
  text: 'Hello Jürgen,\n\nwe send you a new one.\n<b>Really</b>.',
  html: null,
  attachments: [],
  in_reply_to: '<q2@kunde.example>',
  references: ['<q1@kunde.example>', '<a1@fjord.example>'],
  conversation_url: 'https://fjord.example/requests/abc?x=1&y=2',
  ...changes,
})

/** The header lines as sent, unfolded. */
function headers(raw: Buffer): string[] {
  const text = raw.toString('latin1')
  return text
    .slice(0, text.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
}

describe('a reply', () => {
  test('is threaded, comes from the desk, and its answer and its bounce find back', async () => {
    const mail = await composeReply(reply({ cc: [{ name: null, address: 'chef@kunde.example' }] }))
    const read = await simpleParser(mail.raw)
    expect(read.from?.value).toEqual([{ name: 'Ida Holm (Fjord Outfitters)', address: 'support@fjord.example' }])
    expect(read.subject).toBe('Re: Rucksack kaputt')
    expect(read.inReplyTo).toBe('<q2@kunde.example>')
    expect(read.references).toEqual(['<q1@kunde.example>', '<a1@fjord.example>', '<q2@kunde.example>'])
    expect(readReplyAddress(sealing, read.replyTo?.value[0]?.address ?? '')).toBe(42)
    expect(readMessageId(sealing, read.messageId ?? '')).toEqual({ ticket_id: 42, delivery_id: 7 })
    expect(mail.message_id).toBe(read.messageId)
    expect(mail.envelope.to).toEqual(['juergen@kunde.example', 'chef@kunde.example'])
    expect(readBounceAddress(sealing, mail.envelope.from)).toBe(7)
    expect(read.headers.get('x-custos-loop')).toBe(loopMark(sealing))
    expect(read.headers.has('auto-submitted')).toBe(false)
    expect(read.date).toEqual(new Date('2026-03-01T10:00:00Z'))
  })

  test('says the same in text and in HTML, and markup in the text stays text', async () => {
    const read = await simpleParser((await composeReply(reply())).raw)
    const html = String(read.html)
    expect(read.text).toContain('we send you a new one.\n<b>Really</b>.')
    expect(html).toContain('we send you a new one.<br>&#60;b&#62;Really&#60;/b&#62;.')
    for (const part of [read.text ?? '', html]) expect(part).toContain('Your request #42 at Fjord Outfitters')
    expect(read.text).toContain('https://fjord.example/requests/abc?x=1&y=2')
    expect(html).toContain('href="https://fjord.example/requests/abc?x=1&#38;y=2"')
    expect(html).toContain('<html lang="en">')
    expect(html).not.toMatch(/<img|src=|url\(/)
  })

  test('speaks the language of the customer', async () => {
    const read = await simpleParser((await composeReply(reply({ locale: 'de' }))).raw)
    expect(read.text).toContain('Den ganzen Verlauf lesen')
    expect(String(read.html)).toContain('<html lang="de">')
  })

  test.each([
    ['agent name', { agent_name: 'Ida\r\nBcc: spy@evil.example' }],
    ['desk name', { desk: { name: 'Fjord\nBcc: spy@evil.example', support_address: 'support@fjord.example' } }],
    ['subject', { subject: 'Hi\r\nBcc: spy@evil.example\r\n\r\nbody' }],
    ['recipient name', { to: [{ name: 'A\r\nBcc: spy@evil.example', address: 'a@kunde.example' }] }],
    ['in-reply-to', { in_reply_to: '<a@b>\r\nBcc: spy@evil.example' }],
    ['references', { references: ['<a@b>\r\nBcc: spy@evil.example'] }],
    [
      'file name',
      {
        attachments: [
          {
            file_name: 'a"\r\nBcc: spy@evil.example',
            content_type: 'text/plain\r\nBcc: spy@evil.example',
            open: () => Readable.from([Buffer.from('x')]),
          },
        ],
      },
    ],
    ['line separator', { subject: 'Hi\u2028Bcc: spy@evil.example\u0085Bcc: spy@evil.example' }],
  ] as [string, Partial<ReplyMail>][])('takes no header from the %s', async (_where, changes) => {
    const mail = await composeReply(reply(changes))
    expect(headers(mail.raw).filter((line) => /^bcc/i.test(line))).toEqual([])
    expect(mail.raw.toString('latin1')).not.toMatch(/^bcc:/im)
    expect(mail.envelope.to.join()).not.toContain('evil')
    const read = await simpleParser(mail.raw)
    expect(read.text).toContain('Hello Jürgen')
  })

  test.each([
    'a@b.example, spy@evil.example',
    'a@b.example>\r\nBcc: spy@evil.example',
    'a b@c.example',
    '"a"@b.example',
    '',
  ])('refuses %j as an address', async (address) => {
    await expect(composeReply(reply({ to: [{ name: null, address }] }))).rejects.toThrow(Refusal)
    await expect(composeReply(reply({ cc: [{ name: null, address }] }))).rejects.toThrow(Refusal)
  })

  test('sends one copy to a person named twice', async () => {
    const both = { name: null, address: 'Anna@Kunde.example' }
    const mail = await composeReply(reply({ to: [both, { ...both, address: 'Anna@kunde.example' }], cc: [both] }))
    expect(mail.envelope.to).toEqual(['Anna@kunde.example'])
  })

  test('adds Re: once and gives an empty subject the number', async () => {
    for (const [given, expected] of [
      ['AW: Hallo', 'AW: Hallo'],
      ['RE: x', 'RE: x'],
      ['', 'Re: Your request #42'],
      ['Reise', 'Re: Reise'],
    ]) {
      const read = await simpleParser((await composeReply(reply({ subject: given! }))).raw)
      expect(read.subject).toBe(expected)
    }
  })

  test('keeps the first and the last of a very long thread', async () => {
    const references = Array.from({ length: 300 }, (_, at) => `<m${at}@kunde.example>`)
    const read = await simpleParser((await composeReply(reply({ references }))).raw)
    expect(read.references).toHaveLength(20)
    expect(read.references?.[0]).toBe('<m0@kunde.example>')
    expect(read.references?.at(-1)).toBe('<q2@kunde.example>')
    expect(read.references?.at(-2)).toBe('<m299@kunde.example>')
  })

  test('carries attachments and inline pictures from streams', async () => {
    const mail = await composeReply(
      reply({
        html: '<p>Hello Jürgen <img src="cid:pic1"></p>',
        attachments: [
          {
            file_name: '../Bestätigung 1.pdf',
            content_type: 'application/pdf',
            open: () => Readable.from([Buffer.from('one'), Buffer.from('two')]),
          },
          {
            file_name: 'pic.png',
            content_type: 'image/png',
            open: () => Readable.from([Buffer.from('png')]),
            content_id: 'pic1',
          },
        ],
      }),
    )
    const read = await simpleParser(mail.raw, { skipImageLinks: true })
    expect(read.attachments.map((file) => [file.filename, file.contentType, file.content.toString()])).toEqual(
      expect.arrayContaining([
        ['_Bestätigung 1.pdf', 'application/pdf', 'onetwo'],
        ['pic.png', 'image/png', 'png'],
      ]),
    )
  })

  test('fails as a whole when an attachment cannot be read or all of it is too large', async () => {
    const broken = () =>
      new Readable({
        read() {
          this.destroy(new Error('file is gone'))
        },
      })
    await expect(
      composeReply(reply({ attachments: [{ file_name: 'a', content_type: 'text/plain', open: broken }] })),
    ).rejects.toThrow('file is gone')
    function* large() {
      for (let size = 0; size < MAX_MAIL_BYTES; size += 1024 * 1024) yield Buffer.alloc(1024 * 1024)
    }
    const open = () => Readable.from(large())
    await expect(
      composeReply(reply({ attachments: [{ file_name: 'a', content_type: 'text/plain', open }] })),
    ).rejects.toMatchObject({ code: 'too_large' })
  })

  test('ends its lines with CRLF and keeps them short', async () => {
    const mail = await composeReply(reply({ text: 'x'.repeat(5000) }))
    const text = mail.raw.toString('latin1')
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })
})

describe('the auto-reply', () => {
  test('carries nothing of the sender, says what it is, and cannot bounce', async () => {
    const mail = await composeAutoReply({
      ...reply(),
      to: 'juergen@kunde.example',
      in_reply_to: '<q2@kunde.example>',
    })
    const read = await simpleParser(mail.raw)
    expect(mail.envelope).toEqual({ from: '', to: ['juergen@kunde.example'] })
    expect(read.headers.get('auto-submitted')).toBe('auto-replied')
    expect(read.headers.get('x-auto-response-suppress')).toBe('All')
    expect(read.subject).toBe('We have received your message [#42]')
    expect(mail.raw.toString()).not.toMatch(/Rucksack|Jürgen|Gro|requests\/abc/)
    expect(readReplyAddress(sealing, read.replyTo?.value[0]?.address ?? '')).toBe(42)
  })
})

test('the test mail names the desk', async () => {
  const mail = await composeTestMail({ ...reply(), to: 'admin@fjord.example' })
  const read = await simpleParser(mail.raw)
  expect(read.subject).toBe('Test mail from Fjord Outfitters')
  expect(mail.envelope).toEqual({ from: 'support@fjord.example', to: ['admin@fjord.example'] })
})

describe('the fixed texts', () => {
  test('exist in all languages, and no value is left out of any', () => {
    const keys = [
      'auto_reply.body',
      'auto_reply.subject',
      'footer.conversation',
      'footer.number',
      'from.agent',
      'no_subject',
      'test.body',
      'test.subject',
    ]
    for (const locale of MAIL_LOCALES) {
      for (const key of keys) {
        const values = { number: '#1', desk: 'D', agent: 'A' }
        expect(mailText(locale, `mail.${key}`, values)).not.toMatch(/[{}]/)
      }
    }
    expect(mailText('it', 'mail.auto_reply.subject', { number: '#9' })).toContain('[#9]')
    expect(() => mailText('en', 'mail.nothing')).toThrow()
  })

  test('are picked by the language of a tag, English for the rest', () => {
    expect(['de-AT', 'IT', 'nl_BE', 'fr', null, ''].map(mailLocale)).toEqual(['de', 'it', 'nl', 'en', 'en', 'en'])
  })
})
