// Taking back what was allowed: by the person, with the client, or because a secret was seen in two hands.
import { revokeTokensOf } from '../../access/index.ts'
import type { Work } from '../../platform/work.ts'
import { accessWithdrawn } from '../events.ts'
import { deleteGrants, revokeRefreshes } from './queries.ts'

/** Everything a person allowed a client, everything of a client, or everything a person allowed anybody. */
export async function withdrawAll(work: Work, which: { user_id?: number; client_id?: number }): Promise<void> {
  if (which.client_id !== undefined) await revokeTokensOf(work, { ...which, client_id: which.client_id })
  for (const grant of await deleteGrants(work, which))
    work.record(accessWithdrawn, grant.user_id, { client_id: grant.client_id })
}

/** One family of tokens: what came of one consent in one browser. Returns how many access tokens died. */
export async function revokeFamily(work: Work, family_id: number): Promise<number> {
  await revokeRefreshes(work, family_id)
  return await revokeTokensOf(work, { family_id })
}
