// All SQL on factor_requirements, custom_role_factor_requirements and factor_exemptions.
import { remembered } from '../../../platform/configuration.ts'
import { type RawBuilder, sql } from '../../../platform/db.ts'
import { actorId, type Work } from '../../../platform/work.ts'
import { type FactorRequirement, type RequiredRole, standardRequirement } from './schema.ts'

const requirements = remembered(
  async (work) =>
    await work.db.all<FactorRequirement>(sql`
      select role, null::bigint as custom_role_id, is_required, required_from, frequency, provider_counts, updated_at
      from factor_requirements where account_id = ${work.account_id}::bigint
      union all
      select 'agent', custom_role_id, is_required, required_from, frequency, provider_counts, updated_at
      from custom_role_factor_requirements where account_id = ${work.account_id}::bigint`),
)

/**
 * What is asked of somebody: of their role of the desk's own, where that has a requirement of its own, else of their
 * system role. Read with every request of a token, so a process remembers it.
 */
export async function factorRequirement(work: Work, of: RequiredRole): Promise<FactorRequirement> {
  const rows = await requirements(work)
  const own = of.custom_role_id === null ? undefined : rows.find((row) => row.custom_role_id === of.custom_role_id)
  return (
    own ??
    rows.find((row) => row.custom_role_id === null && row.role === of.role) ??
    standardRequirement({ role: of.role, custom_role_id: null })
  )
}

/** The roles of the desk's own that have a requirement of their own. */
export async function rolesWithOwn(work: Work): Promise<number[]> {
  return (await requirements(work)).flatMap((row) => row.custom_role_id ?? [])
}

/** As it is in the database, for a change: changes wait for each other. */
export async function lockRequirements(work: Work): Promise<void> {
  await work.db.run(
    sql`select pg_advisory_xact_lock(hashtextextended('factor_requirements', ${work.account_id}::bigint))`,
  )
  requirements.forget(work)
}

export async function saveRequirement(work: Work, one: FactorRequirement): Promise<void> {
  const of =
    one.custom_role_id === null
      ? { table: sql.raw('factor_requirements'), key: sql.raw('role'), value: sql`${one.role}` }
      : {
          table: sql.raw('custom_role_factor_requirements'),
          key: sql.raw('custom_role_id'),
          value: sql`${one.custom_role_id}::bigint`,
        }
  await work.db.run(sql`
    insert into ${of.table} (account_id, ${of.key}, is_required, required_from, frequency, provider_counts, updated_at)
    values (${work.account_id}, ${of.value}, ${one.is_required}, ${one.required_from}, ${one.frequency}, ${one.provider_counts}, ${work.now})
    on conflict (account_id, ${of.key}) do update set is_required = excluded.is_required, required_from = excluded.required_from,
      frequency = excluded.frequency, provider_counts = excluded.provider_counts, updated_at = excluded.updated_at`)
  requirements.forget(work)
}

/** From now on what is asked of agents holds for a role. */
export async function deleteOwnRequirement(work: Work, custom_role_id: number): Promise<void> {
  await work.db.run(sql`
    delete from custom_role_factor_requirements
    where account_id = ${work.account_id}::bigint and custom_role_id = ${custom_role_id}::bigint`)
  requirements.forget(work)
}

export interface RolePeople extends RequiredRole {
  total: number
  enrolled: number
  /** Without a factor, and exempt. */
  exempt: number
}

/** SQL over `users`: people, not programs, who have no second factor and need none. */
export const isPerson: RawBuilder<boolean> = sql`not exists (
  select from service_accounts program where program.account_id = users.account_id and program.user_id = users.id)`

/** How many people who may sign in each role has, and how many of them have a second factor. One look at all. */
export async function countPeopleByRole(work: Work): Promise<RolePeople[]> {
  return await work.db.all<RolePeople>(sql`
    select users.role, users.custom_role_id, count(*)::int as total, count(users.second_factor_since)::int as enrolled,
      (count(*) filter (where users.second_factor_since is null and e.user_id is not null))::int as exempt
    from users left join factor_exemptions e on e.account_id = users.account_id and e.user_id = users.id and e.ends_at > ${work.now}
    where users.account_id = ${work.account_id}::bigint and users.active and not users.suspended and ${isPerson}
    group by users.role, users.custom_role_id`)
}

/** SQL over `users`: whom the requirement of a role is about. */
export async function peopleOf(work: Work, of: RequiredRole): Promise<RawBuilder<boolean>> {
  if (of.custom_role_id !== null) return sql`users.custom_role_id = ${of.custom_role_id}::bigint`
  if (of.role !== 'agent') return sql`users.role = ${of.role}`
  const others = await rolesWithOwn(work)
  return sql`users.role = 'agent' and coalesce(users.custom_role_id, 0) <> all(${others}::bigint[])`
}

/** Of people whom a requirement is about and who have no factor and no exemption: how many, and how many are signed in without one. */
export async function countUnprepared(
  work: Work,
  of: RequiredRole,
): Promise<{ people: number; signed_in: number; is_actor: boolean }> {
  return await work.db.one<{ people: number; signed_in: number; is_actor: boolean }>(sql`
    select count(*)::int as people, count(open.user_id)::int as signed_in,
      coalesce(bool_or(users.id = ${actorId(work.actor)}::bigint), false) as is_actor
    from users left join (
      select distinct s.user_id from sessions s where s.account_id = ${work.account_id}::bigint and not s.second_factor_proved
        and s.expires_at > ${work.now}::timestamptz and s.last_seen_at + make_interval(secs => s.idle_s) > ${work.now}::timestamptz
    ) open on open.user_id = users.id
    where users.account_id = ${work.account_id}::bigint and users.active and not users.suspended
      and users.second_factor_since is null and ${await peopleOf(work, of)} and ${isPerson}
      and not exists (select from factor_exemptions e where e.account_id = users.account_id and e.user_id = users.id and e.ends_at > ${work.now})`)
}

/** Until when somebody is exempt; null when they are not. */
export async function findExemption(work: Work, user_id: number): Promise<Date | null> {
  const row = await work.db.first<{ ends_at: Date }>(sql`
    select ends_at from factor_exemptions
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and ends_at > ${work.now}`)
  return row?.ends_at ?? null
}

/** Of some people, until when each is exempt. */
export async function exemptionsOf(work: Work, user_ids: readonly number[]): Promise<Map<number, Date>> {
  const rows = await work.db.all<{ user_id: number; ends_at: Date }>(sql`
    select user_id, ends_at from factor_exemptions
    where account_id = ${work.account_id}::bigint and user_id = any(${[...user_ids]}::bigint[]) and ends_at > ${work.now}`)
  return new Map(rows.map((row) => [row.user_id, row.ends_at]))
}

export async function saveExemption(work: Work, user_id: number, ends_at: Date): Promise<void> {
  await work.db.run(sql`
    insert into factor_exemptions (account_id, user_id, ends_at, created_by_id, created_at)
    values (${work.account_id}, ${user_id}, ${ends_at}, ${actorId(work.actor)}, ${work.now})
    on conflict (account_id, user_id) do update set ends_at = excluded.ends_at, created_by_id = excluded.created_by_id, created_at = excluded.created_at`)
}

export async function deleteExemption(work: Work, user_id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`delete from factor_exemptions where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
    )) === 1
  )
}
