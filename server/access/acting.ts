// People as actors, for what is done later in their name; and since when one acts.
import { findUser } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { rightsOf } from '../platform/rights.ts'
import type { Actor, Work } from '../platform/work.ts'

/** Somebody with the role they have now, outside of any session; null when they are gone or suspended. */
export async function findActor(work: Work, user_id: number): Promise<Actor | null> {
  const user = await findUser(work, user_id)
  if (!user?.active || user.suspended) return null
  if (user.access_ends_at !== null && user.access_ends_at <= work.now) return null
  return {
    kind: 'user',
    user_id,
    role: user.role,
    rights: rightsOf(user),
    session_id: null,
    csrf_token: null,
    token_id: null,
    scopes: null,
    proved_at: null,
  }
}

/**
 * When the session began in which the actor is: what a fact about credentials carries, so that "this wasn't me" knows
 * from when on nothing was theirs. Nothing where there is no session.
 */
export async function sinceSession({ actor, account_id, db }: Work): Promise<{ since?: string }> {
  if (actor.kind !== 'user' || actor.session_id === null) return {}
  const session = await db.first<{ created_at: Date }>(
    sql`select created_at from sessions where account_id = ${account_id}::bigint and id = ${actor.session_id}::bigint`,
  )
  return session ? { since: session.created_at.toISOString() } : {}
}
