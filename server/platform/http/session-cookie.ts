// The session cookie's name. `__Host-` binds a cookie to one host over TLS, which is what we want everywhere but in one
// place: a desk tried out on http://localhost, where Safari keeps no Secure cookie (Chromium and Firefox do). There, and
// only there, a plain name does. On any other host the plain name is ignored: whoever can write cookies for a
// neighbouring name, or over http, must not be able to plant a session.

export const SESSION_COOKIE = '__Host-custos'
const LOOPBACK_COOKIE = 'custos'

type Cookies = Readonly<Record<string, string | undefined>>

/** The session's secret among a request's cookies. `hostname` is without port. */
export function readSessionCookie(cookies: Cookies, hostname: string): string | undefined {
  return cookies[SESSION_COOKIE] ?? (isLoopbackName(hostname) ? cookies[LOOPBACK_COOKIE] : undefined)
}

/** A Set-Cookie line that keeps the secret for some seconds; with 0 it removes it. */
export function writeSessionCookie(origin_url: string, secret: string, max_age_s: number): string {
  return writeCookie(origin_url, { secure: SESSION_COOKIE, loopback: LOOPBACK_COOKIE }, secret, max_age_s)
}

/** A cookie that no script reads and no other site sends, under its `__Host-` name unless this is http on loopback. */
export function writeCookie(
  origin_url: string,
  names: { secure: string; loopback: string },
  value: string,
  max_age_s: number,
): string {
  const { protocol, hostname } = new URL(origin_url)
  const plain = protocol === 'http:' && isLoopbackName(hostname)
  return `${plain ? names.loopback : names.secure}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${max_age_s}${plain ? '' : '; Secure'}`
}

/** Names that never leave this machine (RFC 6761, 6.3). */
export function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}
