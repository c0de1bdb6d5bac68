// All SQL on custom_roles.
import { type RawBuilder, sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Configuration, RightsHolder } from '../platform/rights.ts'
import type { Work } from '../platform/work.ts'
import type { RoleRow } from './schema.ts'

/** SQL: what a person's rights need of their role, or null. */
export function customRoleOf(
  account_id: RawBuilder<number>,
  role_id: RawBuilder<number>,
): RawBuilder<RightsHolder['custom_role']> {
  return sql`(select json_build_object('role_type', role.role_type, 'configuration', role.configuration)
    from custom_roles role where role.account_id = ${account_id} and role.id = ${role_id})`
}

const COLUMNS = sql.raw('id, name, description, role_type, configuration, created_at, updated_at')

/** The desk's roles, the standard ones first. */
export async function listRoles(work: Work): Promise<RoleRow[]> {
  return await work.db.all<RoleRow>(
    sql`select ${COLUMNS} from custom_roles where account_id = ${work.account_id}::bigint order by id`,
  )
}

export async function findRole(work: Work, id: number): Promise<RoleRow | null> {
  return await work.db.first<RoleRow>(
    sql`select ${COLUMNS} from custom_roles where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

/** A role, or 404. */
export async function getRole(work: Work, id: number): Promise<RoleRow> {
  const role = await findRole(work, id)
  if (!role) throw notFound()
  return role
}

/** Serialises changes of roles and of who has them, until the commit. */
export async function lockRoles(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('custom_roles', ${work.account_id}::bigint))`)
}

export async function insertRole(
  work: Work,
  row: Omit<RoleRow, 'configuration'> & { configuration: Partial<Configuration> },
): Promise<void> {
  await work.db.run(sql`
    insert into custom_roles (account_id, id, name, description, role_type, configuration, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.description}, ${row.role_type}, ${JSON.stringify(row.configuration)}::jsonb, ${row.created_at}, ${row.updated_at})`)
}

export async function saveRole(work: Work, row: RoleRow): Promise<void> {
  await work.db.run(sql`
    update custom_roles set name = ${row.name}, description = ${row.description}, configuration = ${JSON.stringify(row.configuration)}::jsonb, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
}

export async function deleteRole(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from custom_roles where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}
