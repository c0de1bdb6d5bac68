// What changes hands when one person turns out to be another. Each statement leaves out what the winner has already.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

/** Memberships and subscriptions of organisations; what both had stays the winner's. */
export async function moveOrganizations(work: Work, loser_id: number, winner_id: number): Promise<void> {
  for (const table of ['organization_memberships', 'organization_subscriptions']) {
    await work.db.run(sql`
      delete from ${sql.table(table)} where account_id = ${work.account_id}::bigint and user_id = ${loser_id}::bigint and organization_id in (
        select organization_id from ${sql.table(table)} where account_id = ${work.account_id}::bigint and user_id = ${winner_id}::bigint)`)
  }
  await work.db.run(sql`
    update organization_memberships set user_id = ${winner_id}::bigint, updated_at = ${work.now},
      is_default = is_default and not exists (
        select from organization_memberships w where w.account_id = ${work.account_id}::bigint and w.user_id = ${winner_id}::bigint and w.is_default)
    where account_id = ${work.account_id}::bigint and user_id = ${loser_id}::bigint`)
  await work.db.run(
    sql`update organization_subscriptions set user_id = ${winner_id}::bigint where account_id = ${work.account_id}::bigint and user_id = ${loser_id}::bigint`,
  )
}
