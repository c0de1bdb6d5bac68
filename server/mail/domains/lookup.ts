// The platform's DNS in the form our mail code asks.
import type { DnsResolve } from '../../platform/dns.ts'
import type { DnsLookup } from './check.ts'

export function dnsLookup(resolve: DnsResolve): DnsLookup {
  return {
    resolveTxt: (name) => resolve(name, 'TXT'),
    resolveMx: (name) => resolve(name, 'MX'),
    resolve4: (name) => resolve(name, 'A'),
    resolve6: (name) => resolve(name, 'AAAA'),
  }
}
