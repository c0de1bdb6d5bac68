// Who is in a group, for those who give it work.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

/** Members in one look; a group has fewer. */
const MEMBERS = 5_000

/** The agents of a group who may work: active and not suspended. Ids only, in order. */
export async function listMemberIds(work: Work, group_id: number): Promise<number[]> {
  const rows = await work.db.all<{ user_id: number }>(sql`
    select m.user_id from group_memberships m
    join users on users.account_id = m.account_id and users.id = m.user_id
    where m.account_id = ${work.account_id} and m.group_id = ${group_id} and users.active and not users.suspended and users.role <> 'end-user'
    order by m.user_id limit ${MEMBERS}`)
  return rows.map((row) => row.user_id)
}

/** Everybody on the team who may work, ids only, in order, up to `limit`. */
export async function listTeamIds(work: Work, limit: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select id from users where account_id = ${work.account_id} and active and not suspended and role <> 'end-user' order by id limit ${limit}`)
  return rows.map((row) => row.id)
}

/** The groups an agent is in. */
export async function listGroupIdsOf(work: Work, user_id: number): Promise<number[]> {
  const rows = await work.db.all<{ group_id: number }>(
    sql`select group_id from group_memberships where account_id = ${work.account_id} and user_id = ${user_id} order by group_id limit ${MEMBERS}`,
  )
  return rows.map((row) => row.group_id)
}

/** SQL: the ids of an agent's groups, as an array. */
export function groupIdsOf(user_id: number): RawBuilder<number[]> {
  return sql`array(select gm.group_id from group_memberships gm where gm.account_id = current_account() and gm.user_id = ${user_id}::bigint)`
}

/** SQL: the ids of groups that are not private, as an array. */
export function publicGroupIds(): RawBuilder<number[]> {
  return sql`array(select g.id from groups g where g.account_id = current_account() and g.is_public)`
}
