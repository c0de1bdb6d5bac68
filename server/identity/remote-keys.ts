// Keys that other systems publish (JWKS): fetched through our outgoing client, kept for a while, asked for again when a
// message names one that is not there, but not as often as strangers send such messages.
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { outgoingFetch, TIMEOUT_MS } from './oidc/outgoing.ts'

const KEPT_MS = 10 * 60_000
/** Between two fetches because of a key that is not there. */
const COOLDOWN_MS = 30_000
const MAX_KEPT = 200

const kept = new Map<string, JWTVerifyGetKey>()

/** Keys behind an address that an admin typed or a provider's document names. Fetches only when a key is asked for. */
export function remoteKeys(address: string, networks: readonly string[]): JWTVerifyGetKey {
  const name = `${networks.join(' ')}\n${address}`
  const known = kept.get(name)
  if (known) return known
  const fetch = outgoingFetch(networks)
  const keys = createRemoteJWKSet(new URL(address), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: KEPT_MS,
    [customFetch]: (url, { method, headers }) =>
      fetch(url, { method, headers: Object.fromEntries(headers), redirect: 'manual', body: undefined }),
  })
  const oldest = kept.keys().next()
  if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
  kept.set(name, keys)
  return keys
}
