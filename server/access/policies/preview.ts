// What a policy would mean for whom, before it is saved: counted by a few statements over all people at once.
import { z } from 'zod'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { allowsMethod } from '../admission/admission.ts'
import { isPerson } from '../factors/requirement/queries.ts'
import { checkPolicy, differences, withWrite } from './actions.ts'
import { signInPolicy } from './queries.ts'
import { type PolicyWrite, passwordRules, type SignInAudience, type SignInPolicy } from './schema.ts'
import { personHasWay } from './ways-in.ts'

export const policyPreview = z.object({
  changes: z.array(z.string()).describe('The parts that would change'),
  people_count: z.number().describe('People of the audience who may sign in'),
  must_choose_password_count: z
    .number()
    .describe('Whose password is older than the new limit: a new one is asked for at their next sign-in'),
  password_lost_count: z.number().describe('Who has a password that would let nobody in any more'),
  without_way_count: z
    .number()
    .describe('Who came in before and would have no way in: no passkey, no link to a provider, no link by mail'),
  signed_out_count: z.number().describe('Who would be signed out at once, since their session is past the new times'),
  sessions_ended_count: z.number(),
  you: z.object({ must_choose_password: z.boolean(), is_without_way: z.boolean(), is_signed_out: z.boolean() }),
  has_break_glass: z
    .boolean()
    .describe('Whether an owner has a password and a second factor, as the emergency sign-in asks'),
})

type Counted = { count: number; is_actor: boolean }

/** 422 for what would be refused when it is saved. Changes nothing. */
export async function previewPolicy(
  work: Work,
  audience: SignInAudience,
  write: PolicyWrite,
): Promise<z.output<typeof policyPreview>> {
  const before = await signInPolicy(work, audience)
  const after = withWrite(before, write)
  await checkPolicy(work, after)
  const expired = await countExpired(work, before, after)
  const ways = await countWays(work, before, after)
  const sessions = await countEnded(work, after)
  return {
    changes: differences(before, after),
    people_count: ways.people_count,
    must_choose_password_count: expired.count,
    password_lost_count: ways.password_lost_count,
    without_way_count: ways.count,
    signed_out_count: sessions.count,
    sessions_ended_count: sessions.sessions_count,
    you: {
      must_choose_password: expired.is_actor,
      is_without_way: ways.is_actor,
      is_signed_out: sessions.is_actor,
    },
    has_break_glass: await hasBreakGlass(work),
  }
}

/** SQL over `users`: people of an audience who may sign in. */
function mayComeIn(work: Work, audience: SignInAudience): RawBuilder<boolean> {
  const role = audience === 'end_user' ? sql`= 'end-user'` : sql`in ('agent', 'admin', 'owner')`
  return sql`users.account_id = ${work.account_id}::bigint and users.active and not users.suspended and users.role ${role} and ${isPerson}`
}

const isActor = (work: Work) => sql`users.id = ${actorId(work.actor)}::bigint`

/** People whose password is too old under the new policy and was not under the former. */
async function countExpired(work: Work, before: SignInPolicy, after: SignInPolicy): Promise<Counted> {
  const [old_days, new_days] = [passwordRules(before).max_age_days, passwordRules(after).max_age_days]
  if (new_days === 0 || !allowsMethod(after, 'password')) return { count: 0, is_actor: false }
  const age = sql`${work.now}::timestamptz - p.changed_at`
  const is_news = old_days === 0 ? sql`true` : sql`${age} <= make_interval(days => ${old_days}::int)`
  return await work.db.one<Counted>(sql`
    select count(*)::int as count, coalesce(bool_or(${isActor(work)}), false) as is_actor
    from passwords p join users on users.account_id = p.account_id and users.id = p.user_id
    where p.account_id = ${work.account_id}::bigint and ${age} > make_interval(days => ${new_days}::int) and ${is_news}
      and ${mayComeIn(work, after.audience)}`)
}

/** Who came in before, or could by a password of theirs, and has no way in under the new policy. */
async function countWays(work: Work, before: SignInPolicy, after: SignInPolicy) {
  const { audience } = after
  const closes = allowsMethod(before, 'password') && !allowsMethod(after, 'password')
  const has_password = sql`p.user_id is not null`
  const came_before = sql`(users.last_login_at is not null or ${has_password})`
  const [had, has] = [await hasWay(work, before), await hasWay(work, after)]
  return await work.db.one<Counted & { people_count: number; password_lost_count: number }>(sql`
    select count(*)::int as people_count,
      (count(*) filter (where ${closes}::boolean and ${has_password}))::int as password_lost_count,
      (count(*) filter (where ${came_before} and ${had} and not ${has}))::int as count,
      coalesce(bool_or(${had} and not ${has}) filter (where ${isActor(work)}), false) as is_actor
    from users left join passwords p on p.account_id = users.account_id and p.user_id = users.id
    where ${mayComeIn(work, audience)}`)
}

/** SQL over `users`: who has a way in under a policy. Where passwords do, whoever has none is mailed a link to one. */
async function hasWay(work: Work, policy: SignInPolicy): Promise<RawBuilder<boolean>> {
  if (allowsMethod(policy, 'password') || allowsMethod(policy, 'magic_link')) return sql`true`
  const names = allowsMethod(policy, 'passkey') ? (['passkey', 'sso'] as const) : (['sso'] as const) // the names of ways
  return await personHasWay(work, names, policy.audience)
}

/** Open sessions that would be over under the new times, and of how many people. */
async function countEnded(work: Work, after: SignInPolicy): Promise<Counted & { sessions_count: number }> {
  const { session_absolute_minutes, session_idle_minutes } = after
  const now = sql`${work.now}::timestamptz`
  const own = work.actor.kind === 'user' ? work.actor.session_id : null
  return await work.db.one<Counted & { sessions_count: number }>(sql`
    select count(distinct s.user_id)::int as count, count(*)::int as sessions_count,
      coalesce(bool_or(s.id = ${own}::bigint), false) as is_actor
    from sessions s join users on users.account_id = s.account_id and users.id = s.user_id
    where s.account_id = ${work.account_id}::bigint and s.expires_at > ${now} and s.last_seen_at + make_interval(secs => s.idle_s) > ${now}
      and (s.created_at + make_interval(mins => ${session_absolute_minutes}::int) <= ${now}
        or s.last_seen_at + make_interval(mins => ${session_idle_minutes}::int) <= ${now})
      and ${mayComeIn(work, after.audience)}`)
}

async function hasBreakGlass(work: Work): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select users.id from users join passwords p on p.account_id = users.account_id and p.user_id = users.id
    where users.account_id = ${work.account_id}::bigint and users.role = 'owner' and users.active and not users.suspended
      and users.second_factor_since is not null limit 1`)
  return row !== null
}
