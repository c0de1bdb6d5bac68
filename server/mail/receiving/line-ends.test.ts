import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInNetworks } from '../../platform/outgoing/index.ts'
import { clientNetwork, countPerMinute } from './limits.ts'
import { hasForgedEnd, hasLineLongerThan } from './line-ends.ts'

describe('a forged end of message', () => {
  test('is any lone dot whose line ends are not both CRLF', () => {
    const piece = fc.constantFrom('\r', '\n', '\r\n', '.', 'a', '\r\n.\r\n', '\n.\n')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        // Said in another way: take the good ones out, then look whether any is left.
        const left = text.replace(/(?<=\r\n)\.(?=\r\n)/g, 'a')
        expect(hasForgedEnd(Buffer.from(text, 'latin1'))).toBe(/[\r\n]\.[\r\n]/.test(left))
      }),
      { numRuns: 2000 },
    )
  })
})

test('ten thousand lone dots are a letter, a million are not', () => {
  expect(hasForgedEnd(Buffer.from('\r\n.'.repeat(10_000).concat('\r\n')))).toBe(false)
  expect(hasForgedEnd(Buffer.from('\r\n.'.repeat(1_000_000)))).toBe(true)
})

test('a long line is seen wherever it stands', () => {
  const line = (length: number) => `${'x'.repeat(length)}\r\n`
  expect(hasLineLongerThan(Buffer.from(line(98).repeat(50)), 100)).toBe(false)
  expect(hasLineLongerThan(Buffer.from(line(98).repeat(50) + 'x'.repeat(101)), 100)).toBe(true)
  expect(hasLineLongerThan(Buffer.from(line(10) + line(200) + line(10)), 100)).toBe(true)
  expect(hasLineLongerThan(Buffer.from(''), 100)).toBe(false)
})

describe('clients', () => {
  test('are counted by address, and by /64 in IPv6', () => {
    expect(clientNetwork('192.0.2.1')).toBe('192.0.2.1')
    expect(clientNetwork('::ffff:192.0.2.1')).toBe('192.0.2.1')
    expect(clientNetwork('2001:db8:0:1:aaaa::1')).toBe('2001:db8:0:1::/64')
    expect(clientNetwork('2001:db8:0:1::2')).toBe(clientNetwork('2001:0db8:0000:0001:ffff:ffff:ffff:ffff'))
    expect(clientNetwork('::1')).toBe('0:0:0:0::/64')
  })

  test('of our own networks are told apart from others', () => {
    const isOurs = (address: string) => isInNetworks(['127.0.0.0/8', '::1/128', '10.1.2.3'], address)
    expect(['127.9.9.9', '::1', '10.1.2.3', '::ffff:127.0.0.1'].map(isOurs)).toEqual([true, true, true, true])
    expect(['10.1.2.4', '::2', '8.8.8.8'].map(isOurs)).toEqual([false, false, false])
  })

  test('start again each minute', () => {
    let clock = 0
    const counter = countPerMinute(2, () => clock)
    expect([counter.take('a'), counter.take('a'), counter.take('a'), counter.take('b')]).toEqual([
      true,
      true,
      false,
      true,
    ])
    clock = 60_000
    expect(counter.take('a')).toBe(true)
  })
})
