// All SQL on oauth_grants, oauth_codes and oauth_refresh_tokens.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export interface GrantRow {
  id: number
  client_id: number
  user_id: number
  scopes: string[]
  created_at: Date
  updated_at: Date
}

const grantColumns = sql`id, client_id, user_id, scopes, created_at, updated_at`

/** Keeps what a person allows a client, in place of what they allowed it before. Returns its id. */
export async function saveGrant(work: Work, user_id: number, client_id: number, scopes: string[]): Promise<number> {
  const { id } = await work.db.one<{ id: number }>(sql`
    insert into oauth_grants (account_id, id, client_id, user_id, scopes, created_at, updated_at)
    values (${work.account_id}, ${newId()}, ${client_id}, ${user_id}, ${scopes}, ${work.now}, ${work.now})
    on conflict (account_id, user_id, client_id) do update set scopes = excluded.scopes, updated_at = excluded.updated_at
    returning id`)
  return id
}

/** Keeps that a client acts for a person, where nothing of it is kept yet. */
export async function addGrant(work: Work, user_id: number, client_id: number, scopes: string[]): Promise<boolean> {
  const added = await work.db.run(sql`
    insert into oauth_grants (account_id, id, client_id, user_id, scopes, created_at, updated_at)
    values (${work.account_id}, ${newId()}, ${client_id}, ${user_id}, ${scopes}, ${work.now}, ${work.now})
    on conflict (account_id, user_id, client_id) do nothing`)
  return added === 1
}

export async function listGrantsOf(work: Work, user_id: number, limit: number): Promise<GrantRow[]> {
  return await work.db.all<GrantRow>(sql`
    select ${grantColumns} from oauth_grants where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint order by id desc limit ${limit}`)
}

export async function countGrantsOf(work: Work, user_id: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from oauth_grants where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  return count
}

/** Removes what was allowed, with its codes and refresh tokens; returns what there was. */
export async function deleteGrants(
  work: Work,
  which: { user_id?: number; client_id?: number },
): Promise<Pick<GrantRow, 'client_id' | 'user_id'>[]> {
  const conditions = [sql`account_id = ${work.account_id}::bigint`]
  if (which.user_id !== undefined) conditions.push(sql`user_id = ${which.user_id}::bigint`)
  if (which.client_id !== undefined) conditions.push(sql`client_id = ${which.client_id}::bigint`)
  return await work.db.all<Pick<GrantRow, 'client_id' | 'user_id'>>(
    sql`delete from oauth_grants where ${sql.join(conditions, sql` and `)} returning client_id, user_id`,
  )
}

export interface CodeRow {
  client_id: number
  grant_id: number
  user_id: number
  family_id: number
  redirect_uri: string | null
  scopes: string[]
  code_challenge: string | null
  expires_at: Date
  used_at: Date | null
}

export async function insertCode(work: Work, code_hash: Buffer, row: Omit<CodeRow, 'used_at'>): Promise<void> {
  await work.db.run(sql`
    insert into oauth_codes (account_id, code_hash, client_id, grant_id, user_id, family_id, redirect_uri, scopes, code_challenge, created_at, expires_at)
    values (${work.account_id}, ${code_hash}, ${row.client_id}, ${row.grant_id}, ${row.user_id}, ${row.family_id}, ${row.redirect_uri}, ${row.scopes},
      ${row.code_challenge}, ${work.now}, ${row.expires_at})`)
}

/** A code, locked: of two that bring it at once, one comes second. */
export async function lockCode(work: Work, code_hash: Buffer): Promise<CodeRow | null> {
  return await work.db.first<CodeRow>(sql`
    select client_id, grant_id, user_id, family_id, redirect_uri, scopes, code_challenge, expires_at, used_at
    from oauth_codes where account_id = ${work.account_id}::bigint and code_hash = ${code_hash} for update`)
}

export async function useCode(work: Work, code_hash: Buffer): Promise<void> {
  await work.db.run(
    sql`update oauth_codes set used_at = ${work.now} where account_id = ${work.account_id}::bigint and code_hash = ${code_hash}`,
  )
}

export interface RefreshRow {
  client_id: number
  grant_id: number
  user_id: number
  family_id: number
  scopes: string[]
  /** When the person allowed it: the chain ends so long after, however often it was renewed. */
  began_at: Date
  expires_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

export async function insertRefresh(
  work: Work,
  token_hash: Buffer,
  row: Omit<RefreshRow, 'used_at' | 'revoked_at'>,
): Promise<void> {
  await work.db.run(sql`
    insert into oauth_refresh_tokens (account_id, token_hash, client_id, grant_id, user_id, family_id, scopes, began_at, created_at, expires_at)
    values (${work.account_id}, ${token_hash}, ${row.client_id}, ${row.grant_id}, ${row.user_id}, ${row.family_id}, ${row.scopes}, ${row.began_at},
      ${work.now}, ${row.expires_at})`)
}

/** A refresh token, locked as a code is. */
export async function lockRefresh(work: Work, token_hash: Buffer): Promise<RefreshRow | null> {
  return await work.db.first<RefreshRow>(sql`
    select client_id, grant_id, user_id, family_id, scopes, coalesce(began_at, created_at) as began_at, expires_at, used_at, revoked_at
    from oauth_refresh_tokens where account_id = ${work.account_id}::bigint and token_hash = ${token_hash} for update`)
}

export async function useRefresh(work: Work, token_hash: Buffer): Promise<void> {
  await work.db.run(
    sql`update oauth_refresh_tokens set used_at = ${work.now} where account_id = ${work.account_id}::bigint and token_hash = ${token_hash}`,
  )
}

export async function revokeRefreshes(work: Work, family_id: number): Promise<void> {
  await work.db.run(sql`
    update oauth_refresh_tokens set revoked_at = ${work.now}
    where account_id = ${work.account_id}::bigint and family_id = ${family_id}::bigint and revoked_at is null`)
}
