// Networks that an operator names in a setting, such as those whose addresses webhooks may reach.
import { BlockList, isIP } from 'node:net'

/** True for an address in one of the networks (`10.0.0.0/8`, `fd00::/8`, a single address). IPv4 written as IPv6 is judged as what it is. */
export function isInNetworks(networks: readonly string[], given: string): boolean {
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(given)?.[1] ?? given
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 4 ? 'ipv4' : 'ipv6'
  return networks.some((network) => {
    const [base = '', bits] = network.split('/')
    if (isIP(base) !== version) return false
    const list = new BlockList()
    list.addSubnet(base, bits === undefined ? (version === 4 ? 32 : 128) : Number(bits), family)
    return list.check(address, family)
  })
}
