import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dkimSign } from 'mailauth'
import { expect, test } from 'vitest'
import type { DnsResolver } from './bounded-resolver.ts'
import { type VerifyOptions, verifySender } from './trust.ts'

const corpora = join(process.env.CUSTOS_SHARED ?? '../shared', 'corpora')
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const KEY = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
const MESSAGE =
  'From: Ann <ann@bank.example>\r\nTo: help@desk.example\r\nSubject: Hi\r\nDate: Tue, 2 Jan 2024 10:00:00 +0100\r\nMessage-ID: <1@bank.example>\r\n\r\nHello\r\n'

/** A fixed zone: `name TYPE` to values; everything else does not exist. */
function zone(records: Record<string, string[]>): DnsResolver {
  return async (name, type) => {
    const values = records[`${name.toLowerCase()} ${type}`]
    if (!values) throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' })
    return type === 'TXT' ? values.map((value) => [value]) : values
  }
}

/** `maxBodyLength` becomes the l= tag: only so many bytes of the body are signed. */
async function sign(message: string, domain: string, maxBodyLength?: number): Promise<Buffer> {
  const key = { signingDomain: domain, selector: 's', privateKey }
  const { signatures } = await dkimSign(message, { ...key, signatureData: [{ ...key, maxBodyLength }] })
  return Buffer.from(signatures + message)
}

const SPF = { 'bank.example TXT': ['v=spf1 ip4:192.0.2.1 -all'] }
const DMARC = { '_dmarc.bank.example TXT': ['v=DMARC1; p=reject'] }
const DKIM = { 's._domainkey.bank.example TXT': [KEY], 's._domainkey.evil.example TXT': [KEY] }

const verify = (source: Buffer | string, records: Record<string, string[]>, options: Partial<VerifyOptions> = {}) =>
  verifySender(Buffer.from(source), {
    ip: '192.0.2.1',
    helo: 'mx.bank.example',
    mail_from: 'ann@bank.example',
    resolver: zone(records),
    mta: 'desk.example',
    ...options,
  })

test('a signed mail of a domain with DMARC is authenticated', async () => {
  const verdict = await verify(await sign(MESSAGE, 'bank.example'), { ...DKIM, ...DMARC }, { ip: null, helo: null })
  expect(verdict).toMatchObject({
    authenticated: true,
    by: 'dmarc',
    from_domain: 'bank.example',
    spf: { result: 'none' },
    dmarc: { result: 'pass', policy: 'reject' },
  })
  expect(verdict.dkim).toEqual([
    { result: 'pass', domain: 'bank.example', selector: 's', aligned: true, signs_whole_body: true },
  ])
})

test('SPF alone proves a sender whose envelope is of the same domain', async () => {
  expect(await verify(MESSAGE, { ...SPF, ...DMARC })).toMatchObject({ authenticated: true, by: 'dmarc' })
  expect(await verify(MESSAGE, SPF)).toMatchObject({ authenticated: true, by: 'spf' })
  expect(await verify(MESSAGE, SPF, { ip: '192.0.2.9' })).toMatchObject({
    authenticated: false,
    spf: { result: 'fail' },
  })
})

test('somebody else who passes every check for their own domain proves nothing about the From', async () => {
  const spf = { 'evil.example TXT': ['v=spf1 ip4:192.0.2.1 -all'] }
  const source = await sign(MESSAGE, 'evil.example')
  expect(await verify(source, { ...DKIM, ...DMARC, ...spf }, { mail_from: 'eve@evil.example' })).toMatchObject({
    authenticated: false,
    verdict: 'failed',
    reason: 'dmarc_failed',
    envelope_matches: false,
  })
  expect(await verify(source, { ...DKIM, ...spf }, { mail_from: 'eve@evil.example' })).toMatchObject({
    authenticated: false,
    verdict: 'unauthenticated',
  })
})

test('a changed body, two From lines, or two addresses in one are never authenticated', async () => {
  const source = (await sign(MESSAGE, 'bank.example')).toString()
  expect(await verify(source.replace('Hello', 'Pay me'), { ...DKIM, ...DMARC }, { ip: null })).toMatchObject({
    authenticated: false,
  })
  expect(
    await verify(source.replace('From: Ann', 'From: eve@evil.example\r\nFrom: Ann'), { ...DKIM, ...DMARC, ...SPF }),
  ).toMatchObject({ authenticated: false, reason: 'no_single_from' })
  expect(
    await verify(MESSAGE.replace('<ann@bank.example>', '<ann@bank.example>, <eve@bank.example>'), { ...DMARC, ...SPF }),
  ).toMatchObject({ authenticated: false, reason: 'no_single_from' })
})

test('a signature over part of the body does not prove the rest', async () => {
  const source = await sign(MESSAGE, 'bank.example', 5)
  const longer = Buffer.concat([source, Buffer.from('Send money to eve\r\n')])
  expect(await verify(longer, { ...DKIM, ...DMARC }, { ip: null })).toMatchObject({
    authenticated: false,
    reason: 'only_partly_signed',
  })
})

test('when DNS does not answer the sender is unknown, whatever else passes', async () => {
  const down: DnsResolver = async () => {
    throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  }
  const never: DnsResolver = () => new Promise(() => undefined)
  const source = await sign(MESSAGE, 'bank.example')
  expect(await verify(source, {}, { resolver: down })).toMatchObject({
    authenticated: false,
    verdict: 'unknown',
    reason: 'dns_unreachable',
  })
  expect(await verify(source, {}, { resolver: never, time_ms: 50 })).toMatchObject({
    authenticated: false,
    verdict: 'unknown',
  })
  const only_dmarc_is_down: DnsResolver = (name, type) =>
    name.startsWith('_dmarc') ? down(name, type) : zone({ ...SPF, ...DKIM })(name, type)
  expect(await verify(source, {}, { resolver: only_dmarc_is_down })).toMatchObject({
    authenticated: false,
    verdict: 'unknown',
  })
})

test('an Authentication-Results header counts only by a configured server, only on top, only without a connection', async () => {
  const claim = 'Authentication-Results: mx.mailbox.example; dmarc=pass (p=reject) header.from=bank.example\r\n'
  const trusted = { ip: null, trusted_authserv_ids: ['mx.mailbox.example'] }
  expect(await verify(claim + MESSAGE, {}, trusted)).toMatchObject({ authenticated: true, by: 'trusted_server' })
  expect(await verify(claim + MESSAGE, {}, { ip: null })).toMatchObject({ authenticated: false })
  expect(await verify(claim + MESSAGE, {}, { ...trusted, ip: '192.0.2.1' })).toMatchObject({ authenticated: false })
  const fakes = [
    `Authentication-Results: mx.mailbox.example; dmarc=fail header.from=bank.example\r\n${claim}`,
    `Authentication-Results: other.example; dmarc=pass header.from=bank.example\r\n${claim}`,
    claim.replace('bank.example', 'evil.example'),
    claim.replace('dmarc=pass', 'spf=pass (; dmarc=pass header.from=bank.example)'),
    claim.replace('dmarc=pass', 'spf=pass smtp.mailfrom="; dmarc=pass header.from=bank.example"'),
    claim.replace('dmarc=pass', 'dmarc=fail header.from=evil.example; dmarc=pass'),
  ]
  for (const fake of fakes)
    expect([fake, (await verify(fake + MESSAGE, {}, trusted)).authenticated]).toEqual([fake, false])
})

test('a message cannot make us ask more than a bounded number of questions', async () => {
  let asked = 0
  const counting: DnsResolver = async (name, type) => {
    asked++
    return zone(DMARC)(name, type)
  }
  const flood = Array.from(
    { length: 45 },
    (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=s${i}; h=from; bh=AAAA; b=AAAA\r\n`,
  ).join('')
  expect((await verify(flood + MESSAGE, {}, { resolver: counting })).authenticated).toBe(false)
  expect(asked).toBeLessThanOrEqual(60)
  expect(await verify(flood + flood + MESSAGE, {}, { resolver: counting })).toMatchObject({
    authenticated: false,
    reason: 'unreadable',
  })
})

test.runIf(existsSync(join(corpora, 'mail')))(
  'no message of the corpora is authenticated without DNS, and none throws',
  async () => {
    const folder = join(corpora, 'mail')
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const verdict = await verify(readFileSync(join(entry.parentPath, entry.name)), {})
      expect([entry.name, verdict.authenticated]).toEqual([entry.name, false])
    }
  },
)

test('who forges a domain that publishes DMARC has failed, however many questions and how much time they use up', async () => {
  const source = await sign(MESSAGE, 'evil.example')
  const answers = zone({ ...DMARC, 'bank.example TXT': ['v=spf1 include:slow.evil.example -all'] })
  const silent: DnsResolver = (name, type) =>
    name.endsWith('evil.example') ? new Promise(() => undefined) : answers(name, type)
  const broken: DnsResolver = async (name, type) => {
    if (name.endsWith('evil.example')) throw Object.assign(new Error('broken'), { code: 'ESERVFAIL' })
    return await answers(name, type)
  }
  for (const resolver of [silent, broken]) {
    expect(await verify(source, {}, { resolver, time_ms: 100, ip: '192.0.2.9' })).toMatchObject({
      authenticated: false,
      verdict: 'failed',
      dmarc: { result: 'fail', policy: 'reject' },
    })
  }
})
