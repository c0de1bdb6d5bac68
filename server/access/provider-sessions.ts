// All SQL on sessions that identity providers began.
import { type RawBuilder, sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { providerSessionHash } from './queries.ts'

/** The provider that began the actor's session, where it has a name of its own for it; else null. */
export async function providerOfSession(work: Work): Promise<{ provider_id: number; session_hash: Buffer } | null> {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null) return null
  return await work.db.first<{ provider_id: number; session_hash: Buffer }>(sql`
    select provider_id, provider_session_hash as session_hash from sessions where account_id = ${work.account_id}::bigint
      and id = ${actor.session_id}::bigint and provider_id is not null and provider_session_hash is not null`)
}

/** Ends sessions of a provider: of one person, or those it calls by one of these names. Returns ids with their person. */
export async function deleteSessionsOfProvider(
  work: Work,
  provider_id: number,
  which: { user_id: number } | { provider_sessions: readonly string[] },
): Promise<{ id: number; user_id: number }[]> {
  const those =
    'user_id' in which
      ? sql`user_id = ${which.user_id}::bigint`
      : sql`provider_session_hash = any(${which.provider_sessions.map((name) => providerSessionHash(work, name))}::bytea[])`
  return await work.db.all<{ id: number; user_id: number }>(sql`
    delete from sessions where account_id = ${work.account_id}::bigint and provider_id = ${provider_id}::bigint and ${those} returning id, user_id`)
}

/** SQL: true where somebody is signed in, by whatever method. */
export function hasOpenSession(
  account_id: RawBuilder<number>,
  user_id: RawBuilder<number>,
  now: Date,
): RawBuilder<boolean> {
  return sql`exists (select 1 from sessions open where open.account_id = ${account_id} and open.user_id = ${user_id} and open.expires_at > ${now})`
}
