// The account's policy for credentials of programs, and who may have some of their own.
import { z } from 'zod'
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import { ADMINS, endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { type Actor, isStaff, type Work } from '../../platform/work.ts'
import { credentialPolicyChanged } from './events.ts'
import { shortenTokens } from './queries.ts'
import { DAY_MS } from './schema.ts'

const OWN_TOKENS = ['admins', 'staff', 'everyone'] as const

export interface CredentialPolicy {
  /** The longest life of a token in days; null is no limit. */
  max_token_days: number | null
  /** Whether the API takes passwords: `email:password`, and OAuth's grant type `password` of clients that may. */
  password_access: boolean
  /** Who may make API tokens of their own. Those that somebody has go on working when they no longer may. */
  own_tokens: (typeof OWN_TOKENS)[number]
}

const STANDARD: CredentialPolicy = { max_token_days: null, password_access: false, own_tokens: 'admins' }

export const credentialPolicy = remembered(
  async (work): Promise<CredentialPolicy> =>
    (await work.db.first<CredentialPolicy>(
      sql`select max_token_days, password_access, own_tokens from credential_policies where account_id = ${work.account_id}::bigint`,
    )) ?? STANDARD,
)

/** Whether somebody may make API tokens that act as themself, and change those they have. */
export async function mayHaveOwnTokens(work: Work, actor: Actor): Promise<boolean> {
  if (actor.kind !== 'user') return false
  if (actor.role === 'admin' || actor.role === 'owner') return true
  const { own_tokens } = await credentialPolicy(work)
  return own_tokens === 'everyone' || (own_tokens === 'staff' && isStaff(actor))
}

/** Changes the policy. Tokens that would live longer than a new limit end when the limit from now is over. */
async function changeCredentialPolicy(work: Work, change: Partial<CredentialPolicy>): Promise<CredentialPolicy> {
  // Changes wait for each other, so that none is lost.
  await work.db.run(
    sql`select pg_advisory_xact_lock(hashtextextended('credential_policies', ${work.account_id}::bigint))`,
  )
  credentialPolicy.forget(work)
  const previous = { ...(await credentialPolicy(work)) }
  const after = { ...previous, ...change }
  if (JSON.stringify(after) === JSON.stringify(previous)) return after
  await work.db.run(sql`
    insert into credential_policies (account_id, max_token_days, password_access, own_tokens, updated_at)
    values (${work.account_id}, ${after.max_token_days}, ${after.password_access}, ${after.own_tokens}, ${work.now})
    on conflict (account_id) do update set max_token_days = excluded.max_token_days,
      password_access = excluded.password_access, own_tokens = excluded.own_tokens, updated_at = excluded.updated_at`)
  credentialPolicy.forget(work)
  const { max_token_days } = after
  const tokens_shortened =
    max_token_days === null ? 0 : await shortenTokens(work, new Date(work.now.getTime() + max_token_days * DAY_MS))
  work.record(credentialPolicyChanged, work.account_id, { ...after, previous, tokens_shortened })
  return after
}

const MAX_DAYS = 3_650
const policySchema = z.object({
  max_token_days: z.number().int().min(1).max(MAX_DAYS).nullable(),
  password_access: z.boolean().describe('Whether the API takes passwords; a second factor is never passed over'),
  own_tokens: z.enum(OWN_TOKENS).describe('Who may make API tokens of their own: admins, the team, or end users too'),
})
const reply = z.object({ credential_policy: policySchema })

const show = endpoint({
  route: 'GET /api/v2/credential_policy',
  summary: 'Show the rules for credentials of programs',
  allow: STAFF,
  reply,
  run: async ({ work }) => ({ credential_policy: await credentialPolicy(work) }),
})

const change = endpoint({
  route: 'PUT /api/v2/credential_policy',
  summary: 'Change the rules for credentials of programs',
  allow: ADMINS,
  step_up: true,
  scope: 'security',
  body: z.object({ credential_policy: policySchema.partial() }),
  reply,
  run: async ({ work, body }) => ({ credential_policy: await changeCredentialPolicy(work, body.credential_policy) }),
})

export const credentialPolicyEndpoints = [show, change]
