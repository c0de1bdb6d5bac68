// All SQL on sessions.
import { type RawBuilder, sql } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import type { SignInAudience, SignInMethod } from './policies/schema.ts'
import type { SessionRow } from './schema.ts'

/** A session that is used is written to at most this often. */
export const TOUCH_EVERY_S = 60

const sessionColumns = sql`id, user_id, method, provider_id, device_id, created_at, last_seen_at, proved_at, expires_at, idle_s, second_factor_proved`

export async function insertSession(
  work: Work,
  user_id: number,
  session: {
    token_hash: Buffer
    method: SignInMethod
    provider_id: number | null
    provider_session: string | null
    device_id: number | null
    expires_at: Date
    idle_s: number
    second_factor_proved: boolean
  },
): Promise<number> {
  const id = newId()
  const { ip, user_agent } = work.origin
  const { provider_session } = session
  const sealed = work.sealing.seal(`sessions/${id}/sealed`, { ip, user_agent, provider_session })
  const provider_session_hash = provider_session === null ? null : providerSessionHash(work, provider_session)
  await work.db.run(sql`
    insert into sessions (account_id, id, user_id, token_hash, sealed, method, provider_id, provider_session_hash, device_id, created_at, last_seen_at, proved_at, expires_at, idle_s, second_factor_proved)
    values (${work.account_id}, ${id}, ${user_id}, ${session.token_hash}, ${sealed}, ${session.method}, ${session.provider_id}, ${provider_session_hash}, ${session.device_id},
      ${work.now}, ${work.now}, ${work.now}, ${session.expires_at}, ${session.idle_s}, ${session.second_factor_proved})`)
  return id
}

/** What a provider calls its session, as it is kept. */
export function providerSessionHash(work: Work, provider_session: string): Buffer {
  return work.sealing.lookupHash('provider_session', provider_session)
}

/** Gives a session another secret; `proved` where a factor was proved again in it. Returns when it ends, or null where it has. */
export async function saveSessionSecret(
  work: Work,
  session_id: number,
  { token_hash, proved }: { token_hash: Buffer; proved: boolean },
): Promise<Date | null> {
  const row = await work.db.first<{ expires_at: Date }>(sql`
    update sessions set token_hash = ${token_hash}, proved_at = case when ${proved}::boolean then ${work.now}::timestamptz else proved_at end
    where account_id = ${work.account_id}::bigint and id = ${session_id}::bigint returning expires_at`)
  return row?.expires_at ?? null
}

/** By what a session is found: the hash of its secret or, where it was found by that before, its number. */
export type SessionKey = { token_hash: Buffer } | { id: number }

const isSession = (key: SessionKey) => ('id' in key ? sql`id = ${key.id}::bigint` : sql`token_hash = ${key.token_hash}`)

export async function findSession(work: Work, key: SessionKey): Promise<SessionRow | null> {
  return await work.db.first<SessionRow>(
    sql`select ${sessionColumns} from sessions where account_id = ${work.account_id}::bigint and ${isSession(key)}`,
  )
}

/** SQL for the person of a session, to ask for both at once. */
export function userOfSession(work: Work, key: SessionKey): RawBuilder<number> {
  return sql`(select user_id from sessions where account_id = ${work.account_id}::bigint and ${isSession(key)})`
}

/** Notes that a session is in use. Requests at the same time do not wait for each other here: one of them writes. */
export async function touchSession(work: Work, id: number): Promise<void> {
  await work.db.run(sql`
    update sessions set last_seen_at = ${work.now} where (account_id, id) in (
      select account_id, id from sessions where account_id = ${work.account_id}::bigint and id = ${id}::bigint for update skip locked)`)
}

export async function deleteSession(work: Work, id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`delete from sessions where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
    )) === 1
  )
}

/** Ends the sessions of a browser; returns their ids. */
export async function deleteSessionsOfDevice(work: Work, user_id: number, device_id: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    delete from sessions where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and device_id = ${device_id}::bigint returning id`)
  return rows.map((row) => row.id)
}

/** Sessions of an audience that would last longer than its policy says end in time. */
export async function shortenSessions(
  work: Work,
  audience: SignInAudience,
  policy: { session_idle_minutes: number; session_absolute_minutes: number },
): Promise<void> {
  const role = audience === 'staff' ? sql`<> 'end-user'` : sql`= 'end-user'`
  await work.db.run(sql`
    update sessions s set idle_s = ${policy.session_idle_minutes * 60}::int,
      expires_at = least(s.expires_at, s.created_at + make_interval(mins => ${policy.session_absolute_minutes}::int))
    from users u where s.account_id = ${work.account_id}::bigint and u.account_id = s.account_id and u.id = s.user_id and u.role ${role}`)
}

/** Ends all sessions of a person but one; returns the ids of those that ended. */
export async function deleteSessionsOf(work: Work, user_id: number, except_id: number | null): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    delete from sessions where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and id is distinct from ${except_id}::bigint returning id`)
  return rows.map((row) => row.id)
}
