// What every exchange asks: whether the person is still here, and what follows when a secret comes a second time.
import { findSignInUser } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import type { ClientRow } from '../clients/queries.ts'
import { secretReused } from '../events.ts'
import { OAuthError } from './replies.ts'
import { revokeFamily } from './withdrawing.ts'

/** One text for all reasons: whoever tries a secret learns nothing of it. */
export const NO_GRANT = 'the code or token is not valid, was used, or belongs to another client'

/** `invalid_grant` for people who are gone or suspended. */
export async function mustBeHere(work: Work, user_id: number): Promise<void> {
  const user = await findSignInUser(work, user_id)
  if (!user?.active || user.suspended) throw new OAuthError('invalid_grant', NO_GRANT)
}

/** Revokes everything that came of a secret which is in two hands. */
export async function alarm(
  work: Work,
  client: ClientRow,
  row: { family_id: number; user_id: number },
  what: 'code' | 'refresh_token' | 'device_code',
): Promise<void> {
  const tokens_revoked = await revokeFamily(work, row.family_id)
  work.record(secretReused, row.user_id, { client_id: client.id, what, tokens_revoked })
}
