// Browsers that people signed in with. The cookie holds a random secret and our signature; a row binds it to one
// person. A known browser is counted apart when passwords are guessed, and its owner hears of an unknown one by mail.
import { writeCookie } from '../../platform/http/session-cookie.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { Work } from '../../platform/work.ts'
import type { PendingSignIn, SignInRequest } from '../admission/pending.ts'
import { deviceAdded } from '../events.ts'
import { isSameText, newSecret, secretHash } from '../secrets.ts'
import { findDevice, insertDevice, type KnownDevice, touchDevice } from './queries.ts'

const COOKIE = { secure: '__Host-custos-device', loopback: 'custos-device' }
/** A browser that was not used for so long is a new one. */
const DEVICE_LASTS_S = 180 * 24 * 3_600

/** The secret of this browser, when the cookie is one that we signed for this account. */
export function deviceCookieOf(work: Work, request: Pick<SignInRequest, 'cookie'>): string | null {
  const [secret = '', signature = ''] = (request.cookie(COOKIE.secure) ?? request.cookie(COOKIE.loopback) ?? '').split(
    '.',
  )
  return secret !== '' && isSameText(signature, signatureOf(work.sealing, secret)) ? secret : null
}

function signatureOf(sealing: Sealing, secret: string): string {
  return sealing.sign('device', secret).toString('base64url')
}

/** Whether a person signed in with this browser before. The same work for somebody who does not exist. */
export async function isKnownDevice(work: Work, user_id: number | null, secret: string | null): Promise<boolean> {
  return (await knownDevice(work, user_id, secret)) !== null
}

/** The row of a browser that a person signed in with before, or null. */
export async function knownDevice(
  work: Work,
  user_id: number | null,
  secret: string | null,
): Promise<KnownDevice | null> {
  const token_hash = secret === null ? null : secretHash(work.sealing, 'device', secret)
  return token_hash && (await findDevice(work, user_id ?? 0, token_hash))
}

/** After a sign-in: the browser is known from now on. Returns its cookie, which begins to last anew. */
export async function rememberDevice(
  work: Work,
  { user_id, method, began_at }: Pick<PendingSignIn, 'user_id' | 'method' | 'began_at'>,
  known: string | null,
  request: SignInRequest,
): Promise<{ device_id: number; cookie: string }> {
  const secret = known ?? newSecret()
  const token_hash = secretHash(work.sealing, 'device', secret)
  if (!token_hash) throw new Error('a new secret is not a secret')
  const expires_at = new Date(work.now.getTime() + DEVICE_LASTS_S * 1000)
  const before = known === null ? null : await findDevice(work, user_id, token_hash)
  let device_id = before?.id
  if (device_id === undefined) {
    device_id = await insertDevice(work, { user_id, token_hash, expires_at })
    work.record(deviceAdded, user_id, { device_id, method, since: began_at.toISOString() })
  } else await touchDevice(work, device_id, expires_at)
  const value = `${secret}.${signatureOf(work.sealing, secret)}`
  return { device_id, cookie: writeCookie(request.origin_url, COOKIE, value, DEVICE_LASTS_S) }
}
