import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase32, toBase32 } from './base32.ts'
import {
  bounceAddress,
  loopMark,
  messageId,
  readBounceAddress,
  readMessageId,
  readReplyAddress,
  replyAddress,
  withoutTag,
} from './tokens.ts'

const signer = (key: string) => ({
  sign: (purpose: string, text: string) => createHmac('sha256', key).update(`${purpose}\0${text}`).digest(),
})
const ours = signer('our account')
const others = signer('another account')
const ids = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

/** Every text that differs from `text` in one character of the alphabet. */
function* changes(text: string, from: number, to: number) {
  for (let at = from; at < to; at += 1) {
    for (const letter of 'abz27') if (letter !== text[at]) yield text.slice(0, at) + letter + text.slice(at + 1)
  }
}

describe('base32', () => {
  test('gives back any bytes, in either case, and refuses other spellings of the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (array) => {
        const bytes = Buffer.from(array)
        expect(fromBase32(toBase32(bytes))).toEqual(bytes)
        expect(fromBase32(toBase32(bytes).toUpperCase())).toEqual(bytes)
      }),
    )
    expect(fromBase32('aa')).toEqual(Buffer.from([0]))
    for (const loose of ['ab', 'ac', 'ad']) expect(fromBase32(loose)).toBeNull()
    expect(fromBase32('a1')).toBeNull()
    expect(fromBase32('aaa')).toBeNull()
  })
})

describe('the reply address', () => {
  test('names its ticket, whatever happens to its case and domain', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const address = replyAddress(ours, id, 'support@desk.example')
        expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64)
        expect(readReplyAddress(ours, address)).toBe(id)
        expect(readReplyAddress(ours, address.toUpperCase())).toBe(id)
        expect(readReplyAddress(ours, address.replace('desk.example', 'other.example'))).toBe(id)
        expect(withoutTag(address)).toBe('support@desk.example')
      }),
    )
  })

  test('is worth nothing to another account, for another purpose or with one character changed', () => {
    const address = replyAddress(ours, 4711, 'help+eu@desk.example')
    expect(readReplyAddress(ours, address)).toBe(4711)
    expect(withoutTag(address)).toBe('help+eu@desk.example')
    expect(readReplyAddress(others, address)).toBeNull()
    expect(readBounceAddress(ours, address.replace('+id', '+bounce'))).toBeNull()
    expect(readMessageId(ours, `<custos.${/\+id(\w+)@/.exec(address)![1]}@desk.example>`)).toBeNull()
    const from = address.indexOf('+id') + 3
    for (const changed of changes(address, from, address.indexOf('@')))
      expect(readReplyAddress(ours, changed)).toBeNull()
  })

  test.each([
    'support@desk.example',
    'support+id@desk.example',
    'support+id4711@desk.example',
    '',
    '@',
    'no address',
    `a+id${'a'.repeat(90)}@b`,
  ])('is not read from %j', (text) => {
    expect(readReplyAddress(ours, text)).toBeNull()
  })

  test('does not fit behind a very long support address, and says so', () => {
    expect(() => replyAddress(ours, 1, `${'s'.repeat(60)}@desk.example`)).toThrow(/too long/)
  })
})

describe('the Message-ID', () => {
  test('names its ticket and delivery, and only ours does', () => {
    fc.assert(
      fc.property(ids, ids, (ticket_id, delivery_id) => {
        const id = messageId(ours, ticket_id, delivery_id, 'desk.example')
        expect(id).toMatch(/^<[^\s<>@]+@desk\.example>$/)
        expect(readMessageId(ours, id)).toEqual({ ticket_id, delivery_id })
        expect(readMessageId(ours, id.slice(1, -1).toUpperCase())).toEqual({ ticket_id, delivery_id })
        expect(readMessageId(others, id)).toBeNull()
      }),
    )
    const id = messageId(ours, 12, 34, 'desk.example')
    for (const changed of changes(id, 8, id.indexOf('@'))) expect(readMessageId(ours, changed)).toBeNull()
    expect(readMessageId(ours, '<custos.@desk.example>')).toBeNull()
    expect(readMessageId(ours, `${id} ${id}`)).toBeNull()
  })

  test('two pairs of numbers that look alike side by side get different names', () => {
    expect(readMessageId(ours, messageId(ours, 0x0102, 0x03, 'd.example'))).toEqual({
      ticket_id: 0x0102,
      delivery_id: 0x03,
    })
    expect(readMessageId(ours, messageId(ours, 0x01, 0x0203, 'd.example'))).toEqual({
      ticket_id: 0x01,
      delivery_id: 0x0203,
    })
  })
})

test('the return path names its delivery', () => {
  fc.assert(
    fc.property(ids, (id) => {
      const address = bounceAddress(ours, id, 'support@desk.example')
      expect(readBounceAddress(ours, address)).toBe(id)
      expect(readReplyAddress(ours, address)).toBeNull()
      expect(readBounceAddress(others, address)).toBeNull()
    }),
  )
})

test('the loop mark is recognised by its own account only', () => {
  expect(loopMark(ours)).toBe(loopMark(ours))
  expect(loopMark(others)).not.toBe(loopMark(ours))
})
