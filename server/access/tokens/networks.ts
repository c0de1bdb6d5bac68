// Networks: where a token may be used from, and which networks count as one place.
import { BlockList, isIP } from 'node:net'
import { invalid } from '../../platform/errors.ts'
import { sourceOf } from '../attempts.ts'

/** Networks in the list of one token. */
export const MAX_NETWORKS = 50

interface Network {
  address: string
  prefix: number
  family: 'ipv4' | 'ipv6'
}

/** `10.0.0.0/8`, `2001:db8::/32` or one address; null for anything else. */
function readNetwork(text: string): Network | null {
  const [address = '', length, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0 || address.includes('%')) return null
  const most = version === 4 ? 32 : 128
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null
  const prefix = length === undefined ? most : Number(length)
  return prefix > most ? null : { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** The networks as they are kept; 422 where one is none. An empty list is no limit: null. */
export function checkNetworks(field: string, given: readonly string[]): string[] | null {
  const networks = [...new Set(given.map((text) => text.trim().toLowerCase()))]
  if (networks.length > MAX_NETWORKS) throw invalid(field, `${field}: at most ${MAX_NETWORKS} networks`, 'ValueTooLong')
  for (const network of networks)
    if (!readNetwork(network))
      throw invalid(field, `${field}: is not a network such as 192.0.2.0/24 or 2001:db8::/32`, 'InvalidFormat')
  return networks.length === 0 ? null : networks
}

/** True where an address lies in one of the networks. An address we do not know lies in none. */
export function isWithin(ip: string | null, networks: readonly string[]): boolean {
  if (ip === null) return false
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip.split('%')[0] ?? ip
  const version = isIP(plain)
  if (version === 0) return false
  const list = new BlockList()
  for (const text of networks) {
    const network = readNetwork(text)
    if (network) list.addSubnet(network.address, network.prefix, network.family)
  }
  return list.check(plain, version === 4 ? 'ipv4' : 'ipv6')
}

/** What counts as one network when we ask whether it is new: a /24, or what one site gets of IPv6 (/48). */
export function networkOf(ip: string): string {
  const source = sourceOf(ip)
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(source)?.[1]
  return v4 === undefined ? source.split(':').slice(0, 3).join(':') : `${v4}.0/24`
}
