// What one can do with sessions and passwords, once it is known that one may.

import { findSignInUser, touchLastLogin } from '../people/index.ts'
import { Refusal } from '../platform/errors.ts'
import { writeSessionCookie } from '../platform/http/session-cookie.ts'
import type { Work } from '../platform/work.ts'
import { sinceSession } from './acting.ts'
import { endPendingOf, endPendingOfProvider } from './admission/pending.ts'
import { passwordSet, type SessionEndReason, sessionEnded, signedIn } from './events.ts'
import { savePasswordHash } from './passwords/queries.ts'
import { signInPolicy } from './policies/queries.ts'
import { audienceOf, passwordRules, type SignInMethod } from './policies/schema.ts'
import { deleteSessionsOfProvider } from './provider-sessions.ts'
import { deleteSession, deleteSessionsOf, insertSession, saveSessionSecret } from './queries.ts'
import { newSecret, secretHash } from './secrets.ts'
import { refuseServiceAccount } from './tokens/service-accounts.ts'

/** What a session remembers of how it began. */
export interface SessionBeginning {
  method: SignInMethod
  provider_id: number | null
  provider_session: string | null
  device_id: number | null
  second_factor_proved: boolean
  /** The session ends by then, whatever the policy allows. */
  session_ends_at?: Date | null
}

/** Begins a session for somebody who was admitted. Returns its secret, which only the cookie may hold. */
export async function startSession(
  work: Work,
  user_id: number,
  beginning: SessionBeginning,
): Promise<{ secret: string; session_id: number; expires_in_s: number }> {
  const user = await findSignInUser(work, user_id)
  if (!user) throw new Error('a session for nobody')
  const policy = await signInPolicy(work, audienceOf(user.role))
  const secret = newSecret()
  const token_hash = secretHash(work.sealing, 'session', secret)
  if (!token_hash) throw new Error('a new secret is not a secret')
  const left_ms = (beginning.session_ends_at?.getTime() ?? Number.POSITIVE_INFINITY) - work.now.getTime()
  const expires_in_s = Math.max(0, Math.min(policy.session_absolute_minutes * 60, Math.floor(left_ms / 1000)))
  const session_id = await insertSession(work, user_id, {
    ...beginning,
    token_hash,
    expires_at: new Date(work.now.getTime() + expires_in_s * 1000),
    idle_s: policy.session_idle_minutes * 60,
  })
  await touchLastLogin(work, user_id)
  work.record(signedIn, user_id, { session_id, method: beginning.method, provider_id: beginning.provider_id })
  return { secret, session_id, expires_in_s }
}

/**
 * Gives the actor's session another secret, as often as what it is good for changes: wherever somebody has the former
 * one, it is worth nothing from then on (ASVS 5.0, 7.2.4). Returns the cookie. 401 when the session ended meanwhile.
 */
export async function renewSession(work: Work, origin_url: string, options: { proved: boolean }): Promise<string> {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null) throw new Error('there is no session to renew')
  const secret = newSecret()
  const token_hash = secretHash(work.sealing, 'session', secret)
  if (!token_hash) throw new Error('a new secret is not a secret')
  const expires_at = await saveSessionSecret(work, actor.session_id, { token_hash, ...options })
  if (expires_at === null) throw new Refusal('not_signed_in')
  const left_s = Math.max(1, Math.round((expires_at.getTime() - work.now.getTime()) / 1000))
  return writeSessionCookie(origin_url, secret, left_s)
}

/** Signs the actor out. Nothing happens where there is no session. */
export async function signOut(work: Work): Promise<void> {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null) return
  if (await deleteSession(work, actor.session_id))
    work.record(sessionEnded, actor.user_id, { session_id: actor.session_id, reason: 'signed_out' })
}

/**
 * Ends a person's sessions, and the sign-ins they are in the middle of. The fact itself is the hint by which every
 * process closes their sockets at once (platform/live/socket.ts). Returns how many sessions ended.
 */
export async function endSessionsOf(
  work: Work,
  user_id: number,
  reason: SessionEndReason,
  options: { except?: number | null; except_pending?: number | undefined } = {},
): Promise<number> {
  await endPendingOf(work, user_id, options.except_pending ?? null)
  const ended = await deleteSessionsOf(work, user_id, options.except ?? null)
  for (const session_id of ended) work.record(sessionEnded, user_id, { session_id, reason })
  return ended.length
}

/** A provider says that sessions it began, or was about to, are over: of a person, or those it calls by these names. */
export async function endSessionsOfProvider(
  work: Work,
  provider_id: number,
  which: { user_id: number } | { provider_sessions: readonly string[] },
): Promise<number> {
  await endPendingOfProvider(work, provider_id, which)
  const ended = await deleteSessionsOfProvider(work, provider_id, which)
  for (const { id, user_id } of ended) work.record(sessionEnded, user_id, { session_id: id, reason: 'provider' })
  return ended.length
}

/** Stores a password (already hashed) and ends every other session of the person. */
export async function setPasswordHash(
  work: Work,
  user_id: number,
  hash: string,
  by: 'self' | 'link' | 'invitation' | 'operator' | 'admin',
  options: { pending_id?: number } = {},
): Promise<void> {
  await refuseServiceAccount(work, user_id)
  const user = await findSignInUser(work, user_id)
  const { history } = passwordRules(await signInPolicy(work, audienceOf(user?.role ?? 'agent')))
  await savePasswordHash(work, user_id, hash, history)
  work.record(passwordSet, user_id, { by, ...(await sinceSession(work)) })
  const kept = work.actor.kind === 'user' && work.actor.user_id === user_id ? work.actor.session_id : null
  await endSessionsOf(work, user_id, 'password_changed', { except: kept, except_pending: options.pending_id })
}
