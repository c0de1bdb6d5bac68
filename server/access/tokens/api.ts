// Endpoints of API tokens.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { changeToken, createToken, getToken, revokeToken, rotateToken, visibleTokens } from './actions.ts'
import { readLimits, STANDARD_OVERLAP_HOURS } from './limits.ts'
import { MAX_NETWORKS } from './networks.ts'
import { openToken } from './queries.ts'
import { type TokenRow, tokenReply, tokenSchema } from './schema.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const MAX_SCOPES = 60
const MAX_OVERLAP_HOURS = 168

const oneToken = z.object({ api_token: tokenSchema })
const params = z.object({ token_id: id })
const description = z.string().trim().max(200)
const limits = {
  expires_at: z.iso.datetime({ offset: true }).nullish(),
  scopes: z.array(z.string().max(60)).max(MAX_SCOPES).nullish(),
  allowed_networks: z.array(z.string().max(60)).max(MAX_NETWORKS).nullish(),
}

/** A token with its secret, for the one reply that shows it. */
function withSecret(work: Work, made: { token: TokenRow; full_token: string }, origin_url: string, status: number) {
  const api_token = { ...tokenReply(openToken(work, made.token), origin_url, work.now), full_token: made.full_token }
  return new HttpReply({
    status,
    headers: { 'cache-control': 'no-store', ...(status === 201 ? { location: api_token.url } : {}) },
    json: { api_token },
  })
}

const list = endpoint({
  route: 'GET /api/v2/api_tokens',
  summary: "List one's own API tokens; admins see everybody's, or those of `user_id`",
  allow: SIGNED_IN,
  query: z.object({
    ...pagingQuery,
    user_id: id.optional(),
    revoked: z.enum(['true', 'false']).optional().describe('Those that were revoked, instead of those that were not'),
  }),
  reply: z.object({ api_tokens: z.array(tokenSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { user_id, revoked, ...paging_query } = query
    const asked = { user_id, revoked: revoked === 'true' }
    const { rows, paging } = await visibleTokens(work, asked, paging_query, url)
    const api_tokens = rows.map((row) => tokenReply(openToken(work, row), origin_url, work.now))
    return { api_tokens, ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/api_tokens/{token_id}',
  summary: 'Show an API token, also a revoked one, without its secret',
  allow: SIGNED_IN,
  params,
  reply: oneToken,
  run: async ({ work, params, origin_url }) => ({
    api_token: tokenReply(openToken(work, await getToken(work, params.token_id)), origin_url, work.now),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/api_tokens',
  summary:
    'Create an API token for oneself, or for a service account; only this reply has its secret. Not with a token',
  allow: SIGNED_IN,
  step_up: true,
  body: z.object({ api_token: z.object({ ...limits, description: description.optional(), user_id: id.optional() }) }),
  reply: oneToken,
  async run({ work, body: { api_token: asked }, origin_url }) {
    if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
    const user_id = asked.user_id ?? work.actor.user_id
    return withSecret(
      work,
      await createToken(work, user_id, asked.description ?? '', readLimits(asked)),
      origin_url,
      201,
    )
  },
})

const change = endpoint({
  route: 'PUT /api/v2/api_tokens/{token_id}',
  summary: 'Change what an API token may be used for, from where and until when, or switch it off. Not with a token',
  allow: SIGNED_IN,
  step_up: true,
  params,
  body: z.object({
    api_token: z.object({ ...limits, description: description.optional(), active: z.boolean().optional() }),
  }),
  reply: oneToken,
  async run({ work, params, body: { api_token: asked }, origin_url }) {
    const { description, active } = asked
    const plain = { ...(description === undefined ? {} : { description }), ...(active === undefined ? {} : { active }) }
    const token = await changeToken(work, params.token_id, { ...plain, ...readLimits(asked) })
    return { api_token: tokenReply(openToken(work, token), origin_url, work.now) }
  },
})

const rotate = endpoint({
  route: 'POST /api/v2/api_tokens/{token_id}/rotate',
  summary: 'Give an API token a new secret; the former one works on for `overlap_hours`. Not with a token',
  allow: SIGNED_IN,
  step_up: true,
  status: 200,
  params,
  body: z.object({ overlap_hours: z.number().int().min(0).max(MAX_OVERLAP_HOURS).default(STANDARD_OVERLAP_HOURS) }),
  reply: oneToken,
  run: async ({ work, params, body, origin_url }) =>
    withSecret(work, await rotateToken(work, params.token_id, body.overlap_hours), origin_url, 200),
})

const remove = endpoint({
  route: 'DELETE /api/v2/api_tokens/{token_id}',
  summary: 'Revoke an API token',
  allow: SIGNED_IN,
  params,
  reply: null,
  async run({ work, params }) {
    await revokeToken(work, params.token_id)
    return null
  },
})

export const tokenEndpoints = [list, show, create, change, rotate, remove]
