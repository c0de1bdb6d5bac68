// Networks: where a token may be used from, and which networks count as one place.
import { invalid } from '../../platform/errors.ts'
import { isInNetworks, readNetwork } from '../../platform/outgoing/index.ts'
import { sourceOf } from '../attempts.ts'

/** Networks in the list of one token. */
export const MAX_NETWORKS = 50

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
  return ip !== null && isInNetworks(networks, ip)
}

/** What counts as one network when we ask whether it is new: a /24, or what one site gets of IPv6 (/48). */
export function networkOf(ip: string): string {
  const source = sourceOf(ip)
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(source)?.[1]
  return v4 === undefined ? source.split(':').slice(0, 3).join(':') : `${v4}.0/24`
}
