import { expect, test } from 'vitest'
import { readMail } from './read-mail.ts'

const kind = async (headers: string, mail_from: string | null = 'ann@example.org') =>
  (await readMail(Buffer.from(`${headers}\r\n\r\nHello`), { mail_from, own_loop_mark: 'ours' })).auto_submitted

test.each([
  ['From: ann@example.org\r\nSubject: Help', 'no'],
  ['From: ann@example.org\r\nAuto-Submitted: no', 'no'],
  ['From: ann@example.org\r\nAuto-Submitted: auto-replied (vacation)', 'auto-replied'],
  ['From: ann@example.org\r\nX-Autoreply: yes', 'auto-replied'],
  ['From: ann@example.org\r\nPrecedence: auto_reply', 'auto-replied'],
  ['From: ann@example.org\r\nSubject: Automatische Antwort: Hilfe', 'auto-replied'],
  ['From: ann@example.org\r\nSubject: =?utf-8?q?Risposta_automatica?=: Aiuto', 'auto-replied'],
  ['From: ann@example.org\r\nAuto-Submitted: auto-generated', 'auto-generated'],
  ['From: ann@example.org\r\nX-Auto-Response-Suppress: All', 'auto-generated'],
  ['From: ann@example.org\r\nPrecedence: bulk', 'auto-generated'],
  ['From: ann@example.org\r\nReturn-Path: <>', 'auto-generated'],
  ['From: news@example.org\r\nList-Unsubscribe: <https://x.example>', 'list'],
  ['From: ann@example.org\r\nList-Id: <a.example.org>', 'list'],
  ['From: ann@example.org\r\nX-Custos-Loop: OURS', 'loop'],
  // Another desk writes to us.
  ['From: ann@example.org\r\nX-Custos-Loop: theirs', 'no'],
  [`From: ann@example.org${'\r\nReceived: from a by b'.repeat(61)}`, 'loop'],
  ['From: MAILER-DAEMON@example.org\r\nReturn-Path: <>', 'bounce'],
  ['From: x@example.org\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x', 'bounce'],
  ['From: no-reply@slack.example\r\nSubject: Confirm your email address', 'verification'],
  ['From: noreply@git.example\r\nList-Id: <x>\r\nSubject: Your verification code is 123456', 'verification'],
  [
    'From: info@shop.example\r\nAuto-Submitted: auto-generated\r\nSubject: Ihr =?utf-8?q?Best=C3=A4tigungscode?=',
    'verification',
  ],
  ['From: noreply@shop.example\r\nSubject: Uw verificatiecode', 'verification'],
  ['From: noreply@shop.example\r\nSubject: Il tuo codice di verifica', 'verification'],
  ['From: ann@example.org\r\nSubject: I never got my verification code', 'no'],
  ['From: support@partner.example\r\nSubject: Question about password reset', 'no'],
])('%s is %s', async (headers, expected) => {
  expect(await kind(headers)).toBe(expected)
})

test('a null envelope sender is never answered', async () => {
  expect(await kind('From: ann@example.org\r\nSubject: Hello', '')).toBe('auto-generated')
})

test('a bounce tells which message of ours did not reach whom', async () => {
  const source = [
    'From: MAILER-DAEMON@mx.example',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    '',
    '--x',
    '',
    'Sorry',
    '--x',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; Ann@Example.org',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    '  user',
    '--x',
    'Content-Type: message/rfc822',
    '',
    'Message-ID: <ours@desk.example>',
    'From: help@desk.example',
    '',
    'Hello',
    '--x--',
  ].join('\r\n')
  const mail = await readMail(Buffer.from(source), { mail_from: '' })
  expect(mail.auto_submitted).toBe('bounce')
  expect(mail.dsn).toEqual({
    original_message_id: '<ours@desk.example>',
    recipient: 'ann@example.org',
    action: 'failed',
    status: '5.1.1',
    diagnostic: '550 5.1.1 no such user',
  })
})
