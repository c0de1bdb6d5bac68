// The ways in of one person, as the page about them shows and changes them.
import { z } from 'zod'
import type { UserRow } from '../../people/index.ts'
import { ADMINS, endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { allowsMethod } from '../admission/admission.ts'
import { listFactors } from '../factors/queries.ts'
import { listLockOuts } from '../lock-outs/queries.ts'
import { findPassword } from '../passwords/queries.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf } from '../policies/schema.ts'
import { countGrantsOf } from '../revoking.ts'
import { listTokens } from '../tokens/queries.ts'
import { isServiceAccount } from '../tokens/service-accounts.ts'
import { overseenPerson, requireNewPassword, revokeAllTokensOf, sendResetLink, suspendPerson } from './actions.ts'

const params = z.object({ user_id: idParam })
/** Nobody has more API tokens (tokens/actions.ts). */
const MOST_TOKENS = 1_000

const securitySchema = z.object({
  user_id: z.number(),
  is_service_account: z.boolean().describe('A program: it has tokens and no way to sign in'),
  suspended: z.boolean(),
  access_ends_at: z.string().nullable(),
  last_login_at: z.string().nullable(),
  password: z.object({
    is_allowed: z.boolean().describe('What the sign-in policy says for people of their kind'),
    is_set: z.boolean(),
    changed_at: z.string().nullable(),
    is_new_required: z.boolean().describe('At the next sign-in it is replaced'),
  }),
  magic_link: z.object({ is_allowed: z.boolean() }),
  passkeys: z.object({ is_allowed: z.boolean(), count: z.number().describe('That open the door alone') }),
  api_token_count: z.number(),
  oauth_grant_count: z.number().describe('Programs they allowed to act for them'),
  lock_outs: z.array(z.object({ id: z.number(), limit: z.string(), expires_at: z.string() })),
})

async function securityOf(work: Work, person: UserRow): Promise<z.input<typeof securitySchema>> {
  const policy = await signInPolicy(work, audienceOf(person.role))
  const password = await findPassword(work, person.id)
  const factors = await listFactors(work, person.id)
  const tokens = await listTokens(work, { kind: 'api', user_id: person.id }, MOST_TOKENS)
  const of_programs = await listTokens(work, { kind: 'oauth', user_id: person.id }, MOST_TOKENS)
  const lock_outs = await listLockOuts(work, person.id)
  return {
    user_id: person.id,
    is_service_account: await isServiceAccount(work, person.id),
    suspended: person.suspended,
    access_ends_at: apiTimeOrNull(person.access_ends_at),
    last_login_at: apiTimeOrNull(person.last_login_at),
    password: {
      is_allowed: allowsMethod(policy, 'password'),
      is_set: password !== null,
      changed_at: apiTimeOrNull(password?.changed_at ?? null),
      is_new_required: password !== null && password.new_required_at !== null,
    },
    magic_link: { is_allowed: allowsMethod(policy, 'magic_link') },
    passkeys: {
      is_allowed: allowsMethod(policy, 'passkey'),
      count: factors.filter((one) => one.is_first_factor && one.confirmed_at !== null && one.flagged_at === null)
        .length,
    },
    api_token_count: tokens.length,
    // A token that somebody made for a program on their own page has no consent beside it.
    oauth_grant_count: Math.max(
      await countGrantsOf(work, person.id),
      new Set(of_programs.map((token) => token.client_id)).size,
    ),
    lock_outs: lock_outs.map(({ id, purpose, expires_at }) => ({
      id,
      limit: purpose,
      expires_at: apiTime(expires_at),
    })),
  }
}

const show = endpoint({
  route: 'GET /api/v2/users/{user_id}/security',
  summary: 'How a person may sign in, and what else lets them in: their own, or of somebody whom an admin may edit',
  allow: ADMINS,
  params,
  reply: z.object({ security: securitySchema }),
  run: async ({ work, params: { user_id } }) => ({
    security: await securityOf(work, await overseenPerson(work, user_id)),
  }),
})

const resetLink = endpoint({
  route: 'POST /api/v2/users/{user_id}/password/reset_link',
  summary: 'Send a person a link with which they choose a password; nobody but they sees it',
  allow: ADMINS,
  params,
  reply: z.object({}),
  status: 200,
  async run({ work, params: { user_id } }) {
    await sendResetLink(work, user_id)
    return {}
  },
})

const requireNew = endpoint({
  route: 'POST /api/v2/users/{user_id}/password/require_new',
  summary: 'Sign a person out and have them replace their password at the next sign-in',
  allow: ADMINS,
  step_up: true,
  params,
  reply: z.object({}),
  status: 200,
  async run({ work, params: { user_id } }) {
    await requireNewPassword(work, user_id)
    return {}
  },
})

const revokeTokens = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/api_tokens',
  summary: 'Revoke all tokens of a person, and take back what they allowed programs',
  allow: ADMINS,
  step_up: true,
  params,
  reply: null,
  async run({ work, params: { user_id } }) {
    await revokeAllTokensOf(work, user_id)
    return null
  },
})

const suspend = endpoint({
  route: 'POST /api/v2/users/{user_id}/suspension',
  summary: 'Suspend a person: nothing lets them in while they are. Their tokens are revoked, too, where asked',
  allow: STAFF,
  step_up: 'for people of the team',
  params,
  body: z.object({
    suspension: z.object({
      revoke_tokens: z
        .boolean()
        .optional()
        .describe('Tokens, and what they allowed programs, do not come back. Unless said, yes for the team'),
    }),
  }),
  status: 200,
  reply: z.object({ suspension: z.object({ user_id: z.number(), suspended: z.boolean() }) }),
  async run({ work, params: { user_id }, body: { suspension } }) {
    const { suspended } = await suspendPerson(work, user_id, suspension.revoke_tokens)
    return { suspension: { user_id, suspended } }
  },
})

export const personSecurityEndpoints = [show, resetLink, requireNew, revokeTokens, suspend]
