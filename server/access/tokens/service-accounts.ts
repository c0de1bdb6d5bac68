// Service accounts: people of the team who are programs. They have a role and tokens, and no way to sign in: no password,
// no invitation, and an address in a domain that no mail can ever come to (RFC 2606). All SQL on service_accounts.
import { findUser } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'

/** An account with more has a list that nobody reads. */
export const MAX_SERVICE_ACCOUNTS = 500

export interface ServiceAccountRow {
  user_id: number
  purpose: string
  created_by_id: number | null
  created_at: Date
}

const columns = sql`user_id, purpose, created_by_id, created_at`

/** True for people who are programs. Nobody signs in as one. */
export async function isServiceAccount(work: Work, user_id: number): Promise<boolean> {
  return (await findServiceAccountRow(work, user_id)) !== null
}

export async function findServiceAccountRow(work: Work, user_id: number): Promise<ServiceAccountRow | null> {
  return await work.db.first<ServiceAccountRow>(
    sql`select ${columns} from service_accounts where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** Those whose person was not deleted. */
export async function listServiceAccounts(work: Work): Promise<ServiceAccountRow[]> {
  return await work.db.all<ServiceAccountRow>(sql`
    select ${columns} from service_accounts where account_id = ${work.account_id}::bigint and exists (
      select from users where users.account_id = service_accounts.account_id and users.id = service_accounts.user_id and users.active)
    order by user_id limit ${MAX_SERVICE_ACCOUNTS}`)
}

export async function insertServiceAccount(work: Work, row: ServiceAccountRow): Promise<void> {
  await work.db.run(sql`
    insert into service_accounts (account_id, user_id, purpose, created_by_id, created_at)
    values (${work.account_id}, ${row.user_id}, ${row.purpose}, ${row.created_by_id}, ${row.created_at})`)
}

export async function savePurpose(work: Work, user_id: number, purpose: string): Promise<void> {
  await work.db.run(
    sql`update service_accounts set purpose = ${purpose} where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** Whether a person may be given a password or a session. 403 for programs. */
export async function refuseServiceAccount(work: Work, user_id: number): Promise<void> {
  if (await isServiceAccount(work, user_id)) throw new Refusal('forbidden', 'A service account cannot sign in')
}

/** The active service account of an id, for a client that acts as one; null otherwise. */
export async function findServiceAccount(work: Work, user_id: number) {
  if (!(await isServiceAccount(work, user_id))) return null
  const user = await findUser(work, user_id)
  return user?.active && !user.suspended ? user : null
}
