// Which addresses strangers may make us connect to: the image a mail names, the host a domain's MX points at. Anything
// in our own network would be a request that we make there on their behalf (SSRF).
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA special-purpose registries (RFC 6890): everything that is not a host on the public internet. */
const SPECIAL = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [address = '', bits] = network.split('/')
  SPECIAL.addSubnet(address, Number(bits), 'ipv4')
}
/** Of IPv6 only 2000::/3 is in use; the ranges in it that are not, or that hide an IPv4 address, are taken out. */
const GLOBAL_V6 = new BlockList()
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6')
const SPECIAL_V6 = new BlockList()
for (const [address, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  SPECIAL_V6.addSubnet(address, bits, 'ipv6')
}

/** Whether an IP address belongs to a host on the public internet. False for anything that is no IP address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !SPECIAL.check(address, 'ipv4')
  if (!isIPv6(address)) return false
  return GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6')
}
