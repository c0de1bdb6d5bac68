// The attacks that make a desk send mail for others (lines 12 to 15 of the threat model).
import { expect, test } from 'vitest'
import { HONEST_IP, newDomain, newPost, open, write } from '../support/letters.ts'

const BAIT = 'buy-pills-now'

test('attack 12: whoever writes in the name of a victim makes the desk send one neutral mail, ever', async () => {
  const post = await newPost({ auto_reply_enabled: true })
  for (let round = 0; round < 5; round++)
    await post.receive({
      from: 'victim@people.example',
      name: `"${BAIT}"`,
      subject: `${BAIT} ${round}`,
      text: `${BAIT} ${round}`,
      cc: 'other-victim@people.example',
      headers: [`Reply-To: third-victim@people.example`, `X-Note: ${BAIT}`],
    })
  const mails = await post.sent()
  expect(mails.map((mail) => mail.to)).toEqual([['victim@people.example']])
  expect(mails[0]?.mail.headers.get('auto-submitted')).toBe('auto-replied')
  expect(JSON.stringify(mails[0])).not.toContain(BAIT)
})

test('attack 12: proven senders, one network and the whole desk have their limits too', async () => {
  const post = await newPost({ auto_reply_enabled: true })
  const domain = newDomain()
  for (let round = 0; round < 5; round++) await post.receive({ from: `anna@${domain}`, ip: HONEST_IP })
  expect(await post.sent()).toHaveLength(3)
  for (let n = 0; n < 20; n++) await post.receive({ from: `anna${n}@${domain}`, ip: HONEST_IP })
  expect(await post.sent()).toHaveLength(20)
})

test('attack 12: bounces, lists, robots and the null sender are not answered', async () => {
  const post = await newPost({ auto_reply_enabled: true })
  const signs: { headers?: string[]; mail_from?: string; from?: string; subject?: string }[] = [
    { headers: ['Auto-Submitted: auto-generated'] },
    { headers: ['Auto-Submitted: auto-replied'] },
    { headers: ['List-Id: <news.people.example>'] },
    { headers: ['Precedence: bulk'] },
    { headers: ['Content-Type: multipart/report; report-type=delivery-status; boundary=x'] },
    { headers: ['X-Auto-Response-Suppress: All'] },
    { headers: ['Return-Path: <>'] },
    { mail_from: '' },
    { from: 'mailer-daemon@people.example' },
    { from: 'no-reply@people.example' },
    { subject: 'Automatische Antwort: Urlaub' },
  ]
  for (const letter of signs) expect((await post.receive(letter)).mail_id).not.toBeNull()
  expect(await post.sent()).toEqual([])
})

test('attack 13: what leaves carries no active HTML, whoever wrote it', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'carla@people.example' })
  const html_body =
    '<p onclick="x()">Hello</p><script>alert(1)</script><form action="https://evil.example"><input name=p></form><a href="javascript:alert(1)">x</a><iframe src="https://evil.example"></iframe>'
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { html_body } })
  await post.runJobs()
  const [mail] = await post.sent()
  expect(mail?.mail.html).toContain('Hello')
  expect(mail?.mail.html).not.toMatch(/script|onclick|<form|<input|<iframe|evil\.example/i)
})

test('attack 14: names and subjects add no header and no recipient', async () => {
  const post = await newPost()
  const names = [
    'Eve\r\nBcc: victim@bank.example',
    'Eve\nTo: victim@bank.example',
    'victim@bank.example>, <x',
    '"victim@bank.example," ',
    'Eve\u2028Bcc: victim@bank.example',
  ]
  for (const [n, name] of names.entries()) {
    const made = await post.call(post.agent, 'POST /api/v2/tickets', {
      ticket: {
        subject: `Hi\r\nBcc: victim@bank.example\r\n\r\nand more`,
        requester: { email: `eve${n}@people.example`, name },
        comment: { body: 'A question' },
      },
    })
    expect([name, made.status]).toEqual([name, 201])
    const ticket_id = made.body.ticket.id
    await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body: 'An answer' } })
  }
  await post.runJobs()
  const mails = await post.sent()
  expect(mails.length).toBeGreaterThanOrEqual(names.length)
  for (const { mail, to, raw } of mails) {
    expect([to.length, to[0]?.endsWith('@people.example')]).toEqual([1, true])
    expect(mail.headers.has('bcc')).toBe(false)
    expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^(?:bcc|to): *victim/im)
  }
  const delivered = await post.call(post.admin, 'GET /dev/mailbox')
  expect(delivered.text).not.toMatch(/for victim@bank|to victim@bank/i)
})

test('attack 14: what a mail calls its sender adds nothing to our answer', async () => {
  const post = await newPost()
  const source = write({ from: 'eve@people.example', to: post.support })
    .toString()
    .replace('From: Anna', 'From: =?utf-8?q?Eve=0D=0ABcc:_victim=40bank.example?=')
    .replace('Subject: A question', 'Subject: =?utf-8?q?Hi=0D=0ABcc:_victim=40bank.example?=')
  const { ticket_id } = await post.receiveRaw(source)
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body: 'An answer' } })
  await post.runJobs()
  const [mail] = await post.sent()
  expect([mail?.to, mail?.mail.headers.has('bcc')]).toEqual([['eve@people.example'], false])
})

test('attack 15: links in mails lead to the desk, whatever host a request claims', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'carla@people.example' })
  const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' }
  const said = await post.call(
    post.agent,
    `POST /api/v2/tickets/${ticket_id}/replies`,
    { reply: { body: 'An answer' } },
    headers,
  )
  expect(JSON.stringify(said.body)).not.toContain('evil.example')
  await post.runJobs()
  const [mail] = await post.sent()
  const link = /https?:\/\/[^\s"<]+\/requests\/[^\s"<]+/.exec(mail?.mail.text ?? '')?.[0] ?? ''
  expect(new URL(link).hostname).toBe(post.host)
  expect(mail?.raw).not.toContain('evil.example')
})

test('a bounce shows on its delivery, becomes no ticket, and what only looks like one is kept back', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'carla@people.example' })
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body: 'An answer' } })
  await post.runJobs()
  const [mail] = await post.sent()
  const report = [
    'From: MAILER-DAEMON@people.example',
    `To: ${post.support}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    '',
    '--x',
    '',
    'It did not arrive.',
    '--x',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.people.example',
    '',
    'Final-Recipient: rfc822; carla@people.example',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 nobody here',
    '--x',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mail?.mail.messageId}`,
    '--x--',
    '',
  ].join('\r\n')
  const forged = report.replace(/Message-ID: <custos\..{6}/, 'Message-ID: <custos.aaaaaa')
  expect((await post.receiveRaw(forged, { mail_from: '' })).state).toBe('suspended')
  const deliveries = async () =>
    (await post.call(post.agent, `GET /api/v2/tickets/${ticket_id}/deliveries`)).body.deliveries
  expect(await deliveries()).toMatchObject([{ state: 'sent' }])
  const taken = await post.receiveRaw(report, { mail_from: '' })
  expect(taken).toMatchObject({ state: 'processed', ticket_id: null })
  expect(await deliveries()).toMatchObject([{ state: 'bounced', code: 550, may_retry: true }])
  expect((await post.call(post.agent, 'GET /api/v2/tickets/count')).body.count.value).toBe(1)
})
