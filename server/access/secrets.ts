// Random secrets that stand for a person, and what we keep of them: a hash under the account's key. A stolen database
// lets nobody in.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../platform/sealing.ts'

/** ASVS 5.0 7.2.3 asks for 128 bits; these have 256. */
const SECRET_BYTES = 32
/** Lets secret scanners recognise a token that was committed somewhere. */
export const TOKEN_PREFIX = 'custos_'
const MAX_SECRET = 100

export type SecretKind =
  | 'session'
  | 'api_token'
  | 'one_time_link'
  | 'pending_sign_in'
  | 'device'
  | 'oauth_client'
  | 'oauth_code'
  | 'oauth_device'
  | 'oauth_refresh'
  | 'scim_token'

export function newSecret(prefix = ''): string {
  return `${prefix}${randomBytes(SECRET_BYTES).toString('base64url')}`
}

/** What is stored of a secret. Null where the text cannot be one, so that nothing is looked up. */
export function secretHash(sealing: Sealing, kind: SecretKind, secret: string): Buffer | null {
  return /^[\w-]{20,}$/.test(secret) && secret.length <= MAX_SECRET ? sealing.lookupHash(kind, secret) : null
}

/**
 * The token a page of ours carries to show that a change was meant. It follows from the session and from nothing else, and
 * stays when the session gets another secret, so that pages that are open go on.
 */
export function csrfToken(sealing: Sealing, session_id: number): string {
  return sealing.sign('csrf', `session ${session_id}`).toString('base64url')
}

/** Compares in time that does not depend on where two texts differ. */
export function isSameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
