// Who is calling. Called at the start of every request's unit of work, so it is short: two small queries, side by side.

import { findSignInUser } from '../people/index.ts'
import type { Credentials } from '../platform/http/server.ts'
import { rightsOf } from '../platform/rights.ts'
import type { Actor, Work } from '../platform/work.ts'
import { fromPassword } from './api-passwords/actor.ts'
import { standingOf } from './factors/requirement/standing.ts'
import { findSession, type SessionKey, TOUCH_EVERY_S, touchSession, userOfSession } from './queries.ts'
import { csrfToken, secretHash } from './secrets.ts'
import { fromAuthorization } from './tokens/authenticate.ts'

const ANONYMOUS: Actor = { kind: 'anonymous' }

/**
 * The actor behind a request's credentials. An Authorization header that is wrong is refused (401); a cookie that is
 * over counts as none, since a browser sends it without being asked. Suspended and deleted people are nobody.
 */
export async function authenticate(work: Work, credentials: Credentials): Promise<Actor> {
  if (credentials.password_proof !== undefined) return await fromPassword(work, credentials.password_proof, credentials)
  if (credentials.authorization !== undefined)
    return await fromAuthorization(work, { ...credentials, authorization: credentials.authorization })
  if (credentials.session !== undefined) return (await fromSession(work, credentials.session)) ?? ANONYMOUS
  return ANONYMOUS
}

async function fromSession(work: Work, secret: string): Promise<Actor | null> {
  const token_hash = secretHash(work.sealing, 'session', secret)
  return token_hash && (await inSession(work, { token_hash }, { is_use: true }))
}

/** Who is in a session that was found by its secret before: an open socket's. To ask is no use of it. */
export async function actorOfSession(work: Work, id: number): Promise<Actor | null> {
  return await inSession(work, { id }, { is_use: false })
}

async function inSession(work: Work, key: SessionKey, { is_use }: { is_use: boolean }): Promise<Actor | null> {
  const [session, user] = await Promise.all([findSession(work, key), findSignInUser(work, userOfSession(work, key))])
  if (!session || session.expires_at <= work.now) return null
  const idle_s = (work.now.getTime() - session.last_seen_at.getTime()) / 1000
  if (idle_s > session.idle_s) return null
  if (!user?.active || user.suspended) return null
  // Whoever put off a second factor until its date signs in again, and sets one up on the way.
  if (!session.second_factor_proved && (await standingOf(work, user)) === 'overdue') return null
  if (is_use && idle_s >= TOUCH_EVERY_S) await touchSession(work, session.id)
  return {
    kind: 'user',
    user_id: user.id,
    role: user.role,
    rights: rightsOf(user),
    session_id: session.id,
    csrf_token: csrfToken(work.sealing, session.id),
    token_id: null,
    scopes: null,
    proved_at: session.proved_at,
  }
}
