// All SQL on groups and group_memberships.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleGroups } from '../policy.ts'
import type { GroupRow, MembershipRow } from './schema.ts'

const columns = sql`groups.id, groups.name, groups.description, groups.is_default, groups.is_public, groups.created_at, groups.updated_at`
const membershipColumns = sql`m.id, m.group_id, m.user_id, m.is_default, m.created_at, m.updated_at`

/** One page of the account's groups; with `user_id` only those the agent is in. */
export async function listGroups(work: Work, filter: { user_id?: number }, query: PagingQuery, url: URL) {
  const member =
    filter.user_id === undefined
      ? sql``
      : sql` and exists (
    select from group_memberships m where m.account_id = groups.account_id and m.group_id = groups.id and m.user_id = ${filter.user_id}::bigint)`
  const source: ListSource<GroupRow> = {
    columns,
    from: sql`groups`,
    id: sql`groups.id`,
    default_sort: 'name',
    where: sql`groups.account_id = ${work.account_id}::bigint and ${visibleGroups(work.actor)}${member}`,
    sorts: {
      name: { by: sql`lower(groups.name)`, type: 'text' },
      id: { by: sql`groups.id`, type: 'bigint' },
      created_at: { by: sql`groups.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`groups.updated_at`, type: 'timestamptz' },
    },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { groups: rows, paging }
}

export async function countGroups(work: Work): Promise<number> {
  return (
    await work.db.one<{ count: number }>(
      sql`select count(*) as count from groups where account_id = ${work.account_id}::bigint and ${visibleGroups(work.actor)}`,
    )
  ).count
}

/** Groups by id, for side-loads; what the actor may not see is left out. */
export async function groupsByIds(work: Work, ids: readonly number[]): Promise<GroupRow[]> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return []
  return await work.db.all<GroupRow>(sql`
    select ${columns} from groups where account_id = ${work.account_id}::bigint and id = any(${unique}::bigint[]) and ${visibleGroups(work.actor)} order by id`)
}

/** A group the actor may see. 404 otherwise. */
export async function getGroup(work: Work, id: number): Promise<GroupRow> {
  const [group] = await groupsByIds(work, [id])
  if (!group) throw notFound()
  return group
}

/** A group that exists, whoever asks. */
export async function findGroup(work: Work, id: number): Promise<GroupRow | null> {
  return await work.db.first<GroupRow>(
    sql`select ${columns} from groups where account_id = ${work.account_id}::bigint and id = ${id}::bigint and deleted_at is null`,
  )
}

/** The group of the account that new tickets without one could go to. */
export async function findFirstGroup(work: Work): Promise<GroupRow | null> {
  return await work.db.first<GroupRow>(
    sql`select ${columns} from groups where account_id = ${work.account_id}::bigint and is_default and deleted_at is null limit 1`,
  )
}

export async function insertGroup(
  work: Work,
  group: Pick<GroupRow, 'name' | 'description' | 'is_default' | 'is_public'>,
): Promise<number> {
  const id = newId()
  await work.db.run(sql`
    insert into groups (account_id, id, name, description, is_default, is_public, created_at, updated_at)
    values (${work.account_id}, ${id}, ${group.name}, ${group.description}, ${group.is_default}, ${group.is_public}, ${work.now}, ${work.now})`)
  return id
}

export async function saveGroup(work: Work, group: GroupRow): Promise<void> {
  if (group.is_default) {
    await work.db.run(
      sql`update groups set is_default = false where account_id = ${work.account_id}::bigint and is_default and id <> ${group.id}::bigint`,
    )
  }
  await work.db.run(sql`
    update groups set name = ${group.name}, description = ${group.description}, is_default = ${group.is_default}, is_public = ${group.is_public}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${group.id}::bigint`)
}

export async function markGroupDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update groups set deleted_at = ${work.now}, is_default = false where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  await work.db.run(
    sql`delete from group_memberships where account_id = ${work.account_id}::bigint and group_id = ${id}::bigint`,
  )
  await work.db.run(
    sql`update users set default_group_id = null where account_id = ${work.account_id}::bigint and default_group_id = ${id}::bigint`,
  )
}

/** Another group has the name (compared without case). */
export async function isGroupNameTaken(work: Work, name: string, except_id: number | null): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select id from groups where account_id = ${work.account_id}::bigint and lower(name) = lower(${name}) and deleted_at is null and id is distinct from ${except_id}::bigint`)
  return row !== null
}

/** True when the agent is in the group (and the group exists). */
export async function isMemberOfGroup(work: Work, user_id: number, group_id: number): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select m.id from group_memberships m join groups on groups.account_id = m.account_id and groups.id = m.group_id
    where m.account_id = ${work.account_id}::bigint and m.user_id = ${user_id}::bigint and m.group_id = ${group_id}::bigint and groups.deleted_at is null`)
  return row !== null
}

/** The group a ticket goes to when it goes to this agent: their default, else the first they joined; null for none. */
export async function findDefaultGroup(work: Work, user_id: number): Promise<number | null> {
  const row = await work.db.first<{ group_id: number }>(sql`
    select m.group_id from group_memberships m join users on users.account_id = m.account_id and users.id = m.user_id
    where m.account_id = ${work.account_id}::bigint and m.user_id = ${user_id}::bigint
    order by m.group_id = users.default_group_id desc nulls last, m.is_default desc, m.id limit 1`)
  return row?.group_id ?? null
}

export interface MembershipFilter {
  user_id?: number
  group_id?: number
  /** Only of agents whom a ticket can be given to. */
  assignable?: boolean
}

export async function listMemberships(work: Work, filter: MembershipFilter, query: PagingQuery, url: URL) {
  const source: ListSource<MembershipRow> = {
    columns: membershipColumns,
    id: sql`m.id`,
    default_sort: 'id',
    from: sql`group_memberships m join groups on groups.account_id = m.account_id and groups.id = m.group_id`,
    where: sql.join(
      [
        sql`m.account_id = ${work.account_id}::bigint and ${visibleGroups(work.actor)}`,
        ...(filter.user_id === undefined ? [] : [sql`m.user_id = ${filter.user_id}::bigint`]),
        ...(filter.group_id === undefined ? [] : [sql`m.group_id = ${filter.group_id}::bigint`]),
        ...(filter.assignable
          ? [
              sql`exists (select from users where users.account_id = m.account_id and users.id = m.user_id and users.active and not users.suspended)`,
            ]
          : []),
      ],
      sql` and `,
    ),
    sorts: { id: { by: sql`m.id`, type: 'bigint' }, created_at: { by: sql`m.created_at`, type: 'timestamptz' } },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { memberships: rows, paging }
}

export async function findMembership(work: Work, id: number): Promise<MembershipRow | null> {
  return await work.db.first<MembershipRow>(
    sql`select ${membershipColumns} from group_memberships m where m.account_id = ${work.account_id}::bigint and m.id = ${id}::bigint`,
  )
}

export async function findMembershipIn(work: Work, user_id: number, group_id: number): Promise<MembershipRow | null> {
  return await work.db.first<MembershipRow>(sql`
    select ${membershipColumns} from group_memberships m
    where m.account_id = ${work.account_id}::bigint and m.user_id = ${user_id}::bigint and m.group_id = ${group_id}::bigint`)
}

/** Adds an agent to a group, or returns null when they are in it. The first group of an agent is their default. */
export async function insertMembership(work: Work, user_id: number, group_id: number): Promise<number | null> {
  const id = newId()
  const inserted = await work.db.run(sql`
    insert into group_memberships (account_id, id, group_id, user_id, is_default, created_at, updated_at)
    values (${work.account_id}::bigint, ${id}::bigint, ${group_id}::bigint, ${user_id}::bigint, false, ${work.now}, ${work.now})
    on conflict (account_id, group_id, user_id) do nothing`)
  if (inserted === 0) return null
  await keepDefaultGroup(work, user_id)
  return id
}

/** Makes a group an agent is in their default one. users.default_group_id repeats it. */
export async function setDefaultGroup(work: Work, user_id: number, group_id: number): Promise<void> {
  await work.db.run(sql`
    update group_memberships set is_default = (group_id = ${group_id}::bigint), updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and is_default <> (group_id = ${group_id}::bigint)`)
  await work.db.run(
    sql`update users set default_group_id = ${group_id}::bigint where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
}

/** Whoever is in groups has a default one: where there is none, the first they joined. */
async function keepDefaultGroup(work: Work, user_id: number): Promise<void> {
  const first = await work.db.first<{ group_id: number; is_default: boolean }>(sql`
    select group_id, is_default from group_memberships where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint
    order by is_default desc, id limit 1`)
  if (first && !first.is_default) await setDefaultGroup(work, user_id, first.group_id)
}

export async function deleteMembership(work: Work, membership: Pick<MembershipRow, 'id' | 'user_id'>): Promise<void> {
  await work.db.run(
    sql`delete from group_memberships where account_id = ${work.account_id}::bigint and id = ${membership.id}::bigint`,
  )
  await work.db.run(sql`
    update users set default_group_id = null where account_id = ${work.account_id}::bigint and id = ${membership.user_id}::bigint and not exists (
      select from group_memberships m where m.account_id = users.account_id and m.user_id = users.id and m.group_id = users.default_group_id)`)
  await keepDefaultGroup(work, membership.user_id)
}

export async function deleteMembershipsOfUser(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`delete from group_memberships where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  await work.db.run(
    sql`update users set default_group_id = null where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
}
