// All SQL on scim_users, and on whom SCIM sees: the team, and whoever a directory added; never the other customers.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { Json } from '../protocol.ts'

export interface ScimUserRow {
  user_id: number
  user_name: string
  external_id: string | null
  /** What the directory said and the desk has no place for. */
  attributes: Json
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

interface Sealed {
  user_name: string
  external_id: string | null
  attributes: Json
}

const place = (user_id: number) => `scim_users/${user_id}/sealed`

/** userName is compared without regard to case (RFC 7643 §4.1.1). */
export function userNameHash(work: Pick<Work, 'sealing'>, user_name: string): Buffer {
  return work.sealing.lookupHash('scim_user_name', user_name.normalize('NFC').toLowerCase())
}

export function externalIdHash(work: Pick<Work, 'sealing'>, external_id: string): Buffer {
  return work.sealing.lookupHash('scim_external_id', external_id)
}

type Stored = Omit<ScimUserRow, keyof Sealed> & { sealed: Buffer }

async function select(work: Work, where: RawBuilder<unknown>): Promise<ScimUserRow[]> {
  const rows = await work.db.all<Stored>(sql`
    select user_id, sealed, created_at, updated_at, deleted_at from scim_users where account_id = ${work.account_id}::bigint and ${where}`)
  return rows.map(({ sealed, ...row }) => ({ ...row, ...work.sealing.open<Sealed>(place(row.user_id), sealed) }))
}

export async function scimUsersByIds(work: Work, ids: readonly number[]): Promise<ScimUserRow[]> {
  return ids.length === 0 ? [] : await select(work, sql`user_id = any(${ids}::bigint[])`)
}

/** Who has a userName, and was not deleted by the directory. */
export async function findScimUserByName(work: Work, user_name: string): Promise<ScimUserRow | null> {
  return (await select(work, sql`user_name_hash = ${userNameHash(work, user_name)} and deleted_at is null`))[0] ?? null
}

/** Whom the directory calls so: null where it is nobody, somebody it deleted, or several. */
export async function ownerOfExternalId(work: Work, external_id: string): Promise<number | null> {
  const rows = await work.db.all<{ user_id: number }>(sql`
    select user_id from scim_users where account_id = ${work.account_id}::bigint
      and external_id_hash = ${externalIdHash(work, external_id)} and deleted_at is null limit 2`)
  const [row] = rows
  return row && rows.length === 1 ? row.user_id : null
}

export async function saveScimUser(
  work: Work,
  row: Pick<ScimUserRow, 'user_id' | 'user_name' | 'external_id' | 'attributes'>,
): Promise<void> {
  const { user_id, user_name, external_id, attributes } = row
  const sealed = work.sealing.seal(place(user_id), { user_name, external_id, attributes } satisfies Sealed)
  await work.db.run(sql`
    insert into scim_users (account_id, user_id, user_name_hash, external_id_hash, sealed, created_at, updated_at)
    values (${work.account_id}, ${user_id}, ${userNameHash(work, user_name)}, ${external_id === null ? null : externalIdHash(work, external_id)}::bytea, ${sealed}, ${work.now}, ${work.now})
    on conflict (account_id, user_id) do update set user_name_hash = excluded.user_name_hash, external_id_hash = excluded.external_id_hash,
      sealed = excluded.sealed, updated_at = excluded.updated_at, deleted_at = null`)
}

/** SCIM does not see the person any more. */
export async function markScimUserDeleted(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`update scim_users set deleted_at = ${work.now} where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** What SCIM knows of somebody who was deleted here or became another goes. */
export async function forgetScimUser(work: Work, user_id: number): Promise<void> {
  for (const table of [sql`scim_users`, sql`scim_group_members`])
    await work.db.run(
      sql`delete from ${table} where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
    )
}

export async function countScimUsers(work: Work): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from scim_users where account_id = ${work.account_id}::bigint and deleted_at is null`,
  )
  return count
}

/** SQL: people SCIM sees, as `users` with `s` for what it knows of them. */
const seen = (work: Work) => sql`
  users left join scim_users s on s.account_id = users.account_id and s.user_id = users.id
  where users.account_id = ${work.account_id}::bigint and users.active and s.deleted_at is null and users.id in (
    select id from users where account_id = ${work.account_id}::bigint and active and role in ('agent', 'admin', 'owner')
    union all select user_id from scim_users where account_id = ${work.account_id}::bigint)`

/** How people may be sorted. */
export const USER_SORTS: Record<string, RawBuilder<unknown>> = {
  id: sql`users.id`,
  'meta.created': sql`coalesce(s.created_at, users.created_at)`,
  'meta.lastModified': sql`greatest(users.updated_at, s.updated_at)`,
  active: sql`users.suspended`,
}

export interface Slice {
  /** From 0. */
  offset: number
  limit: number
}

/** Ids of the people SCIM sees for whom a condition on `users` and `s` holds, and how many they are in all. */
export async function listSeenIds(
  work: Work,
  condition: RawBuilder<unknown>,
  { offset, limit }: Slice,
  order: RawBuilder<unknown>,
): Promise<{ ids: number[]; total: number }> {
  const { total } = await work.db.one<{ total: number }>(
    sql`select count(*) as total from ${seen(work)} and (${condition})`,
  )
  if (limit === 0 || offset >= total) return { ids: [], total }
  const rows = await work.db.all<{ id: number }>(
    sql`select users.id from ${seen(work)} and (${condition}) order by ${order}, users.id limit ${limit} offset ${offset}`,
  )
  return { ids: rows.map((row) => row.id), total }
}

/** Which of some ids are people SCIM sees. */
export async function seenAmong(work: Work, ids: readonly number[]): Promise<Set<number>> {
  const rows = await work.db.all<{ id: number }>(
    sql`select users.id from ${seen(work)} and users.id = any(${ids}::bigint[])`,
  )
  return new Set(rows.map((row) => row.id))
}

/** The groups people are in, those of the desk and those that stand for roles. */
export async function groupsOfUsers(
  work: Work,
  ids: readonly number[],
): Promise<{ user_id: number; id: number; name: string; is_role: boolean }[]> {
  if (ids.length === 0) return []
  return await work.db.all(sql<{ user_id: number; id: number; name: string; is_role: boolean }>`
    select m.user_id, g.id, g.name, false as is_role from group_memberships m join groups g on g.account_id = m.account_id and g.id = m.group_id
    where m.account_id = ${work.account_id}::bigint and m.user_id = any(${ids}::bigint[]) and g.deleted_at is null
    union all
    select m.user_id, g.id, g.display_name, true from scim_group_members m join scim_groups g on g.account_id = m.account_id and g.id = m.group_id
    where m.account_id = ${work.account_id}::bigint and m.user_id = any(${ids}::bigint[])
    order by 1, 2`)
}
