// Which servers take the mail of a domain: MX records by preference, the domain itself where it has none (RFC 5321 5.1),
// nobody where it says so (RFC 7505).
import { isPublicAddress } from '../../platform/outgoing/index.ts'

/** What `node:dns` promises.Resolver offers of it; tests bring their own. */
export interface MailResolver {
  resolveMx(domain: string): Promise<{ exchange: string; priority: number }[]>
  resolve4(host: string): Promise<string[]>
  resolve6(host: string): Promise<string[]>
}

export interface MailHost {
  name: string
  /** The address to connect to: looked up once, so that what was checked is what is used. */
  address: string
}

export type MailHosts =
  | { kind: 'hosts'; hosts: MailHost[] }
  | { kind: 'temporary' | 'permanent'; enhanced_code: string; reason: string }

/** Hosts tried for one domain, in one attempt, and addresses tried of each. */
const MAX_HOSTS = 4
const MAX_ADDRESSES = 2

async function answers<Record>(lookup: Promise<Record[]>): Promise<Record[]> {
  try {
    return await lookup
  } catch (error) {
    // "There is none" is an answer; a name server that does not answer is not.
    if (['ENOTFOUND', 'ENODATA'].includes(String((error as NodeJS.ErrnoException).code))) return [] // dns errors carry a code
    throw error
  }
}

async function addressesOf(host: string, resolver: MailResolver): Promise<string[]> {
  const [v4, v6] = await Promise.all([answers(resolver.resolve4(host)), answers(resolver.resolve6(host))])
  return [...v4, ...v6]
}

/** The servers to try for a domain, best first. Never throws: a failing look-up is `temporary`. */
export async function findMailHosts(
  domain: string,
  resolver: MailResolver,
  allow_private: boolean,
): Promise<MailHosts> {
  try {
    const records = await answers(resolver.resolveMx(domain))
    const names = [...records]
      .sort((a, b) => a.priority - b.priority)
      .map((record) => record.exchange.replace(/\.$/, ''))
    if (names.length > 0 && names.every((name) => name === '')) {
      return { kind: 'permanent', enhanced_code: '5.1.10', reason: 'The domain says that it takes no mail (null MX)' }
    }
    const wanted = names.length > 0 ? names.filter((name) => name !== '') : [domain]
    const hosts: MailHost[] = []
    let has_address = false
    for (const name of wanted.slice(0, MAX_HOSTS)) {
      const addresses = await addressesOf(name, resolver)
      has_address ||= addresses.length > 0
      const usable = addresses.filter((address) => allow_private || isPublicAddress(address))
      for (const address of usable.slice(0, MAX_ADDRESSES)) hosts.push({ name, address })
    }
    if (hosts.length > 0) return { kind: 'hosts', hosts }
    if (has_address)
      return { kind: 'permanent', enhanced_code: '5.4.4', reason: 'The mail server has no public address' }
    return names.length > 0
      ? { kind: 'permanent', enhanced_code: '5.4.4', reason: 'The mail servers of the domain have no address' }
      : { kind: 'permanent', enhanced_code: '5.1.2', reason: 'The domain does not exist or takes no mail' }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'failed' // dns errors carry a code
    return { kind: 'temporary', enhanced_code: '4.4.3', reason: `The name server did not answer (${code})` }
  }
}
