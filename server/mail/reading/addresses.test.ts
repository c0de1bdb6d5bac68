import { expect, test } from 'vitest'
import { isAddress, normaliseAddress, parseAddress, parseAddresses } from './addresses.ts'

test('an address has one canonical form', () => {
  expect(normaliseAddress('Ann.Doe@Example.ORG')).toBe('ann.doe@example.org')
  expect(normaliseAddress(' ann@example.org. ')).toBe('ann@example.org')
  expect(normaliseAddress('ann@bücher.example')).toBe('ann@xn--bcher-kva.example')
  expect(normaliseAddress('jürgen@example.de')).toBe('jürgen@example.de')
})

test('what is not exactly one plain address is none', () => {
  const refused = [
    ...[
      '',
      '@',
      'ann',
      'ann@',
      '@example.org',
      'ann@@example.org',
      'ann@exa mple.org',
      'ann@example..org',
      'a..b@example.org',
    ],
    ...[
      '.ann@example.org',
      'ann.@example.org',
      '"ann doe"@example.org',
      'ann@[127.0.0.1]',
      'ann@127.0.0.1',
      'ann@-x.org',
    ],
    ...[
      'ann@example.org\r\nBcc: eve@evil.example',
      'ann@example.org,eve@evil.example',
      'ann<eve@evil.example>',
      'a(b)@example.org',
    ],
    ...[
      'ann@exa%6dple.org',
      'ann@ex\u200bample.org ',
      'an\u202en@example.org',
      `${'a'.repeat(65)}@example.org`,
      `ann@${'a.'.repeat(130)}org`,
    ],
  ]
  for (const text of refused) expect([text, isAddress(text)]).toEqual([text, text === 'ann@ex\u200bample.org '])
})

test('a comment inside an address is no part of it', () => {
  expect(parseAddress('a(&email=victim&)@evil.example')).toEqual({ address: 'a@evil.example', name: '' })
  expect(parseAddress('ann@example.org (Ann Doe)')).toEqual({ address: 'ann@example.org', name: 'Ann Doe' })
  expect(parseAddress('Ann (eve@evil.example) <ann@example.org>')?.address).toBe('ann@example.org')
  expect(parseAddress('(eve@evil.example, <x@y.z>) ann@example.org')?.address).toBe('ann@example.org')
})

test('the address is what stands in the brackets, whatever the name pretends', () => {
  expect(parseAddress('"ceo@bank.example" <eve@evil.example>')).toEqual({
    address: 'eve@evil.example',
    name: 'ceo@bank.example',
  })
  expect(parseAddress('=?utf-8?q?ceo=40bank.example_=3Cceo=40bank.example=3E?= <eve@evil.example>')?.address).toBe(
    'eve@evil.example',
  )
  expect(parseAddress('"a, b; <c@d.e>" <eve@evil.example>')?.address).toBe('eve@evil.example')
})

test('lists, groups and encoded names are read', () => {
  expect(
    parseAddresses(
      '"Doe, Ann" <ann@example.org>, team: a@b.example, B <b@b.example>;, =?utf-8?b?SsO8cmdlbg==?= <j@example.de>',
    ),
  ).toEqual([
    { address: 'ann@example.org', name: 'Doe, Ann' },
    { address: 'a@b.example', name: '' },
    { address: 'b@b.example', name: 'B' },
    { address: 'j@example.de', name: 'Jürgen' },
  ])
})

test('a name cannot carry a line end or a character that reverses text', () => {
  expect(parseAddress('=?utf-8?q?Ann=0D=0ABcc=3A_eve=40evil.example?= <ann@example.org>')?.name).toBe(
    'Ann Bcc: eve@evil.example',
  )
  expect(parseAddress('=?utf-8?q?Ann=E2=80=AEcod?= <ann@example.org>')?.name).toBe('Anncod')
})

test('a list of thousands is cut, and hostile nesting costs nothing', () => {
  expect(parseAddresses('a@b.example,'.repeat(4_000))).toHaveLength(200)
  expect(parseAddresses(`${'('.repeat(30_000)}a@b.example`)).toEqual([])
  expect(parseAddresses('"'.repeat(30_001)).length).toBeLessThan(2)
})
