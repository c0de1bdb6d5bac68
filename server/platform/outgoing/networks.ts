// Networks as people write them, `10.0.0.0/8`, `fd00::/8` or a single address: those whose addresses webhooks may reach,
// those from which an account may be used.
import { BlockList, isIP } from 'node:net'

/** True for an address in one of the networks. IPv4 written as IPv6 is judged as what it is. */
export function isInNetworks(networks: readonly string[], given: string): boolean {
  return networks.some((network) => readNetwork(network)?.(given) ?? false)
}

/** Whether an address lies in a network, or null where the text is no network. */
export function readNetwork(text: string): ((given: string) => boolean) | null {
  const [base = '', bits, ...rest] = text.split('/')
  const version = isIP(base)
  if (version === 0 || rest.length > 0 || base.includes('%')) return null
  const most = version === 4 ? 32 : 128
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most)) return null
  const list = new BlockList()
  const family = version === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(base, bits === undefined ? most : Number(bits), family)
  return (given) => {
    const address = plainAddress(given)
    return isIP(address) === version && list.check(address, family)
  }
}

/** An address without the forms that mean the same: `::ffff:192.0.2.1` is 192.0.2.1, and a zone says nothing outside. */
export function plainAddress(given: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(given)?.[1] ?? given.replace(/%.*$/, '')
}
