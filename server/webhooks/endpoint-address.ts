// Which addresses a webhook may have. What a name stands for is checked again at every request, where it counts.
import { isIP } from 'node:net'
import { invalid } from '../platform/errors.ts'
import { isInNetworks, isPublicTarget } from '../platform/outgoing/index.ts'

/** Whether an address may be asked: a public one, or one that the operator lets webhooks reach. */
export function mayReach(networks: readonly string[]): (address: string) => boolean {
  return (address) => isPublicTarget(address) || isInNetworks(networks, address)
}

/**
 * The address as it is kept. 400 for what is no http(s) address, for one with credentials (there is authentication for
 * that), for a private one, and for credentials that would cross the internet in the clear.
 */
export function readEndpoint(text: string, networks: readonly string[], has_authentication: boolean): string {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw invalid('endpoint', 'endpoint: must be an http or https address', 'InvalidFormat')
  if (url.username || url.password)
    throw invalid('endpoint', 'endpoint: put the credentials into authentication', 'InvalidValue')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayReach(networks)(host))
    throw invalid(
      'endpoint',
      'endpoint: is not a public address. An operator may allow it with CUSTOS_WEBHOOK_NETWORKS.',
      'InvalidValue',
    )
  if (has_authentication && url.protocol === 'http:' && !(isIP(host) !== 0 && isInNetworks(networks, host)))
    throw invalid('endpoint', 'endpoint: must be https where there is authentication', 'InvalidValue')
  return text
}

/** Whether two addresses are the same machine's, as far as a secret is concerned. */
export function isSameOrigin(one: string, other: string): boolean {
  const origin = URL.parse(one)?.origin
  return origin !== undefined && origin === URL.parse(other)?.origin
}
