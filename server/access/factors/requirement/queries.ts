// All SQL on factor_requirements and factor_exemptions.
import { remembered } from '../../../platform/configuration.ts'
import { sql } from '../../../platform/db.ts'
import { actorId, type Role, type Work } from '../../../platform/work.ts'
import { type FactorRequirement, standardRequirement } from './schema.ts'

const requirements = remembered(
  async (work) =>
    await work.db.all<FactorRequirement>(sql`
      select role, is_required, required_from, frequency, provider_counts, updated_at
      from factor_requirements where account_id = ${work.account_id}::bigint`),
)

/** What is asked of a role. Read with every request of a token, so a process remembers it. */
export async function factorRequirement(work: Work, role: Role): Promise<FactorRequirement> {
  return (await requirements(work)).find((row) => row.role === role) ?? standardRequirement(role)
}

/** As it is in the database, for a change: changes wait for each other. */
export async function lockRequirements(work: Work): Promise<void> {
  await work.db.run(
    sql`select pg_advisory_xact_lock(hashtextextended('factor_requirements', ${work.account_id}::bigint))`,
  )
  requirements.forget(work)
}

export async function saveRequirement(work: Work, one: FactorRequirement): Promise<void> {
  await work.db.run(sql`
    insert into factor_requirements (account_id, role, is_required, required_from, frequency, provider_counts, updated_at)
    values (${work.account_id}, ${one.role}, ${one.is_required}, ${one.required_from}, ${one.frequency}, ${one.provider_counts}, ${work.now})
    on conflict (account_id, role) do update set is_required = excluded.is_required, required_from = excluded.required_from,
      frequency = excluded.frequency, provider_counts = excluded.provider_counts, updated_at = excluded.updated_at`)
  requirements.forget(work)
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

/** How many without a factor are exempt, by role. */
export async function countExempt(work: Work): Promise<Map<string, number>> {
  const rows = await work.db.all<{ role: string; count: number }>(sql`
    select u.role, count(*)::int as count from factor_exemptions e
      join users u on u.account_id = e.account_id and u.id = e.user_id and u.active and not u.suspended and u.second_factor_since is null
    where e.account_id = ${work.account_id}::bigint and e.ends_at > ${work.now} group by u.role`)
  return new Map(rows.map((row) => [row.role, row.count]))
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
