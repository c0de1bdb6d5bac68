// What the OpenID library fetches goes through our outgoing client: public addresses only, or those networks that the
// operator allows; no redirect is followed; small answers, in time.
import type { CustomFetch } from 'openid-client'
import { Refusal } from '../../platform/errors.ts'
import { fetchPublic, isInNetworks, isPublicTarget } from '../../platform/outgoing/index.ts'

const MAX_ANSWER = 512 * 1024
export const TIMEOUT_MS = 8_000
/** Statuses whose answers have no body. */
const WITHOUT_BODY = new Set([204, 205, 304])

function textOf(body: unknown): string | undefined {
  if (body === null || body === undefined) return undefined
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new Error('the library sends a body of a shape it did not send before')
}

export function outgoingFetch(networks: readonly string[]): CustomFetch {
  return async (address, { method, headers, body }) => {
    const answer = await fetchPublic(address, {
      method,
      headers,
      body: textOf(body),
      limit_bytes: MAX_ANSWER,
      timeout_ms: TIMEOUT_MS,
      redirects: 'none',
      allow: (ip) => isPublicTarget(ip) || isInNetworks(networks, ip),
    })
    if (answer.status < 200 || answer.status > 599) throw new Refusal('unavailable', 'The answer has no known status')
    const headers_of_answer = new Headers()
    for (const [name, value] of Object.entries(answer.headers))
      for (const one of [value ?? []].flat()) headers_of_answer.append(name, one)
    return new Response(WITHOUT_BODY.has(answer.status) ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: headers_of_answer,
    })
  }
}

const DISCOVERY = '/.well-known/openid-configuration'
const KEPT_MS = 10 * 60_000
const MAX_KEPT = 200

interface Kept {
  body: string
  until_ms: number
}

/** Remembers discovery documents for a while: whoever opens our start address a thousand times asks the provider once. */
export function rememberingFetch(fetch: CustomFetch, kept: Map<string, Kept> = new Map()): CustomFetch {
  return async (address, options) => {
    if (options.method !== 'GET' || !address.endsWith(DISCOVERY)) return await fetch(address, options)
    const hit = kept.get(address)
    if (hit && hit.until_ms > performance.now())
      return new Response(hit.body, { headers: { 'content-type': 'application/json' } })
    kept.delete(address)
    const answer = await fetch(address, options)
    if (answer.status !== 200) return answer
    const body = await answer.clone().text()
    const oldest = kept.keys().next()
    if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
    kept.set(address, { body, until_ms: performance.now() + KEPT_MS })
    return answer
  }
}

const fetches = new Map<string, CustomFetch>()

/** The fetch of this process for an operator's networks. */
export function providerFetch(networks: readonly string[]): CustomFetch {
  const key = networks.join(' ')
  const found = fetches.get(key) ?? rememberingFetch(outgoingFetch(networks))
  fetches.set(key, found)
  return found
}

/**
 * Only tests call this: what is fetched for these networks goes elsewhere, e.g. to a script that plays the networks of
 * the world. Returns what gives the real one back.
 */
export function fetchElsewhere(networks: readonly string[], fetch: CustomFetch): () => void {
  const key = networks.join(' ')
  fetches.set(key, rememberingFetch(fetch))
  return () => void fetches.delete(key)
}
