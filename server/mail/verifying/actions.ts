// Asking somebody to prove that an address is theirs, and their answer.
import { z } from 'zod'
import { countAttempt } from '../../access/index.ts'
import {
  findUser,
  getIdentity,
  type IdentityRow,
  listIdentities,
  mayEditUser,
  updateIdentity,
} from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { event } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { queueDeskMail } from '../deliveries/desk-mail.ts'
import { isOwnAddress } from '../inbound/own-addresses.ts'
import { readVerificationToken, verificationPath } from './link.ts'
import { findVerification, insertVerification, useVerification, type VerificationRow } from './queries.ts'

const DAY_MS = 24 * 3_600_000
/** How long a link works. */
const LASTS_DAYS = 3
const HOUR_S = 3_600
/** An address is not flooded, whoever asks; nor do many addresses hear from us because of one person. */
const PER_ADDRESS = { name: 'verification_address', most: 5, window_s: HOUR_S }
const PER_CALLER = { name: 'verification_caller', most: 100, window_s: HOUR_S }

export const verificationRequested = event({
  type: 'user.verification_requested',
  subject: 'user',
  summary: 'Somebody was asked by mail whether an address is theirs',
  data: z.object({ identity_id: z.number(), expires_at: z.string() }),
})
export const addressVerified = event({
  type: 'user.address_verified',
  subject: 'user',
  summary: 'The holder of an address confirmed that it is theirs, by the link in a mail to it',
  data: z.object({ identity_id: z.number() }),
})
export const VERIFICATION_EVENTS = [verificationRequested, addressVerified]

const valueHash = (work: Work, identity: IdentityRow): Buffer =>
  work.sealing.lookupHash('address_verification', normaliseAddress(identity.value) ?? identity.value)

/**
 * Mails a link to an address, by which its holder proves it. 403 for who may not edit the person; 422 for what is no
 * address, is proven already, is the desk's own, or belongs to somebody who gets no mail; 429 beyond the limits.
 */
export async function requestVerification(
  work: Work,
  user_id: number,
  identity_id: number,
  public_url: string,
): Promise<void> {
  const { user, identity } = await getIdentity(work, user_id, identity_id)
  if (!mayEditUser(work.actor, user)) throw new Refusal('forbidden')
  if (identity.type !== 'email') throw invalid('type', 'Type: only an e-mail address can be verified by mail')
  if (identity.verified) throw invalid('verified', 'Verified: this address is verified already')
  if (!user.active || user.suspended) throw invalid('user', 'User: is suspended or deleted and gets no mail')
  if (await isOwnAddress(work, identity.value)) throw invalid('value', "Value: is one of the desk's own addresses")
  for (const [limit, key] of [
    [PER_ADDRESS, `identity/${identity_id}`],
    [PER_CALLER, `user/${actorId(work.actor) ?? 'system'}`],
  ] as const) {
    const reached = await countAttempt(work, limit, key)
    if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
  }
  const id = newId()
  const expires_at = new Date(work.now.getTime() + LASTS_DAYS * DAY_MS)
  await insertVerification(work, { id, user_id, identity_id, value_hash: valueHash(work, identity), expires_at })
  const event_id = work.record(verificationRequested, user_id, { identity_id, expires_at: expires_at.toISOString() })
  await queueDeskMail(work, {
    event_id,
    user_id,
    address: identity.value,
    text: 'verification',
    values: { address: identity.value, days: LASTS_DAYS },
    url: `${public_url}${verificationPath(work.sealing, id)}`,
  })
}

/** What a link is about. 404 when it is none of ours; 410 when it was used, is late, or the address is another one now. */
export async function getVerification(
  work: Work,
  token: string,
): Promise<{ verification: VerificationRow; identity: IdentityRow }> {
  const id = readVerificationToken(work.sealing, token)
  const verification = id === null ? null : await findVerification(work, id)
  if (!verification) throw notFound()
  if (verification.used_at !== null || verification.expires_at <= work.now) throw new Refusal('gone')
  // Nobody is signed in here: the link is what shows that its holder reads the address's mail.
  const known = work.as({ kind: 'system', name: 'verification' })
  const user = await findUser(known, verification.user_id)
  const identity = (await listIdentities(known, verification.user_id)).find(
    (row) => row.id === verification.identity_id,
  )
  if (!user?.active || user.suspended || !identity || !valueHash(work, identity).equals(verification.value_hash))
    throw new Refusal('gone')
  return { verification, identity }
}

/** Confirms the address a link was sent to. Of two at once, one gets 410. */
export async function confirmAddress(work: Work, token: string): Promise<void> {
  const { verification, identity } = await getVerification(work, token)
  if (!(await useVerification(work, verification.id))) throw new Refusal('gone')
  const holder = work.as({ kind: 'system', name: 'verification' })
  await updateIdentity(holder, verification.user_id, identity.id, { verified: true })
  holder.record(addressVerified, verification.user_id, { identity_id: identity.id })
}
