// Looks at a domain as the world sees it now, and says of each record whether it does its work, and if not, why.
import { spf } from 'mailauth/lib/spf/index.js'
import type { DkimKey } from './dkim.ts'

/** What `node:dns` promises.Resolver offers of it; tests bring their own. */
export interface DnsLookup {
  resolveTxt(name: string): Promise<string[][]>
  resolveMx(name: string): Promise<{ exchange: string; priority: number }[]>
  resolve4(name: string): Promise<string[]>
  resolve6(name: string): Promise<string[]>
}

/** Why a record is as it is; the page has a text for each. */
export type Finding =
  | 'ok'
  /** There is no such record. */
  | 'missing'
  /** DKIM: another key. MX: mail goes to other servers. */
  | 'different'
  /** DKIM: published with an empty key, which withdraws it. */
  | 'withdrawn'
  /** More than one record where one is allowed; receivers then ignore all. */
  | 'several'
  /** SPF: the record does not allow this server to send. */
  | 'not_allowed'
  /** SPF or DMARC: the record cannot be read. */
  | 'broken'
  /** DMARC: `p=none`, which stops nobody from sending in this name. */
  | 'watching_only'
  /** The name server did not answer; says nothing about the record. */
  | 'unreachable'

export interface RecordCheck {
  purpose: 'dkim' | 'spf' | 'dmarc' | 'mx'
  name: string
  finding: Finding
  /** What was found, at most MAX_FOUND records of 1,000 characters. Public data. */
  found: string[]
}

const MAX_FOUND = 10
const MAX_FOUND_LENGTH = 1000
const SPF_LIMIT_MS = 20_000

/** The records of a name; none when there are none. Throws when the name server fails. */
async function ask<Answer>(lookup: Promise<Answer[]>): Promise<Answer[]> {
  try {
    return await lookup
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(String((error as NodeJS.ErrnoException).code))) return [] // dns errors carry a code
    throw error
  }
}

async function texts(dns: DnsLookup, name: string): Promise<string[]> {
  return (await ask(dns.resolveTxt(name))).map((strings) => strings.join(''))
}

function tags(record: string): Map<string, string> {
  return new Map(
    record.split(';').flatMap((part) => {
      const at = part.indexOf('=')
      return at === -1
        ? []
        : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).replace(/\s+/g, '')] as const]
    }),
  )
}

type Judged = { finding: Finding; found: string[] }

async function checkDkim(dns: DnsLookup, name: string, key: DkimKey): Promise<Judged> {
  const found = (await texts(dns, name)).filter((record) => tags(record).has('p'))
  if (found.length === 0) return { finding: 'missing', found }
  if (found.length > 1) return { finding: 'several', found }
  const published = tags(found[0]!).get('p') // one record is left
  if (published === '') return { finding: 'withdrawn', found }
  return { finding: published === key.public_key ? 'ok' : 'different', found }
}

async function checkSpf(dns: DnsLookup, domain: string, host_name: string, sends_directly: boolean): Promise<Judged> {
  const found = (await texts(dns, domain)).filter((record) => /^v=spf1( |$)/i.test(record))
  if (found.length === 0) return { finding: 'missing', found }
  if (found.length > 1) return { finding: 'several', found }
  if (!sends_directly) return { finding: 'ok', found }
  const own = [...(await ask(dns.resolve4(host_name))), ...(await ask(dns.resolve6(host_name)))]
  const resolver = (name: string, type: string): Promise<string[][] | string[]> => spfLookup(dns, name, type)
  for (const ip of own.slice(0, MAX_FOUND)) {
    const { status } = await spf({
      sender: `postmaster@${domain}`,
      ip,
      helo: host_name,
      mta: host_name,
      resolver,
      maxElapsedTime: SPF_LIMIT_MS,
    })
    if (status.result === 'temperror') return { finding: 'unreachable', found }
    if (status.result === 'permerror') return { finding: 'broken', found }
    if (status.result !== 'pass') return { finding: 'not_allowed', found }
  }
  return { finding: own.length > 0 ? 'ok' : 'not_allowed', found }
}

/** Gives mailauth the record types SPF needs, in the shapes of `node:dns`. */
async function spfLookup(dns: DnsLookup, name: string, type: string): Promise<string[][] | string[]> {
  if (type === 'TXT') return await dns.resolveTxt(name)
  if (type === 'A') return await dns.resolve4(name)
  if (type === 'AAAA') return await dns.resolve6(name)
  if (type === 'MX') return (await dns.resolveMx(name)) as unknown as string[] // mailauth reads MX records as node:dns gives them, its type does not say so
  throw Object.assign(new Error('no such record'), { code: 'ENODATA' })
}

async function checkDmarc(dns: DnsLookup, domain: string): Promise<Judged> {
  const found = (await texts(dns, `_dmarc.${domain}`)).filter((record) => /^v=DMARC1\s*(;|$)/.test(record))
  if (found.length === 0) return { finding: 'missing', found }
  if (found.length > 1) return { finding: 'several', found }
  const policy = tags(found[0]!).get('p')?.toLowerCase() // one record is left
  if (policy === 'none') return { finding: 'watching_only', found }
  return { finding: policy === 'quarantine' || policy === 'reject' ? 'ok' : 'broken', found }
}

async function checkMx(dns: DnsLookup, domain: string, host_name: string): Promise<Judged> {
  const records = await ask(dns.resolveMx(domain))
  const found = records.map((record) => `${record.priority} ${record.exchange}`)
  if (records.length === 0) return { finding: 'missing', found }
  const is_ours = records.some((record) => record.exchange.replace(/\.$/, '').toLowerCase() === host_name.toLowerCase())
  return { finding: is_ours ? 'ok' : 'different', found }
}

/** Checks every record of a domain, live. Never throws for what DNS says or fails to say. */
export async function checkDomain(
  domain: string,
  keys: DkimKey[],
  setup: { host_name: string; sends_directly: boolean; receives: boolean },
  dns: DnsLookup,
): Promise<RecordCheck[]> {
  const check = async (
    purpose: RecordCheck['purpose'],
    name: string,
    judge: () => Promise<Judged>,
  ): Promise<RecordCheck> => {
    try {
      const { finding, found } = await judge()
      return {
        purpose,
        name,
        finding,
        found: found.slice(0, MAX_FOUND).map((record) => record.slice(0, MAX_FOUND_LENGTH)),
      }
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error // dns errors carry a code; anything else is a bug
      return { purpose, name, finding: 'unreachable', found: [] }
    }
  }
  const checks = keys.map((key) => {
    const name = `${key.selector}._domainkey.${domain}`
    return check('dkim', name, () => checkDkim(dns, name, key))
  })
  checks.push(check('spf', domain, () => checkSpf(dns, domain, setup.host_name, setup.sends_directly)))
  checks.push(check('dmarc', `_dmarc.${domain}`, () => checkDmarc(dns, domain)))
  if (setup.receives) checks.push(check('mx', domain, () => checkMx(dns, domain, setup.host_name)))
  return Promise.all(checks)
}
