// Whom a passkey is for. It is bound to exactly the host name at which the desk was reached, never to a domain above
// it, where others may have a desk (docs/decisions/0021-passkeys-belong-to-one-host.md).
import { isIP } from 'node:net'

export interface RelyingParty {
  /** The host name. */
  id: string
  /** `https://host[:port]`, as the browser writes it. */
  origin: string
}

/** The relying party of a request; null where browsers know no passkeys: a bare IP address. */
export function relyingPartyOf(origin_url: string): RelyingParty | null {
  const { hostname, origin } = new URL(origin_url)
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { id: hostname, origin } : null
}
