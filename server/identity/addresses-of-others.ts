// Addresses of providers that admins type in. The provider gets people's answers: nothing goes there unencrypted, but to
// this machine itself, where a provider may stand beside the desk.
import { z } from 'zod'
import { isLoopbackName } from '../platform/http/session-cookie.ts'

const MAX_ADDRESS = 2_000

/** https, or http on loopback; no credentials in it. */
export function isSafeAddress(text: string): boolean {
  const url = URL.parse(text)
  if (url?.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname))
}

export const addressOfOther = z
  .string()
  .trim()
  .max(MAX_ADDRESS)
  .refine(isSafeAddress, 'must be an address that begins with https://')
