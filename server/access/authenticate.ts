// Who is calling. Called at the start of every request's unit of work, so it is short: two small queries, side by side.

import { findSignInUser } from '../people/index.ts'
import { normaliseAddress } from '../platform/addresses.ts'
import { Refusal } from '../platform/errors.ts'
import type { Credentials } from '../platform/http/server.ts'
import { rightsOf } from '../platform/rights.ts'
import type { Actor, Work } from '../platform/work.ts'
import { standingOf } from './factors/requirement/standing.ts'
import {
  findSession,
  findTokenByHash,
  TOUCH_EVERY_S,
  touchSession,
  touchToken,
  userOfSession,
  userOfToken,
} from './queries.ts'
import { csrfToken, secretHash } from './secrets.ts'

const ANONYMOUS: Actor = { kind: 'anonymous' }

/**
 * The actor behind a request's credentials. An Authorization header that is wrong is refused (401); a cookie that is
 * over counts as none, since a browser sends it without being asked. Suspended and deleted people are nobody.
 */
export async function authenticate(work: Work, credentials: Credentials): Promise<Actor> {
  if (credentials.authorization !== undefined) return await fromAuthorization(work, credentials.authorization)
  if (credentials.session !== undefined) return (await fromSession(work, credentials.session)) ?? ANONYMOUS
  return ANONYMOUS
}

async function fromSession(work: Work, secret: string): Promise<Actor | null> {
  const token_hash = secretHash(work.sealing, 'session', secret)
  if (!token_hash) return null
  const [session, user] = await Promise.all([
    findSession(work, token_hash),
    findSignInUser(work, userOfSession(work, token_hash)),
  ])
  if (!session || session.expires_at <= work.now) return null
  const idle_s = (work.now.getTime() - session.last_seen_at.getTime()) / 1000
  if (idle_s > session.idle_s) return null
  if (!user?.active || user.suspended) return null
  // Whoever put off a second factor until its date signs in again, and sets one up on the way.
  if (!session.second_factor_proved && (await standingOf(work, user)) === 'overdue') return null
  if (idle_s >= TOUCH_EVERY_S) await touchSession(work, session.id)
  return {
    kind: 'user',
    user_id: user.id,
    role: user.role,
    rights: rightsOf(user),
    session_id: session.id,
    csrf_token: csrfToken(work.sealing, secret),
    token_id: null,
    scopes: null,
    proved_at: session.proved_at,
  }
}

async function fromAuthorization(work: Work, header: string): Promise<Actor> {
  const { secret, email } = readAuthorization(header)
  const token_hash = secretHash(work.sealing, 'api_token', secret)
  if (!token_hash) throw new Refusal('not_signed_in')
  const [token, user] = await Promise.all([
    findTokenByHash(work, token_hash),
    findSignInUser(work, userOfToken(work, token_hash), email),
  ])
  if (!token || (token.expires_at !== null && token.expires_at <= work.now)) throw new Refusal('not_signed_in')
  // In Zendesk a token acts for whichever address stands before it. Ours is bound to its user.
  if (!user?.active || user.suspended || !user.has_address) throw new Refusal('not_signed_in')
  if ((await standingOf(work, user)) === 'overdue') throw new Refusal('second_factor_required')
  if (token.last_used_at === null || work.now.getTime() - token.last_used_at.getTime() >= TOUCH_EVERY_S * 1000)
    await touchToken(work, token.id)
  return {
    kind: 'user',
    user_id: user.id,
    role: user.role,
    rights: rightsOf(user),
    session_id: null,
    csrf_token: null,
    token_id: token.id,
    scopes: token.scopes,
    proved_at: null,
  }
}

/** `Bearer TOKEN`, or `Basic base64(email/token:TOKEN)`. Passwords are for the sign-in page only. */
export function readAuthorization(header: string): { secret: string; email: string | null } {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+) *$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return { secret: value, email: null }
  if (scheme.toLowerCase() !== 'basic') throw new Refusal('not_signed_in')
  const pair = Buffer.from(value, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const name = pair.slice(0, Math.max(colon, 0))
  const email = name.endsWith('/token') ? normaliseAddress(name.slice(0, -'/token'.length)) : null
  if (email === null) throw new Refusal('not_signed_in')
  return { secret: pair.slice(colon + 1), email }
}
