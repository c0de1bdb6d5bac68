// All SQL on scim_groups and scim_group_members, and on groups as SCIM sees them.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

/** Groups SCIM knows; a desk has far fewer. */
export const MAX_GROUPS = 5_000
/** Members in one answer. */
const MAX_SHOWN_MEMBERS = 50_000

export interface SeenGroup {
  id: number
  name: string
  /** It stands for a role, and is no group of the desk. */
  is_role: boolean
  external_id: string | null
  made_here: boolean
  created_at: Date
  updated_at: Date
  /** Changes with who is in it. */
  members_digest: string
}

/** Whom of a group's members SCIM sees, on the alias m. */
const seen = sql`exists (select from users u left join scim_users su on su.account_id = u.account_id and su.user_id = u.id
  where u.account_id = m.account_id and u.id = m.user_id and u.active and su.deleted_at is null)`

/** All groups, or one. */
export async function listSeenGroups(work: Work, id: number | null = null): Promise<SeenGroup[]> {
  const one = id === null ? sql`` : sql` and g.id = ${id}::bigint`
  const digest = sql`coalesce(md5(string_agg(m.user_id::text, ',' order by m.user_id)), '')`
  return await work.db.all<SeenGroup>(sql`
    select g.id, g.name, false as is_role, s.external_id, coalesce(s.made_here, false) as made_here, g.created_at, greatest(g.updated_at, s.updated_at) as updated_at,
      (select ${digest} from group_memberships m where m.account_id = g.account_id and m.group_id = g.id and ${seen}) as members_digest
    from groups g left join scim_groups s on s.account_id = g.account_id and s.id = g.id
    where g.account_id = ${work.account_id}::bigint and g.deleted_at is null${one}
    union all
    select g.id, g.display_name, true, g.external_id, g.made_here, g.created_at, g.updated_at,
      (select ${digest} from scim_group_members m where m.account_id = g.account_id and m.group_id = g.id and ${seen})
    from scim_groups g where g.account_id = ${work.account_id}::bigint and g.is_role${one}
    order by 1 limit ${MAX_GROUPS}`)
}

/** Who is in groups, as far as SCIM sees them; in order. Null where they are too many to show. */
export async function membersOfGroups(
  work: Work,
  ids: readonly number[],
): Promise<{ group_id: number; user_id: number }[] | null> {
  if (ids.length === 0) return []
  const rows = await work.db.all(sql<{ group_id: number; user_id: number }>`
    select m.group_id, m.user_id from group_memberships m where m.account_id = ${work.account_id}::bigint and m.group_id = any(${ids}::bigint[]) and ${seen}
    union all
    select m.group_id, m.user_id from scim_group_members m where m.account_id = ${work.account_id}::bigint and m.group_id = any(${ids}::bigint[]) and ${seen}
    order by 1, 2 limit ${MAX_SHOWN_MEMBERS + 1}`)
  return rows.length > MAX_SHOWN_MEMBERS ? null : rows
}

export async function saveScimGroup(
  work: Work,
  group: Pick<SeenGroup, 'id' | 'is_role' | 'external_id' | 'made_here' | 'name'>,
): Promise<void> {
  await work.db.run(sql`
    insert into scim_groups (account_id, id, is_role, display_name, external_id, made_here, created_at, updated_at)
    values (${work.account_id}, ${group.id}, ${group.is_role}, ${group.is_role ? group.name : null}, ${group.external_id}, ${group.made_here}, ${work.now}, ${work.now})
    on conflict (account_id, id) do update set display_name = excluded.display_name, external_id = excluded.external_id, updated_at = excluded.updated_at`)
}

export async function deleteScimGroup(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from scim_groups where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

export async function addRoleMembers(work: Work, group_id: number, user_ids: readonly number[]): Promise<void> {
  if (user_ids.length === 0) return
  await work.db.run(sql`
    insert into scim_group_members (account_id, group_id, user_id)
    select ${work.account_id}::bigint, ${group_id}::bigint, unnest(${user_ids}::bigint[]) on conflict do nothing`)
}

export async function removeRoleMembers(work: Work, group_id: number, user_ids: readonly number[]): Promise<void> {
  if (user_ids.length === 0) return
  await work.db.run(sql`
    delete from scim_group_members where account_id = ${work.account_id}::bigint and group_id = ${group_id}::bigint and user_id = any(${user_ids}::bigint[])`)
}
