// Where a client may have people sent back to. An address is compared letter by letter with those registered: patterns,
// prefixes and "close enough" are how codes are stolen.
import { invalid } from '../../platform/errors.ts'

export const MAX_REDIRECTS = 20
export const MAX_REDIRECT_LENGTH = 500

/** Schemes in which a browser would run or show something of ours, or that name no app of its own. */
const APP_SCHEME = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/

/**
 * Checks addresses before they are registered: https; http for this machine only; for public clients also an app's own
 * scheme in reverse domain order (RFC 8252, 7.1). No fragment, no user, no wildcard. 422 otherwise.
 */
export function checkRedirects(given: readonly string[], kind: 'public' | 'confidential'): string[] {
  const uris = [...new Set(given)]
  if (uris.length > MAX_REDIRECTS)
    throw invalid('redirect_uri', `Redirect URI: at most ${MAX_REDIRECTS}`, 'ValueTooLong')
  for (const uri of uris) {
    const problem = redirectProblem(uri, kind)
    if (problem) throw invalid('redirect_uri', `Redirect URI: ${problem}`, 'InvalidFormat')
  }
  return uris
}

function redirectProblem(uri: string, kind: 'public' | 'confidential'): string | null {
  if (uri.length > MAX_REDIRECT_LENGTH) return 'is too long'
  if (!/^[\x21-\x7e]+$/.test(uri) || uri.includes('*') || uri.includes('\\') || !URL.canParse(uri))
    return 'is no address'
  const url = new URL(uri)
  if (uri.includes('#')) return 'must not have a fragment'
  if (url.username !== '' || url.password !== '') return 'must not have a user'
  if (url.protocol === 'https:') return null
  if (url.protocol === 'http:') return isLoopback(url) ? null : 'must be https, except on this machine (127.0.0.1)'
  if (APP_SCHEME.test(url.protocol)) return kind === 'public' ? null : 'is for public clients only'
  return 'must be https'
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** Where a form may lead to by way of a redirect there, for the page's Content-Security-Policy. */
export function formTarget(redirect_uri: string): string {
  const url = new URL(redirect_uri)
  // The policy has no words for an app's scheme but the scheme, and none for an IPv6 address.
  return url.origin === 'null' || url.hostname.startsWith('[') ? url.protocol : url.origin
}
