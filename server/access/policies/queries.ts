// SQL on sign_in_policies. Read at every sign-in, so a process remembers them.
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type SignInAudience, type SignInPolicy, STANDARD_POLICIES } from './schema.ts'
import { personHasWay } from './ways-in.ts'

const policies = remembered(async (work): Promise<Record<SignInAudience, SignInPolicy>> => {
  const rows = await work.db.all<SignInPolicy>(sql`
    select audience, password_enabled, password_level, password_rules, admins_set_passwords, magic_link_enabled, sso_only,
      session_idle_minutes, session_absolute_minutes, updated_at
    from sign_in_policies where account_id = ${work.account_id}::bigint`)
  const of = (audience: SignInAudience) =>
    rows.find((row) => row.audience === audience) ?? { ...STANDARD_POLICIES[audience] }
  return { staff: of('staff'), end_user: of('end_user') }
})

/** How an audience signs in. Frozen, and remembered by the process. */
export async function signInPolicy(work: Work, audience: SignInAudience): Promise<SignInPolicy> {
  return (await policies(work))[audience]
}

/** As it is in the database, for a change that must not be lost to another: changes wait for each other. */
export async function lockSignInPolicy(work: Work, audience: SignInAudience): Promise<SignInPolicy> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('sign_in_policies', ${work.account_id}::bigint))`)
  policies.forget(work)
  return await signInPolicy(work, audience)
}

export async function saveSignInPolicy(work: Work, policy: SignInPolicy): Promise<void> {
  await work.db.run(sql`
    insert into sign_in_policies (account_id, audience, password_enabled, password_level, password_rules, admins_set_passwords,
      magic_link_enabled, sso_only, session_idle_minutes, session_absolute_minutes, updated_at)
    values (${work.account_id}, ${policy.audience}, ${policy.password_enabled}, ${policy.password_level}, ${JSON.stringify(policy.password_rules)}::jsonb,
      ${policy.admins_set_passwords}, ${policy.magic_link_enabled}, ${policy.sso_only}, ${policy.session_idle_minutes}, ${policy.session_absolute_minutes}, ${work.now})
    on conflict (account_id, audience) do update set password_enabled = excluded.password_enabled, password_level = excluded.password_level,
      password_rules = excluded.password_rules, admins_set_passwords = excluded.admins_set_passwords, magic_link_enabled = excluded.magic_link_enabled,
      sso_only = excluded.sso_only, session_idle_minutes = excluded.session_idle_minutes, session_absolute_minutes = excluded.session_absolute_minutes,
      updated_at = excluded.updated_at`)
  policies.forget(work)
}

/** Whether somebody can come in by one of these ways as things stand. */
export async function hasWayIn(
  work: Work,
  user_id: number,
  names: Parameters<typeof personHasWay>[1],
  audience: SignInAudience,
): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select id from users where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint and ${await personHasWay(work, names, audience)}`)
  return row !== null
}
