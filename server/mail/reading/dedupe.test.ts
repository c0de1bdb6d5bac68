import { expect, test } from 'vitest'
import { dedupeKey } from './dedupe.ts'

const message =
  'Message-ID: <1@example.org>\r\nFrom: Ann <ann@example.org>\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\nSubject: Hi\r\n there\r\n\r\nHello\r\n\r\nBye\r\n'
const key = (text: string) => dedupeKey(Buffer.from(text))

test('the same message is recognised whatever the relays did to it', () => {
  const same = [
    `Received: from a by b\r\nDelivered-To: x@y.example\r\n${message}`,
    message.replaceAll('\r\n', '\n'),
    `${message}\r\n\r\n`,
    message.trimEnd(),
    `Return-Path: <ann@example.org>\r\n${message}`,
    message.replace('Subject: Hi\r\n there', 'Subject: Hi there'),
  ]
  for (const text of same) expect(key(text)).toBe(key(message))
})

test('another message is another key', () => {
  const others = [
    message.replace('<1@', '<2@'),
    message.replace('ann@', 'eve@'),
    message.replace('10:00', '10:01'),
    message.replace('Subject: Hi', 'Subject: Ho'),
    message.replace('Bye', 'bye'),
    message.replace('Hello\r\n\r\nBye', 'Hello\r\nBye'),
    message.replace('From: Ann', 'From: Eve <eve@evil.example>\r\nFrom: Ann'),
  ]
  expect(new Set([message, ...others].map(key)).size).toBe(others.length + 1)
})

test('a message without headers, or with too many, has a key as well', () => {
  expect(key('just words')).toBe(key('just words\n'))
  expect(key('')).toHaveLength(64)
  expect(key('X: y\n'.repeat(5_000))).not.toBe(key('X: y\n'.repeat(5_001)))
})
