import { afterEach, describe, expect, test } from 'vitest'
import { type ImapOptions, type ImapState, startImapPolling } from './imap.ts'
import { type ImapTestServer, startImapTestServer } from './imap-test-server.ts'
import { readImapUrl } from './imap-url.ts'

/** Signing in takes the client some tenths of a second; a slow machine takes longer. */
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000, interval: 10 })

const log = { info() {}, warn() {}, error() {} }
const running: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

async function mailbox(): Promise<ImapTestServer> {
  const server = await startImapTestServer()
  running.push(() => server.close())
  return server
}

/** What outlives a restart: the state, and what was accepted (by its text). */
const durable = () => ({
  state: null as ImapState | null,
  accepted: [] as string[],
  too_large: [] as number[],
  accepts: 0,
})
type Durable = ReturnType<typeof durable>

function collecting(server: ImapTestServer, kept: Durable, changes: Partial<ImapOptions<string>> = {}) {
  const polling = startImapPolling<string>({
    url: `imap://desk:secret@127.0.0.1:${server.port}/?tls=optional`,
    recipient: { address: 'support@desk.example', route: 'account 1' },
    max_size_bytes: 10_000,
    accept: async (message) => {
      kept.accepts += 1
      kept.accepted.push(message.source.toString())
    },
    reportTooLarge: async ({ uid }) => void kept.too_large.push(uid),
    state: {
      read: async () => kept.state,
      write: async (state) => {
        kept.state = state
      },
    },
    backoff: { first_ms: 5, longest_ms: 20 },
    log,
    now: () => new Date('2026-03-02T00:00:00Z'),
    ...changes,
  })
  running.push(() => polling.stop())
  return polling
}

describe('collecting', () => {
  test('takes what is unread at the first start, then what arrives, and announces itself to IDLE', async () => {
    const server = await mailbox()
    const kept = durable()
    server.add('read already', { flags: ['\\Seen'] })
    server.add('waiting')
    collecting(server, kept)
    await eventually(() => kept.accepted).toEqual(['waiting'])
    await eventually(() => server.commands.at(-1)).toBe('IDLE')
    server.add('arriving')
    await eventually(() => kept.accepted).toEqual(['waiting', 'arriving'])
    await eventually(() => kept.state?.last_uid).toBe(3)
  })

  test('gives on the bytes, the recipient and the time, and believes nothing else', async () => {
    const server = await mailbox()
    server.add('From: a@b.example\r\n\r\nbody')
    const got: unknown[] = []
    collecting(server, durable(), { accept: async (message) => void got.push(message) })
    await expect
      .poll(() => got)
      .toEqual([
        {
          via: 'imap',
          source: Buffer.from('From: a@b.example\r\n\r\nbody'),
          envelope: { mail_from: null, rcpt_to: ['support@desk.example'] },
          routes: ['account 1'],
          client: null,
          received_at: new Date('2026-03-01T10:00:00Z'),
        },
      ])
  })

  test('changes nothing in the mailbox', async () => {
    const server = await mailbox()
    const kept = durable()
    server.add('one')
    collecting(server, kept)
    await eventually(() => kept.accepted).toHaveLength(1)
    expect(server.commands.some((command) => command.startsWith('EXAMINE'))).toBe(true)
    expect(
      server.commands.filter((command) => /^(SELECT|UID STORE|STORE|EXPUNGE|UID MOVE|UID COPY)/.test(command)),
    ).toEqual([])
    expect(server.commands.filter((command) => /BODY\[/.test(command))).toEqual([])
  })

  test('goes on after a restart where it was, without taking anything twice', async () => {
    const server = await mailbox()
    const kept = durable()
    server.add('one')
    const first = collecting(server, kept)
    await eventually(() => kept.state?.last_uid).toBe(1)
    await first.stop()
    server.add('two')
    collecting(server, kept)
    await eventually(() => kept.accepted).toEqual(['one', 'two'])
  })

  test('after a broken connection goes on, and a message deleted meanwhile is no obstacle', async () => {
    const server = await mailbox()
    const kept = durable()
    collecting(server, kept)
    await eventually(() => server.commands.at(-1)).toBe('IDLE')
    server.hangUp()
    server.remove(server.add('deleted'))
    server.add('two')
    await eventually(() => kept.accepted).toEqual(['two'])
  })

  test('a message that could not be made durable is fetched again, before any later one', async () => {
    const server = await mailbox()
    const kept = durable()
    kept.state = { uid_validity: '1', last_uid: 0, checked_at: '2026-03-01T00:00:00Z' }
    server.add('one')
    server.add('two')
    let failures = 2
    collecting(server, kept, {
      accept: async (message) => {
        if (failures-- > 0) throw new Error('the database is away')
        kept.accepted.push(message.source.toString())
      },
    })
    await eventually(() => kept.state?.last_uid).toBe(2)
    expect(kept.accepted).toEqual(['one', 'two'])
  })

  test('when the server renumbers the mailbox, recent mail is looked at again and none is missed', async () => {
    const server = await mailbox()
    const kept = durable()
    kept.state = { uid_validity: '1', last_uid: 7, checked_at: '2026-03-01T00:00:00Z' }
    server.add('one', { flags: ['\\Seen'] })
    server.renumber()
    server.add('two', { flags: ['\\Seen'] })
    collecting(server, kept)
    await eventually(() => kept.accepted).toEqual(['one', 'two'])
    await eventually(() => kept.state).toMatchObject({ uid_validity: '2', last_uid: 2 })
    expect(server.commands.some((command) => /SINCE 27-Feb-2026/.test(command))).toBe(true)
  })

  test('too large messages are reported and left, also when the server lies about their size', async () => {
    const server = await mailbox()
    const kept = durable()
    server.add('x'.repeat(20_000))
    server.add('x'.repeat(20_000), { announced_size: 10 })
    server.add('small')
    collecting(server, kept)
    await eventually(() => kept.accepted).toEqual(['small'])
    expect(kept.too_large).toEqual([1, 2])
    const fetched = server.commands.filter((command) => command.includes('BODY.PEEK'))
    expect(fetched.some((command) => command.startsWith('UID FETCH 1 '))).toBe(false)
  })
})

describe('a mailbox that does not let us in', () => {
  test('is tried again slowly, and no password is logged', async () => {
    const server = await mailbox()
    server.refuse_sign_in = true
    const lines: unknown[] = []
    const note = (...line: unknown[]) => void lines.push(line)
    collecting(server, durable(), {
      log: { info: note, warn: note, error: note },
      backoff: { first_ms: 1, longest_ms: 60_000 },
    })
    await eventually(() => lines.length).toBe(1)
    expect(JSON.stringify(lines)).toContain('"sign_in_failed":true')
    expect(JSON.stringify(lines)).not.toMatch(/secret|desk/)
    expect(server.commands.filter((command) => command === 'LOGIN')).toHaveLength(1)
  })

  test('without TLS gets no password unless that is allowed', async () => {
    const server = await mailbox()
    const lines: unknown[] = []
    collecting(server, durable(), {
      url: `imap://desk:secret@127.0.0.1:${server.port}/INBOX`,
      log: { ...log, warn: (line: unknown) => void lines.push(line) },
    })
    await eventually(() => lines.length).toBeGreaterThan(0)
    expect(server.commands).not.toContain('LOGIN')
  })
})

test('the address of a mailbox', () => {
  expect(readImapUrl('imaps://a%40b:p%2Fw@mail.example/Support%20Mail')).toMatchObject({
    mailbox: 'Support Mail',
    connection: {
      host: 'mail.example',
      port: 993,
      secure: true,
      auth: { user: 'a@b', pass: 'p/w' },
      tls: { rejectUnauthorized: true },
    },
  })
  expect(readImapUrl('imap://a:b@[::1]:1143')).toMatchObject({
    mailbox: 'INBOX',
    connection: { host: '::1', port: 1143, doSTARTTLS: true },
  })
  for (const url of ['http://a:secret@b', 'imaps://host/', 'secret'])
    expect(() => readImapUrl(url)).toThrow(/^the mailbox must be written as/)
})
