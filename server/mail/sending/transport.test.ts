import { afterEach, describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../platform/outgoing/index.ts'
import type { MailResolver } from './mail-hosts.ts'
import type { Phase } from './session.ts'
import { closePeers, mail, peer, scripted } from './test-peers.ts'
import { deliver } from './transport.ts'

afterEach(closePeers)

const none = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' }))
const resolver = (changes: Partial<MailResolver> = {}): MailResolver => ({
  resolveMx: async () => [{ exchange: 'mx.kunde.example', priority: 10 }],
  resolve4: async () => ['127.0.0.1'],
  resolve6: none,
  ...changes,
})
const direct = (port: number, changes: Partial<MailResolver> = {}) =>
  ({ mode: 'direct', resolver: resolver(changes), host_name: 'desk.example', allow_private: true, port }) as const

describe('direct delivery', () => {
  test('hands the mail over, encrypted when that is offered, and tells each phase in order', async () => {
    const { port, delivered } = await peer()
    const phases: string[] = []
    const outcomes = await deliver(mail(), direct(port), (phase) => {
      phases.push(phase.name)
      if (phase.name === 'transmitting') expect(delivered).toHaveLength(0)
    })
    expect(phases).toEqual(['connected', 'transmitting', 'settled'])
    expect(outcomes).toMatchObject([
      { recipient: 'anna@kunde.example', result: 'accepted', reply_code: 250, host: 'mx.kunde.example', tls: true },
    ])
    expect(delivered).toMatchObject([{ from: 'support@desk.example', to: ['anna@kunde.example'], secure: true }])
    expect(delivered[0]?.body).toBe(mail().raw.toString())
  })

  test('goes in the clear where TLS is not offered, and nowhere when the offered TLS fails', async () => {
    const plain = await peer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    expect(await deliver(mail(), direct(plain.port))).toMatchObject([{ result: 'accepted', tls: false }])
    const broken = await scripted((line) => {
      if (line.startsWith('EHLO')) return '250-mx\r\n250 STARTTLS'
      return line === 'STARTTLS' ? '220 go' : '250 ok'
    })
    const timeouts = { greeting_ms: 200 }
    expect(await deliver(mail(), { ...direct(broken), timeouts })).toMatchObject([{ result: 'temporary', tls: false }])
  })

  test('writes to each domain once, with its own recipients only', async () => {
    const { port, delivered } = await peer()
    const settled: string[][] = []
    const to = ['a@one.example', 'b@two.example', 'c@ONE.example']
    const outcomes = await deliver(mail(to), direct(port), (phase) => {
      if (phase.name === 'settled') settled.push(phase.outcomes.map((outcome) => outcome.recipient))
    })
    expect(delivered.map((message) => message.to)).toEqual([['a@one.example', 'c@ONE.example'], ['b@two.example']])
    expect(settled).toEqual([['a@one.example', 'c@ONE.example'], ['b@two.example']])
    expect(outcomes).toHaveLength(3)
  })

  test('tries the next server when one cannot be reached, in the order of their preference', async () => {
    const { port, delivered } = await peer()
    const asked: string[] = []
    const outcomes = await deliver(
      mail(),
      direct(port, {
        resolveMx: async () => [
          { exchange: 'second.example', priority: 20 },
          { exchange: 'first.example', priority: 10 },
        ],
        resolve4: async (host) => {
          asked.push(host)
          return [host === 'first.example' ? '127.0.0.2' : '127.0.0.1']
        },
      }),
    )
    expect(asked).toEqual(['first.example', 'second.example'])
    expect(outcomes).toMatchObject([{ result: 'accepted', host: 'second.example' }])
    expect(delivered).toHaveLength(1)
  })

  test.each([
    ['no MX: the domain itself', { resolveMx: none }, 'accepted', null],
    ['a null MX', { resolveMx: async () => [{ exchange: '', priority: 0 }] }, 'permanent', '5.1.10'],
    ['a domain that does not exist', { resolveMx: none, resolve4: none }, 'permanent', '5.1.2'],
    ['a mail server without address', { resolve4: none }, 'permanent', '5.4.4'],
    [
      'a name server that fails',
      { resolveMx: () => Promise.reject(Object.assign(new Error('x'), { code: 'ESERVFAIL' })) },
      'temporary',
      '4.4.3',
    ],
    [
      'a name server that fails for the address',
      { resolve4: () => Promise.reject(Object.assign(new Error('x'), { code: 'ETIMEOUT' })) },
      'temporary',
      '4.4.3',
    ],
  ] as [string, Partial<MailResolver>, string, string | null][])(
    '%s',
    async (_name, changes, result, enhanced_code) => {
      const { port } = await peer()
      expect(await deliver(mail(), direct(port, changes))).toMatchObject([{ result, enhanced_code }])
    },
  )

  test('a domain whose mail server is inside our network gets nothing', async () => {
    const { port, delivered } = await peer()
    const outcomes = await deliver(mail(), { ...direct(port), allow_private: false })
    expect(outcomes).toMatchObject([{ result: 'permanent', enhanced_code: '5.4.4', host: null }])
    expect(delivered).toHaveLength(0)
  })
})

test('addresses that are not on the public internet are known', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.1',
    '172.31.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ]
  const inside6 = [
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
  ]
  for (const address of [...inside, ...inside6, 'localhost', ''])
    expect([address, isPublicAddress(address)]).toEqual([address, false])
  for (const address of ['8.8.8.8', '172.32.0.1', '2a00:1450:4001::1b', '2606:4700::1111'])
    expect(isPublicAddress(address)).toBe(true)
})

describe('refusals', () => {
  const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

  test('of one recipient leave the others delivered', async () => {
    const { port, delivered } = await peer({
      onRcptTo: ({ address }, _session, done) => {
        if (address.startsWith('gone')) return done(refuse(550, '5.1.1 no such user'))
        if (address.startsWith('full')) return done(refuse(452, '4.2.2 mailbox full'))
        done()
      },
    })
    const outcomes = await deliver(
      mail(['gone@kunde.example', 'anna@kunde.example', 'full@kunde.example']),
      direct(port),
    )
    expect(outcomes).toMatchObject([
      { recipient: 'gone@kunde.example', result: 'permanent', reply_code: 550, enhanced_code: '5.1.1' },
      { recipient: 'anna@kunde.example', result: 'accepted' },
      { recipient: 'full@kunde.example', result: 'temporary', reply_code: 452, enhanced_code: '4.2.2' },
    ])
    expect(delivered[0]?.to).toEqual(['anna@kunde.example'])
  })

  test('of all recipients are each kept apart, and nothing is transmitted', async () => {
    const { port } = await peer({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('a') ? refuse(550, 'no') : refuse(451, 'later')),
    })
    const phases: string[] = []
    const outcomes = await deliver(
      mail(['a@kunde.example', 'b@kunde.example']),
      direct(port),
      (phase) => void phases.push(phase.name),
    )
    expect(outcomes.map((outcome) => outcome.result)).toEqual(['permanent', 'temporary'])
    expect(phases).toEqual(['connected', 'settled'])
  })

  test.each([
    ['MAIL FROM', 550, 'permanent'],
    ['MAIL FROM', 451, 'temporary'],
    ['DATA', 550, 'permanent'],
    ['DATA', 421, 'temporary'],
    ['.', 554, 'permanent'],
    ['.', 451, 'temporary'],
    ['EHLO', 554, 'temporary'],
  ])('at %s with %i are %s', async (at, code, result) => {
    const port = await scripted((line, in_data) => {
      if (in_data ? at === '.' : line.startsWith(at)) return `${code} 5.7.1 no`
      if (at === 'EHLO' && line.startsWith('HELO')) return '554 no'
      return line === 'DATA' ? '354 go' : '250 ok'
    })
    expect(await deliver(mail(), direct(port))).toMatchObject([{ result, reply_code: code }])
  })

  test('keep at most 500 characters of what the server said, on one line', async () => {
    const port = await scripted((line) => (line.startsWith('RCPT') ? `550 ${'x'.repeat(3000)}\u0007` : '250 ok'))
    const [outcome] = await deliver(mail(), direct(port))
    expect(outcome?.reply).toHaveLength(500)
    expect(outcome?.reply).not.toMatch(/\p{Cc}/u)
  })
})

describe('a connection that breaks', () => {
  const data = (line: string) => (line === 'DATA' ? '354 go' : '250 ok')

  test('before the message may be tried again', async () => {
    const port = await scripted((line) => (line.startsWith('RCPT') ? null : '250 ok'))
    expect(await deliver(mail(), direct(port))).toMatchObject([{ result: 'temporary', reply_code: null }])
  })

  test('after the last byte leaves an unknown outcome, never a second try', async () => {
    const port = await scripted((line, in_data) => (in_data ? null : data(line)))
    const phases: Phase[] = []
    const outcomes = await deliver(mail(), direct(port), (phase) => void phases.push(phase))
    expect(outcomes).toMatchObject([{ result: 'unknown', reply_code: null }])
    expect(phases.map((phase) => phase.name)).toEqual(['connected', 'transmitting', 'settled'])
  })

  test('a server that falls silent is left: before the message to try again, after it as unknown', async () => {
    const timeouts = { silence_ms: 150 }
    const early = await scripted((line) => (line.startsWith('MAIL') ? '' : '250 ok'))
    expect(await deliver(mail(), { ...direct(early), timeouts })).toMatchObject([{ result: 'temporary' }])
    const late = await scripted((line, in_data) => (in_data ? '' : data(line)))
    expect(await deliver(mail(), { ...direct(late), timeouts })).toMatchObject([{ result: 'unknown' }])
  })

  test('the whole conversation has an end, however busy the server keeps us', async () => {
    const port = await scripted((line) => (line.startsWith('MAIL') ? '' : '250 ok'))
    expect(await deliver(mail(), { ...direct(port), timeouts: { whole_ms: 150 } })).toMatchObject([
      { result: 'temporary' },
    ])
  })

  test('nothing is sent when the caller could not record that it will be', async () => {
    const { port, delivered } = await peer()
    const failing = (phase: Phase) => {
      if (phase.name === 'transmitting') throw new Error('the database is away')
    }
    await expect(deliver(mail(), direct(port), failing)).rejects.toThrow('the database is away')
    await closePeers()
    expect(delivered).toHaveLength(0)
  })
})

describe('the sink', () => {
  test('keeps the mail and goes through the same phases', async () => {
    const kept: string[] = []
    const phases: string[] = []
    const store = async (stored: { raw: Buffer }) => void kept.push(stored.raw.toString())
    const outcomes = await deliver(mail(), { mode: 'sink', store }, (phase) => void phases.push(phase.name))
    expect(outcomes).toMatchObject([{ result: 'accepted' }])
    expect(kept).toEqual([mail().raw.toString()])
    expect(phases).toEqual(['connected', 'transmitting', 'settled'])
  })
})
