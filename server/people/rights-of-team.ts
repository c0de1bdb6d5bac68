// Who on the team has which role and rights, without opening anybody's name.
import { sql } from '../platform/db.ts'
import type { RightsHolder } from '../platform/rights.ts'
import type { Work } from '../platform/work.ts'
import { customRoleOf } from '../roles/index.ts'

/** Members of the team in one look. */
const TEAM = 5_000

export interface TeamMember extends RightsHolder {
  id: number
  custom_role_id: number | null
}

/** How many active people have each role of the desk's own. */
export async function countByRole(work: Work): Promise<Map<number, number>> {
  const rows = await work.db.all<{ id: number; count: number }>(sql`
    select custom_role_id as id, count(*) as count from users
    where account_id = ${work.account_id}::bigint and custom_role_id is not null and active group by custom_role_id`)
  return new Map(rows.map((row) => [row.id, row.count]))
}

/** The number of somebody's role, or null. */
export async function roleIdOf(work: Work, user_id: number): Promise<number | null> {
  const row = await work.db.first<{ id: number | null }>(
    sql`select custom_role_id as id from users where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
  return row?.id ?? null
}

/** Everybody on the team who may work, or those with one role. */
export async function listTeam(work: Work, custom_role_id?: number): Promise<TeamMember[]> {
  const with_role = custom_role_id === undefined ? sql`` : sql` and custom_role_id = ${custom_role_id}::bigint`
  return await work.db.all<TeamMember>(sql`
    select id, role, custom_role_id, ticket_restriction, only_private_comments,
      ${customRoleOf(sql`users.account_id`, sql`users.custom_role_id`)} as custom_role
    from users where account_id = ${work.account_id}::bigint and role <> 'end-user' and active and not suspended${with_role}
    order by id limit ${TEAM}`)
}

/** Puts an end upon a person's access, by the consent they came in with. */
export async function endAccessAt(work: Work, user_id: number, at: Date, support_consent_id: number): Promise<void> {
  await work.db.run(sql`
    update users set access_ends_at = ${at}, support_consent_id = ${support_consent_id}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`)
}

/** Somebody who came in by an owner's consent. */
export interface Operator {
  id: number
  support_consent_id: number
  access_ends_at: Date
  suspended: boolean
}

/** Who came in by a consent, or by any; those who were deleted are left out. */
export async function listOperators(work: Work, support_consent_id: number | null = null): Promise<Operator[]> {
  const by = support_consent_id === null ? sql`is not null` : sql`= ${support_consent_id}::bigint`
  return await work.db.all<Operator>(sql`
    select id, support_consent_id, access_ends_at, suspended from users
    where account_id = ${work.account_id}::bigint and support_consent_id ${by} and active order by id desc limit ${TEAM}`)
}
