// People as actors, for what is done later in their name.
import { findUser } from '../people/index.ts'
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
