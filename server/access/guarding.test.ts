import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceOf } from './attempts.ts'
import { localPath } from './pages/replies.ts'
import { hashPassword, isPassword } from './passwords/hashing.ts'
import { judgePassword } from './passwords/judging.ts'
import { rulesOf } from './passwords/levels.ts'
import { readAuthorization } from './tokens/authenticate.ts'

describe('where the sign-in returns to', () => {
  test.each([
    ['/agent', '/agent'],
    ['/agent/tickets/7?view=mine#last', '/agent/tickets/7?view=mine#last'],
    ['/a/../agent', '/agent'],
  ])('%s leads to %s', (given, expected) => expect(localPath(given)).toBe(expected))

  test.each([
    undefined,
    '',
    'agent',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'http:/evil.example',
    `/${'a'.repeat(4_000)}`,
    ' //evil.example',
  ])('%j leads nowhere', (given) => expect(localPath(given)).toBeNull())

  test('whatever is accepted stays on this host', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '\t',
      '\n',
      '\r',
      'evil.example',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%5c',
      'https:',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = localPath(`/${pieces.join('')}`)
        if (path !== null) expect(new URL(path, 'https://desk.example').origin).toBe('https://desk.example')
      }),
    )
  })
})

describe('where an attempt comes from', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [null, 'none'],
  ])('%s counts as %s', (ip, source) => expect(sourceOf(ip)).toBe(source))
})

describe('the Authorization header', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

  test('takes a bearer token, or an address with a token', () => {
    expect(readAuthorization('Bearer custos_abc')).toEqual({ secret: 'custos_abc', email: null })
    expect(readAuthorization(basic('Ada@Example.org/token:custos_abc'))).toEqual({
      secret: 'custos_abc',
      email: 'ada@example.org',
    })
    expect(readAuthorization(basic('ada@example.org/token:with:colon')).secret).toBe('with:colon')
  })

  test.each([
    ['a password', basic('ada@example.org:secret')],
    ['no address', basic('/token:abc')],
    ['no colon', basic('ada@example.org/token')],
    ['another scheme', 'Digest abc'],
    ['nothing', ''],
  ])('refuses %s', (_what, header) => expect(() => readAuthorization(header)).toThrow())
})

describe('a password', () => {
  const known = ['ada@example.org', 'Ada Lovelace']

  test.each([
    ['a quiet lake at dawn', null],
    ['short', 'too_short'],
    ['x'.repeat(300), 'too_long'],
    ['aaaaaaaaaaaaaaa', 'guessable'],
    ['passwordpassword', 'leaked'],
    ['PASSWORDpassword', 'leaked'],
    ['qwertyuiop12345', 'leaked'],
    ['abcdefghijklmnop', 'guessable'],
    ['ada@example.org', 'guessable'],
    ['Ada Lovelace 1 x', 'guessable'],
    ['custos help desk', 'guessable'],
    ['grüße an die möwen', null],
    ['🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊', 'too_short'],
  ])('%s is %s', async (password, problem) =>
    expect(await judgePassword(password, rulesOf('recommended'), known)).toBe(problem),
  )

  test.each([
    ['low', 'v7Kq pfm', null],
    ['low', 'v7Kqpf', 'too_short'],
    ['low', 'trustno1', 'leaked'],
    ['medium', 'v7kqpfm2xz', 'needs_mixed_case'],
    ['medium', 'vKkqpfmZxz', 'needs_number'],
    ['medium', 'v7Kqpfm2xz', null],
    ['high', 'v7Kqpfm2xzhh', 'needs_symbol'],
    ['high', 'v7Kqpfm2xz h', 'needs_symbol'],
    ['high', 'v7Kqpfm2xz!h', null],
    ['high', 'Passw0rd!2024', 'guessable'],
  ] as const)('at the level %s, %s is %s', async (level, password, problem) =>
    expect(await judgePassword(password, rulesOf(level), known)).toBe(problem),
  )

  test('matches however its letters are composed, and nobody matches nobody', async () => {
    const stored = await hashPassword('gr\u00fc\u00dfe an die m\u00f6wen')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await isPassword(stored, 'gru\u0308\u00dfe an die mo\u0308wen')).toBe(true)
    expect(await isPassword(stored, 'grusse an die mowen')).toBe(false)
    expect(await isPassword(stored, stored)).toBe(false)
    expect(await isPassword(null, 'nobody has this password')).toBe(false)
  })
})
