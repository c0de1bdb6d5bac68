import { authenticate } from 'mailauth'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkDomain, type DnsLookup } from './check.ts'
import { type DkimKey, dkimRecord, makeDkimKeys, signMessage } from './dkim.ts'
import { recordsFor, zoneFileText } from './records.ts'

const raw = Buffer.from(
  'From: Desk <support@desk.example>\r\nTo: anna@kunde.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n' +
    'Date: Sun, 01 Mar 2026 10:00:00 +0000\r\nMessage-ID: <a@desk.example>\r\n\r\nHello  \r\n\r\nworld\r\n\r\n\r\n',
)
const now = new Date('2026-03-01T10:00:00Z')
const setup = { host_name: 'mx.desk.example', sends_directly: true, receives: true }
let keys: DkimKey[] = []
beforeAll(async () => {
  keys = await makeDkimKeys('desk.example', now)
})

const noRecord = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' }))

/** A name server that holds these TXT records (and A and MX records of the setup). */
function zone(txt: Record<string, string[]>, changes: Partial<DnsLookup> = {}): DnsLookup {
  return {
    // As on the wire: strings of at most 255 bytes.
    resolveTxt: async (name) => txt[name]?.map((value) => value.match(/.{1,255}/g) ?? ['']) ?? noRecord(),
    resolveMx: async (name) => (name === 'desk.example' ? [{ exchange: 'mx.desk.example', priority: 10 }] : noRecord()),
    resolve4: async (name) => (name === 'mx.desk.example' ? ['198.51.100.7'] : noRecord()),
    resolve6: noRecord,
    ...changes,
  }
}

const published = () =>
  Object.fromEntries(keys.map((key) => [`${key.selector}._domainkey.desk.example`, [dkimRecord(key)]]))

function verify(message: Buffer, dns: DnsLookup) {
  const resolver = (name: string, type: string) => (type === 'TXT' ? dns.resolveTxt(name) : noRecord())
  return authenticate(message, {
    ip: '198.51.100.7',
    helo: 'mx.desk.example',
    sender: 'support@desk.example',
    mta: 'mx.kunde.example',
    resolver,
  })
}

describe('signatures', () => {
  test('of both algorithms are valid for a receiver that reads the published records', async () => {
    const { dkim } = await verify(await signMessage(raw, keys, now), zone(published()))
    expect(dkim.results.map((result) => [result.signingDomain, result.algo, result.status.result])).toEqual([
      ['desk.example', expect.stringMatching(/rsa-sha256|ed25519-sha256/), 'pass'],
      ['desk.example', expect.stringMatching(/rsa-sha256|ed25519-sha256/), 'pass'],
    ])
    expect(new Set(dkim.results.map((result) => result.algo)).size).toBe(2)
  })

  test.each([
    ['subject', 'Gr=C3=BC=C3=9Fe', 'Betrug'],
    ['sender', 'support@desk', 'ceo@desk'],
    ['body', 'world', 'w0rld'],
    ['Message-ID', '<a@', '<b@'],
  ])('do not survive another %s', async (_what, from, to) => {
    const signed = (await signMessage(raw, keys, now)).toString()
    const { dkim } = await verify(Buffer.from(signed.replace(from, to)), zone(published()))
    expect(dkim.results.map((result) => result.status.result)).not.toContain('pass')
  })

  test('of another key pair are not valid, and a mail that cannot be signed does not leave', async () => {
    const others = await makeDkimKeys('desk.example', now)
    const { dkim } = await verify(await signMessage(raw, others, now), zone(published()))
    expect(dkim.results.map((result) => result.status.result)).not.toContain('pass')
    const broken = keys.map((key) => ({ ...key, private_key: 'no key' }))
    await expect(signMessage(raw, broken, now)).rejects.toThrow()
    expect(await signMessage(raw, [], now)).toBe(raw)
  })
})

describe('the records to publish', () => {
  test('name the keys, the sender, the policy and the receiver', () => {
    const records = recordsFor('desk.example', keys, setup)
    expect(records.map((record) => [record.purpose, record.type, record.name, record.importance])).toEqual([
      ['dkim', 'TXT', 'custos202603r._domainkey.desk.example', 'needed'],
      ['dkim', 'TXT', 'custos202603e._domainkey.desk.example', 'needed'],
      ['spf', 'TXT', 'desk.example', 'advised'],
      ['dmarc', 'TXT', '_dmarc.desk.example', 'advised'],
      ['mx', 'MX', 'desk.example', 'advised'],
    ])
    expect(records.every((record) => !JSON.stringify(record).includes('PRIVATE'))).toBe(true)
    const purposes = recordsFor('desk.example', keys, { ...setup, sends_directly: false, receives: false }).map(
      (record) => record.purpose,
    )
    expect(purposes).toEqual(['dkim', 'dkim', 'dmarc'])
  })

  test('split long texts into strings of at most 255 bytes that say the same together', () => {
    const [rsa] = recordsFor('desk.example', keys, setup)
    const strings = rsa!.zone_file_value.match(/"[^"]*"/g)!.map((part) => part.slice(1, -1))
    expect(strings.length).toBe(2)
    expect(Math.max(...strings.map((part) => part.length))).toBe(255)
    expect(strings.join('')).toBe(rsa!.value)
    expect(zoneFileText('a"b\\c')).toBe('"a\\"b\\\\c"')
  })

  test('pass the check once they are published as shown', async () => {
    const txt: Record<string, string[]> = {}
    for (const record of recordsFor('desk.example', keys, setup)) {
      if (record.type === 'TXT') txt[record.name] = [...(txt[record.name] ?? []), record.value]
    }
    const checks = await checkDomain('desk.example', keys, setup, zone(txt))
    expect(checks.map((check) => [check.purpose, check.finding])).toEqual([
      ['dkim', 'ok'],
      ['dkim', 'ok'],
      ['spf', 'ok'],
      ['dmarc', 'ok'],
      ['mx', 'ok'],
    ])
  })
})

describe('the live check says why', () => {
  const finding = async (purpose: string, txt: Record<string, string[]>, changes: Partial<DnsLookup> = {}) =>
    (await checkDomain('desk.example', keys, setup, zone(txt, changes))).find((check) => check.purpose === purpose)
      ?.finding
  const selector = 'custos202603r._domainkey.desk.example'

  test('a DKIM record is not there, is another one, is withdrawn or is there twice', async () => {
    expect(await finding('dkim', {})).toBe('missing')
    expect(await finding('dkim', { [selector]: ['v=DKIM1; k=rsa; p=AAAA'] })).toBe('different')
    expect(await finding('dkim', { [selector]: ['v=DKIM1; p='] })).toBe('withdrawn')
    expect(await finding('dkim', { [selector]: [dkimRecord(keys[0]!), 'v=DKIM1; p=AAAA'] })).toBe('several')
    expect(
      await finding('dkim', {
        [selector]: [`v=DKIM1;p= ${keys[0]!.public_key.slice(0, 50)} ${keys[0]!.public_key.slice(50)}`],
      }),
    ).toBe('ok')
  })

  test.each([
    ['v=spf1 ip4:198.51.100.7 -all', 'ok'],
    ['v=spf1 mx -all', 'ok'],
    ['v=spf1 ip4:192.0.2.1 -all', 'not_allowed'],
    ['v=spf1 ~all', 'not_allowed'],
    ['v=spf1 nonsense:1', 'broken'],
    ['v=spf10 all', 'missing'],
  ])('SPF %j is %s', async (record, expected) => {
    expect(await finding('spf', { 'desk.example': [record, 'another=text'] })).toBe(expected)
  })

  test('two SPF records are none', async () => {
    expect(await finding('spf', { 'desk.example': ['v=spf1 a -all', 'v=spf1 mx -all'] })).toBe('several')
  })

  test.each([
    ['v=DMARC1; p=reject', 'ok'],
    ['v=DMARC1; p=none; rua=mailto:a@b', 'watching_only'],
    ['v=DMARC1; p=maybe', 'broken'],
    ['v=DMARC2; p=reject', 'missing'],
  ])('DMARC %j is %s', async (record, expected) => {
    expect(await finding('dmarc', { '_dmarc.desk.example': [record] })).toBe(expected)
  })

  test('mail goes elsewhere or nowhere', async () => {
    expect(await finding('mx', {}, { resolveMx: async () => [{ exchange: 'mail.other.example', priority: 1 }] })).toBe(
      'different',
    )
    expect(await finding('mx', {}, { resolveMx: noRecord })).toBe('missing')
  })

  test('a name server that does not answer says nothing about the records', async () => {
    const failing = () => Promise.reject(Object.assign(new Error('x'), { code: 'ETIMEOUT' }))
    const checks = await checkDomain('desk.example', keys, setup, {
      resolveTxt: failing,
      resolveMx: failing,
      resolve4: failing,
      resolve6: failing,
    })
    expect(checks.map((check) => check.finding)).toEqual(Array(5).fill('unreachable'))
  })
})
