// All SQL on recovery_codes.
import { sql } from '../../../platform/db.ts'
import type { Work } from '../../../platform/work.ts'

/** Codes that work: confirmed and not used. */
export async function countCodes(work: Work, user_id: number): Promise<number> {
  const row = await work.db.one<{ count: number }>(sql`
    select count(*)::int as count from recovery_codes
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and confirmed_at is not null and used_at is null`)
  return row.count
}

/** Puts codes aside until they are confirmed; those put aside before are forgotten. */
export async function replaceUnconfirmedCodes(work: Work, user_id: number, hashes: readonly Buffer[]): Promise<void> {
  await work.db.run(sql`
    delete from recovery_codes where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and confirmed_at is null`)
  await work.db.run(sql`
    insert into recovery_codes (account_id, user_id, code_hash, created_at)
    select ${work.account_id}::bigint, ${user_id}::bigint, hash, ${work.now}::timestamptz from unnest(${[...hashes]}::bytea[]) as hash`)
}

/** True when a code is one of those that wait to be confirmed. */
export async function isUnconfirmedCode(work: Work, user_id: number, hash: Buffer): Promise<boolean> {
  const row = await work.db.first<{ found: number }>(sql`
    select 1 as found from recovery_codes
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and code_hash = ${hash} and confirmed_at is null`)
  return row !== null
}

/** The codes that wait begin to work, the others stop. */
export async function confirmCodes(work: Work, user_id: number): Promise<void> {
  await work.db.run(sql`
    delete from recovery_codes where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and confirmed_at is not null`)
  await work.db.run(sql`
    update recovery_codes set confirmed_at = ${work.now} where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`)
}

/** Uses a code up. False when it does not work; of two at once, one gets false. */
export async function useCode(work: Work, user_id: number, hash: Buffer): Promise<boolean> {
  return (
    (await work.db.run(sql`
      update recovery_codes set used_at = ${work.now}
      where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and code_hash = ${hash} and confirmed_at is not null and used_at is null`)) ===
    1
  )
}

/** Takes codes away that were made since an instant, and those that wait. Returns how many of them worked. */
export async function deleteCodesSince(work: Work, user_id: number, since: Date): Promise<number> {
  const rows = await work.db.all<{ worked: boolean }>(sql`
    delete from recovery_codes where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint
      and (confirmed_at is null or confirmed_at >= ${since}) returning confirmed_at is not null and used_at is null as worked`)
  return rows.filter(({ worked }) => worked).length
}

export async function deleteCodes(work: Work, user_id: number): Promise<number> {
  return await work.db.run(
    sql`delete from recovery_codes where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}
