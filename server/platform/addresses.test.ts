import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAddress, normaliseAddress, normaliseDomain, parseAddress } from './addresses.ts'

describe('an address', () => {
  test.each([
    ['Anna.Example@EXAMPLE.org', 'Anna.Example@example.org'],
    ['  anna+tag@example.org ', 'anna+tag@example.org'],
    ["o'neill@example.ie", "o'neill@example.ie"],
    ['jürgen@münchen.example', 'jürgen@xn--mnchen-3ya.example'],
    ['root@localhost', 'root@localhost'],
  ])('%s is written %s', (text, written) => {
    expect(formatAddress(text)).toBe(written)
  })

  test.each([
    '',
    '@',
    'anna',
    '@example.org',
    'anna@',
    'a@b@example.org',
    'anna@exa mple.org',
    '"a b"@example.org',
    'anna(x)@example.org',
    'anna@[127.0.0.1]',
    'anna@127.0.0.1',
    'anna@2130706433',
    'anna..b@example.org',
    '.anna@example.org',
    'anna@example..org',
    'anna@-example.org',
    'anna@example.org\r\nBcc: eve@example.org',
    'anna@example.org\n',
    '\nanna@example.org',
    'anna\u0000@example.org',
    'anna@example.org,eve@example.org',
    '<anna@example.org>',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(250)}.org`,
  ])('%j is refused', (text) => {
    expect(parseAddress(text)).toBeNull()
    expect(normaliseAddress(text)).toBeNull()
  })

  test('two spellings of one mailbox compare equal', () => {
    expect(normaliseAddress('Anna@Example.ORG')).toBe(normaliseAddress('anna@example.org'))
  })

  test('whatever is accepted holds no line break, space or second @, and reads the same again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.emailAddress(),
          fc.tuple(fc.string(), fc.string()).map(([a, b]) => `${a}@${b}`),
        ),
        (text) => {
          const written = formatAddress(text)
          if (written === null) return
          expect(written).not.toMatch(/[\s<>,;"()\p{Cc}]/u)
          expect(written.split('@')).toHaveLength(2)
          expect(formatAddress(written)).toBe(written)
        },
      ),
    )
  })
})

test('a domain is lower-case ASCII', () => {
  expect(normaliseDomain('Bücher.Example')).toBe('xn--bcher-kva.example')
  expect(normaliseDomain('exa/mple.org')).toBeNull()
})
