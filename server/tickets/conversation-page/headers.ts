// How the page and its parts leave: nothing runs, nothing is kept, nothing tells another site the link.

const NEVER_KEPT = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
}

export const PAGE_HEADERS = {
  ...NEVER_KEPT,
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

export const FRAME_HEADERS = {
  ...NEVER_KEPT,
  'content-type': 'text/html; charset=utf-8',
  'x-frame-options': 'SAMEORIGIN',
}

/**
 * True for a form that another site sent. The link itself is the secret that a form proves to have; this stops a site
 * that got hold of one from writing with it by the hand of its visitors. A page without referrer sends the Origin
 * `null`, so that header decides only where browsers do not say more (Fetch Metadata).
 */
export function isFromElsewhere(fetch_site: string | undefined, origin: string | undefined, host: string): boolean {
  if (fetch_site !== undefined) return fetch_site !== 'same-origin' && fetch_site !== 'none'
  if (origin === undefined || origin === 'null') return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}
