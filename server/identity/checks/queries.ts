// All SQL on identity_checks and certificate_notices, and on whom a directory is asked about.
import { hasOpenSession } from '../../access/index.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type LinkRow, linksWhere } from '../links/queries.ts'
import type { Problem } from '../problems.ts'
import type { Checked } from '../schema.ts'

export interface CheckRow {
  provider_id: number
  what: Checked
  tried_at: Date
  succeeded_at: Date | null
  failing_since: Date | null
  problem: Problem | null
  /** People who are missing and were kept nevertheless. */
  count: number
  told_at: Date | null
}

const columns = sql.raw('provider_id, what, tried_at, succeeded_at, failing_since, problem, count, told_at')

export async function listChecks(work: Work): Promise<CheckRow[]> {
  return await work.db.all<CheckRow>(
    sql`select ${columns} from identity_checks where account_id = ${work.account_id}::bigint order by provider_id, what`,
  )
}

export async function findCheck(work: Work, provider_id: number, what: Checked): Promise<CheckRow | null> {
  return await work.db.first<CheckRow>(sql`
    select ${columns} from identity_checks
    where account_id = ${work.account_id}::bigint and provider_id = ${provider_id}::bigint and what = ${what}`)
}

export async function saveCheck(work: Work, row: CheckRow): Promise<void> {
  await work.db.run(sql`
    insert into identity_checks (account_id, provider_id, what, tried_at, succeeded_at, failing_since, problem, count, told_at)
    values (${work.account_id}, ${row.provider_id}, ${row.what}, ${row.tried_at}, ${row.succeeded_at}, ${row.failing_since}, ${row.problem}, ${row.count}, ${row.told_at})
    on conflict (account_id, provider_id, what) do update set tried_at = excluded.tried_at, succeeded_at = excluded.succeeded_at,
      failing_since = excluded.failing_since, problem = excluded.problem, count = excluded.count, told_at = excluded.told_at`)
}

/** Notes that something is tried now. False where it was after `since`: of two at once one tries. */
export async function claimCheck(work: Work, provider_id: number, what: Checked, since: Date): Promise<boolean> {
  return (
    (await work.db.run(sql`
      insert into identity_checks (account_id, provider_id, what, tried_at, count)
      values (${work.account_id}, ${provider_id}, ${what}, ${work.now}, 0)
      on conflict (account_id, provider_id, what) do update set tried_at = excluded.tried_at
      where identity_checks.tried_at <= ${since}`)) === 1
  )
}

/**
 * Links of a provider that a directory is to be asked about: of those who are signed in first, then of whoever was not
 * looked at for longest; each not again before its time.
 */
export async function listUnchecked(
  work: Work,
  provider_id: number,
  before: { signed_in: Date; others: Date },
  limit: number,
): Promise<LinkRow[]> {
  const is_open = hasOpenSession(sql`identity_links.account_id`, sql`identity_links.user_id`, work.now)
  return await linksWhere(
    work,
    sql`provider_id = ${provider_id}::bigint and deactivated_at is null and (
      checked_at is null or checked_at < ${before.others} or (checked_at < ${before.signed_in} and ${is_open}))
      order by ${is_open} desc, checked_at nulls first, id limit ${limit}`,
  )
}

/** True the first time that admins are to be told of the end of a certificate, so many days before. */
export async function noteCertificateEnd(
  work: Work,
  provider_id: number,
  ends_at: Date,
  days: number,
): Promise<boolean> {
  return (
    (await work.db.run(sql`
      insert into certificate_notices (account_id, provider_id, ends_at, days)
      values (${work.account_id}, ${provider_id}, ${ends_at}, ${days}) on conflict do nothing`)) === 1
  )
}
