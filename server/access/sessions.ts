// What one can do with sessions and passwords, once it is known that one may.

import { getUser, isSelf, mayEditUser, touchLastLogin } from '../people/index.ts'
import { notFound, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { SESSION_LASTS_S } from './authenticate.ts'
import { passwordSet, sessionEnded, signedIn } from './events.ts'
import { deleteSession, deleteSessionsOf, insertSession, listSessions, savePasswordHash } from './queries.ts'
import type { SessionRow } from './schema.ts'
import { newSecret, secretHash } from './secrets.ts'

/** Begins a session for a person whose credentials were checked. Returns its secret, which only the cookie may hold. */
export async function startSession(
  work: Work,
  user_id: number,
): Promise<{ secret: string; session_id: number; expires_in_s: number }> {
  const secret = newSecret()
  const token_hash = secretHash(work.sealing, 'session', secret)
  if (!token_hash) throw new Error('a new secret is not a secret')
  const session_id = await insertSession(
    work,
    user_id,
    token_hash,
    new Date(work.now.getTime() + SESSION_LASTS_S * 1000),
  )
  await touchLastLogin(work, user_id)
  work.record(signedIn, user_id, { session_id })
  return { secret, session_id, expires_in_s: SESSION_LASTS_S }
}

/** Signs the actor out. Nothing happens where there is no session. */
export async function signOut(work: Work): Promise<void> {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null) return
  if (await deleteSession(work, actor.session_id))
    work.record(sessionEnded, actor.user_id, { session_id: actor.session_id, reason: 'signed_out' })
}

/** The sessions of a person: one's own, or those of somebody the actor may edit. 404 otherwise. */
export async function sessionsOf(work: Work, user_id: number): Promise<SessionRow[]> {
  const user = await getUser(work, user_id)
  if (!isSelf(work.actor, user) && (user.role === 'end-user' || !mayEditUser(work.actor, user)))
    throw new Refusal('forbidden')
  return await listSessions(work, user_id)
}

export async function endSession(work: Work, user_id: number, session_id: number): Promise<void> {
  const sessions = await sessionsOf(work, user_id)
  if (!sessions.some((session) => session.id === session_id)) throw notFound()
  await deleteSession(work, session_id)
  const reason = isSelf(work.actor, { id: user_id }) ? 'signed_out' : 'ended_by_staff'
  work.record(sessionEnded, user_id, { session_id, reason })
}

/** Stores a password (already hashed) and ends every other session of the person. */
export async function setPasswordHash(
  work: Work,
  user_id: number,
  hash: string,
  by: 'self' | 'link' | 'operator',
): Promise<void> {
  await savePasswordHash(work, user_id, hash)
  work.record(passwordSet, user_id, { by })
  const kept = work.actor.kind === 'user' && work.actor.user_id === user_id ? work.actor.session_id : null
  for (const session_id of await deleteSessionsOf(work, user_id, kept))
    work.record(sessionEnded, user_id, { session_id, reason: 'password_changed' })
}
