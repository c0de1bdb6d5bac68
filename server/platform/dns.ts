// Questions to the domain name system, through the configured servers. Tests hand in a fixed zone instead.
import { Resolver } from 'node:dns/promises'

/** As mailauth and our mail code ask: records of one type for a name, in the form node:dns gives them. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of a record depends on its type
export type DnsResolve = (name: string, rrtype: string) => Promise<any>

const TIMEOUT_MS = 4_000
const TRIES = 2

/** Asks the given servers, or the machine's own where there are none. */
export function openDns(servers: readonly string[]): DnsResolve {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  if (servers.length > 0) resolver.setServers([...servers])
  return (name, rrtype) => resolver.resolve(name, rrtype)
}
