// How a provider calls the sessions it began, so that we can tell it which one ends.

import { providerSessionHash } from '../../access/index.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

/** Longer than any session here may last. */
const KEPT_MS = 91 * 86_400_000

export interface SamlSession {
  name_id: string
  name_id_format: string | null
  name_qualifier: string | null
  sp_name_qualifier: string | null
  session_index: string
}

const place = (id: number) => `identity_sessions/${id}/sealed`

export async function keepSamlSession(work: Work, provider_id: number, user_id: number, session: SamlSession) {
  const id = newId()
  await work.db.run(sql`
    insert into identity_sessions (account_id, id, provider_id, user_id, session_hash, sealed, expires_at)
    values (${work.account_id}, ${id}, ${provider_id}, ${user_id}, ${providerSessionHash(work, session.session_index)},
      ${work.sealing.seal(place(id), session)}, ${new Date(work.now.getTime() + KEPT_MS)})`)
}

/** The newest one under a hash; it is used up. */
export async function takeSamlSession(
  work: Work,
  provider_id: number,
  session_hash: Buffer,
): Promise<SamlSession | null> {
  const rows = await work.db.all<{ id: number; sealed: Buffer }>(sql`
    delete from identity_sessions where account_id = ${work.account_id}::bigint and provider_id = ${provider_id}::bigint and session_hash = ${session_hash}
    returning id, sealed`)
  const [row] = rows.toSorted((a, b) => b.id - a.id)
  return row ? work.sealing.open<SamlSession>(place(row.id), row.sealed) : null
}
