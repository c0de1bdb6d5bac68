// All SQL on address_verifications.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export interface VerificationRow {
  id: number
  user_id: number
  identity_id: number
  value_hash: Buffer
  expires_at: Date
  used_at: Date | null
}

/** Writes a verification down; earlier ones of the same address that nobody used stop working. */
export async function insertVerification(work: Work, row: Omit<VerificationRow, 'used_at'>): Promise<void> {
  await work.db.run(sql`
    delete from address_verifications
    where account_id = ${work.account_id}::bigint and identity_id = ${row.identity_id}::bigint and used_at is null`)
  await work.db.run(sql`
    insert into address_verifications (account_id, id, user_id, identity_id, value_hash, expires_at, created_at)
    values (${work.account_id}, ${row.id}, ${row.user_id}, ${row.identity_id}, ${row.value_hash}, ${row.expires_at}, ${work.now})`)
}

export async function findVerification(work: Work, id: number): Promise<VerificationRow | null> {
  return await work.db.first<VerificationRow>(sql`
    select id, user_id, identity_id, value_hash, expires_at, used_at from address_verifications
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** Uses a verification up. False for the second of two at once. */
export async function useVerification(work: Work, id: number): Promise<boolean> {
  const used = await work.db.run(sql`
    update address_verifications set used_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint and used_at is null`)
  return used === 1
}
