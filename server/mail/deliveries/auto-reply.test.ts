import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { zone } from '../../../tests/support/desk.ts'
import { accessExpiries } from '../../access/index.ts'
import { sql } from '../../platform/db.ts'
import { removeExpired } from '../../platform/expiry.ts'
import { newId } from '../../platform/ids.ts'
import { listSinkMails } from '../development/queries.ts'
import { acceptMail } from '../inbound/accept.ts'
import { replyAddress } from '../sending/tokens.ts'
import { type Mailing, newMailing } from './test-mailing.ts'

interface Letter {
  from?: string
  mail_from?: string | null
  ip?: string
  headers?: string[]
  rcpt_to?: string
  message_id?: string
}

/** Hands in a mail as the SMTP server does, and runs what follows from it. */
async function receive(mailing: Mailing, letter: Letter = {}): Promise<void> {
  const from = letter.from ?? `stranger-${newId()}@people.example`
  const source = [
    `From: "Buy pills" <${from}>`,
    `To: ${letter.rcpt_to ?? mailing.support}`,
    'Subject: Cheap pills',
    `Message-ID: ${letter.message_id ?? `<${newId()}@people.example>`}`,
    ...(letter.headers ?? []),
    '',
    'Buy cheap pills',
    '',
  ].join('\r\n')
  await acceptMail(mailing.desk, mailing.account_id, {
    via: 'smtp',
    source: Buffer.from(source),
    client: { ip: letter.ip ?? '192.0.2.1', helo: 'mx.people.example', tls: false },
    envelope: {
      mail_from: letter.mail_from === undefined ? from : letter.mail_from,
      rcpt_to: [letter.rcpt_to ?? mailing.support],
    },
    received_at: new Date(),
  })
  await mailing.runJobs()
}

async function sent(mailing: Mailing) {
  return await mailing.work(async (work) => {
    const mails = []
    for (const row of (await listSinkMails(work)).reverse())
      mails.push(
        await simpleParser(await mailing.desk.files.read(row.file_id, { sealing: work.sealing, limit_bytes: 1e7 })),
      )
    return mails
  })
}

async function answering(): Promise<Mailing> {
  const mailing = await newMailing()
  const saved = await mailing.call(mailing.admin, 'PUT /api/v2/account/settings', {
    settings: { mail: { auto_reply_enabled: true } },
  })
  if (saved.status !== 200) throw new Error(saved.text)
  return mailing
}

describe('the auto-reply', () => {
  test('is off until it is switched on', async () => {
    const mailing = await newMailing()
    await receive(mailing)
    expect(await sent(mailing)).toEqual([])
  })

  test('carries none of the words of the sender, says that it is one, and cannot bounce', async () => {
    const mailing = await answering()
    await receive(mailing, { from: 'anna@people.example' })
    const [mail, ...others] = await sent(mailing)
    expect(others).toEqual([])
    expect(mail?.headers.get('auto-submitted')).toBe('auto-replied')
    expect(mail?.headers.get('to')).toMatchObject({ value: [{ address: 'anna@people.example' }] })
    expect(mail?.inReplyTo).toMatch(/@people\.example>$/)
    expect(JSON.stringify([mail?.text, mail?.html, mail?.subject, mail?.headerLines])).not.toMatch(/pills/i)
  })

  test('goes to an unproven address once, ever', async () => {
    const mailing = await answering()
    for (let round = 0; round < 3; round++) await receive(mailing, { from: 'anna@people.example' })
    expect(await sent(mailing)).toHaveLength(1)
  })

  test('is still known years later, when the counts whose window is over have been cleared away', async () => {
    const mailing = await answering()
    await receive(mailing, { from: 'anna@people.example' })
    const years_later = new Date(Date.now() + 5 * 365 * 86_400_000)
    const purposes = await mailing.work(async (work) => {
      const later = Object.assign(work, { now: years_later })
      for (const expiry of accessExpiries.filter(({ table }) => table === 'attempts'))
        await removeExpired(later, expiry)
      return await work.db.all<{ purpose: string }>(
        sql`select purpose from attempts where account_id = ${work.account_id}::bigint`,
      )
    })
    expect(purposes).toEqual([{ purpose: 'auto_reply_ever' }])
    await receive(mailing, { from: 'anna@people.example' })
    expect(await sent(mailing)).toHaveLength(1)
  })

  test('is limited for a proven address too', async () => {
    const mailing = await answering()
    const domain = `d${newId()}.example`
    zone.set(`TXT ${domain}`, [['v=spf1 ip4:198.51.100.9 -all']])
    for (let round = 0; round < 5; round++) await receive(mailing, { from: `anna@${domain}`, ip: '198.51.100.9' })
    expect(await sent(mailing)).toHaveLength(3)
  })

  test('is limited per source, however many addresses it names', async () => {
    const mailing = await answering()
    for (let round = 0; round < 24; round++) await receive(mailing, { ip: '203.0.113.5' })
    expect(await sent(mailing)).toHaveLength(20)
    await receive(mailing, { ip: '203.0.113.6' })
    expect(await sent(mailing)).toHaveLength(21)
  })

  test.each<[string, Letter]>([
    ['automatic mail', { headers: ['Auto-Submitted: auto-generated'] }],
    ['a list', { headers: ['List-Id: <news.people.example>'] }],
    ['bulk mail', { headers: ['Precedence: bulk'] }],
    ['the null sender', { mail_from: '' }],
    ['an address that nobody reads', { from: 'no-reply@people.example' }],
    ['a sender whose return path is somebody else', { mail_from: 'other@people.example' }],
  ])('is not sent to %s', async (_what, letter) => {
    const mailing = await answering()
    await receive(mailing, letter)
    expect(await sent(mailing)).toEqual([])
  })

  test('is not sent for tickets that did not come by mail, or to a second mail of the ticket', async () => {
    const mailing = await answering()
    await mailing.call(mailing.customer, 'POST /api/v2/requests', {
      request: { subject: 'By form', comment: { body: 'Hello' } },
    })
    await mailing.runJobs()
    expect(await sent(mailing)).toEqual([])
  })
})

describe('a conversation by mail', () => {
  test('is threaded: the answer names the mail it answers, and no note that an agent sent by mail', async () => {
    const mailing = await answering()
    await receive(mailing, { from: 'anna@people.example' })
    const tickets = await mailing.call(mailing.agent, 'GET /api/v2/tickets?sort=-id')
    const ticket_id = tickets.body.tickets[0].id
    const domain = `d${newId()}.example`
    const colleague = await mailing.addPerson('agent', `colleague@${domain}`)
    zone.set(`TXT ${domain}`, [['v=spf1 ip4:198.51.100.9 -all']])
    const address = await mailing.work(async ({ sealing }) => replyAddress(sealing, ticket_id, mailing.support))
    const message_id = `<note@${domain}>`
    await receive(mailing, { from: colleague.email, ip: '198.51.100.9', rcpt_to: address, message_id })
    const said = await mailing.call(mailing.agent, `POST /api/v2/tickets/${ticket_id}/replies`, {
      reply: { body: 'No, thank you.' },
    })
    expect(said.status).toBe(201)
    const conversation = await mailing.call(mailing.agent, `GET /api/v2/tickets/${ticket_id}/comments`)
    expect(conversation.body.comments.map((comment: { public: boolean }) => comment.public)).toEqual([
      true,
      false,
      true,
    ])
    await mailing.runJobs()
    const [auto, answer, ...others] = await sent(mailing)
    expect(others).toEqual([])
    expect(answer?.subject).toBe('Re: Cheap pills')
    expect(answer?.inReplyTo).toBe(auto?.inReplyTo)
    expect(answer?.references).toEqual([auto?.messageId, auto?.inReplyTo])
  })
})
