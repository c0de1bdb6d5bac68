// SQL on lock_outs, and the counts behind them.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { LimitReached } from '../attempts.ts'

export interface LockOut {
  id: number
  purpose: string
  user_id: number | null
  email: string
  ip: string | null
  created_at: Date
  expires_at: Date
}

const MOST_LISTED = 500

/** Writes down that a limit was reached: once for each of its windows. */
export async function insertLockOut(
  work: Work,
  reached: LimitReached,
  about: { user_id: number | null; email: string },
): Promise<number> {
  const id = newId()
  const expires_at = new Date(work.now.getTime() + reached.retry_after_s * 1000)
  const sealed = work.sealing.seal(`lock_outs/${id}/sealed`, { email: about.email, ip: work.origin.ip })
  await work.db.run(sql`
    insert into lock_outs (account_id, id, purpose, key_hash, user_id, sealed, created_at, expires_at)
    values (${work.account_id}, ${id}, ${reached.limit}, ${reached.key_hash}, ${about.user_id}, ${sealed}, ${work.now}, ${expires_at})`)
  return id
}

/** Those that still hold, the newest first; of one person where asked. */
export async function listLockOuts(work: Work, user_id: number | null = null): Promise<LockOut[]> {
  const whose = user_id === null ? sql`` : sql` and user_id = ${user_id}::bigint`
  const rows = await work.db.all<Omit<LockOut, 'email' | 'ip'> & { sealed: Buffer }>(sql`
    select id, purpose, user_id, sealed, created_at, expires_at from lock_outs
    where account_id = ${work.account_id}::bigint and expires_at > ${work.now}::timestamptz${whose} order by id desc limit ${MOST_LISTED}`)
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...work.sealing.open<{ email: string; ip: string | null }>(`lock_outs/${row.id}/sealed`, sealed),
  }))
}

/** Forgets the count behind one, or behind all. Returns whom they were about, where it is known. */
export async function deleteLockOuts(work: Work, id: number | null): Promise<{ id: number; user_id: number | null }[]> {
  const which = id === null ? sql`` : sql` and id = ${id}::bigint`
  return await work.db.all<{ id: number; user_id: number | null }>(sql`
    with gone as (
      delete from lock_outs where account_id = ${work.account_id}::bigint${which} returning account_id, id, user_id, purpose, key_hash
    ), forgotten as (
      delete from attempts a using gone g where a.account_id = g.account_id and a.purpose = g.purpose and a.key_hash = g.key_hash
    )
    select id, user_id from gone`)
}
