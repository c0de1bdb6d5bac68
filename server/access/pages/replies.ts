// How a page leaves: never kept by a cache, since the next person at this browser must not find it with the back button.
import { HttpReply } from '../../platform/http/endpoint.ts'

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'accept-language, cookie',
}

export function page(body: string, status = 200, headers: Record<string, string | string[]> = {}): HttpReply {
  return new HttpReply({ status, headers: { ...PAGE_HEADERS, ...headers }, body })
}

/** After a change, the browser GETs `location` (303). */
export function redirect(location: string, headers: Record<string, string | string[]> = {}): HttpReply {
  return new HttpReply({ status: 303, headers: { location, 'cache-control': 'no-store', ...headers }, body: '' })
}

const MAX_RETURN = 4_000
const NOWHERE = 'http://nowhere.invalid'

/**
 * Where to go after signing in, if it is a place of ours: a path on this host, and nothing that a browser would read as
 * another one (`//evil`, `/\evil`, a tab in between). Null for anything else.
 */
export function localPath(text: string | undefined): string | null {
  if (text === undefined || text.length > MAX_RETURN || !text.startsWith('/')) return null
  if (!URL.canParse(text, NOWHERE)) return null
  const url = new URL(text, NOWHERE)
  if (url.origin !== NOWHERE) return null
  const path = url.pathname + url.search + url.hash
  // The parser has resolved what a browser would resolve; a path that still begins with two slashes names a host.
  return /^\/(?![/\\])/.test(path) ? path : null
}
