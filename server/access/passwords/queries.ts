// SQL on passwords and password_history.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { MOST_HISTORY } from './levels.ts'

export async function findPasswordHash(work: Work, user_id: number): Promise<string | null> {
  return (await findPassword(work, user_id))?.hash ?? null
}

export interface StoredPassword {
  hash: string
  changed_at: Date
  /** Since when an admin asks for another one. */
  new_required_at: Date | null
}

export async function findPassword(work: Work, user_id: number): Promise<StoredPassword | null> {
  return await work.db.first<StoredPassword>(
    sql`select hash, changed_at, new_required_at from passwords where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** Writes a password; the one before it is remembered among the last `history`, none where that is 0. */
export async function savePasswordHash(work: Work, user_id: number, hash: string, history: number): Promise<void> {
  const before = await findPasswordHash(work, user_id)
  if (before !== null && history > 0)
    await work.db.run(sql`
      insert into password_history (account_id, id, user_id, hash, replaced_at)
      values (${work.account_id}, ${newId()}, ${user_id}, ${before}, ${work.now})`)
  await work.db.run(sql`
    delete from password_history where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and id not in (
      select id from password_history where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint order by id desc limit ${history})`)
  await work.db.run(sql`
    insert into passwords (account_id, user_id, hash, changed_at) values (${work.account_id}, ${user_id}, ${hash}, ${work.now})
    on conflict (account_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at, new_required_at = null`)
}

/** The password there is opens nothing more but the page where it is replaced. False where there is none. */
export async function markNewRequired(work: Work, user_id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`update passwords set new_required_at = ${work.now} where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
    )) === 1
  )
}

/** The hashes of earlier passwords, the newest first. */
export async function listEarlierHashes(work: Work, user_id: number): Promise<string[]> {
  const rows = await work.db.all<{ hash: string }>(sql`
    select hash from password_history where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint order by id desc limit ${MOST_HISTORY}`)
  return rows.map((row) => row.hash)
}

/** Nobody signs in with a password any more until a new one is chosen by a link. */
export async function deletePassword(work: Work, user_id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`delete from passwords where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
    )) === 1
  )
}
