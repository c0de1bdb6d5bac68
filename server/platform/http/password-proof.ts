// A password in the header Authorization (`Basic base64(email:password)`). Checking one takes a hash that is slow on
// purpose, so it happens before the transaction of a request, and the request carries what came of it.

/** Whom a password proved; how long to wait where too many were tried; null where it proves nobody. */
export type PasswordProof = { user_id: number } | { retry_after_s: number } | null

/** Address and password of a header; null for every other one, tokens (`email/token:TOKEN`) among them. */
export function readPassword(authorization: string | undefined): { email: string; password: string } | null {
  const [, value] = /^basic +(\S+) *$/i.exec(authorization ?? '') ?? []
  if (value === undefined) return null
  const pair = Buffer.from(value, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const email = pair.slice(0, Math.max(colon, 0))
  return email === '' || email.endsWith('/token') ? null : { email, password: pair.slice(colon + 1) }
}
