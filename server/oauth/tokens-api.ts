// Access tokens of OAuth in Zendesk's own interface.
import { z } from 'zod'
import {
  findToken,
  insertToken,
  mayHaveOwnTokens,
  newTokenSecret,
  pageOfTokens,
  revokeTokensOf,
  type TokenRow,
  withinPolicy,
} from '../access/index.ts'
import { invalid, notFound, Refusal } from '../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { readScopes } from '../platform/http/scopes.ts'
import { newId } from '../platform/ids.ts'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'
import { getClient } from './clients/actions.ts'
import { tokenIssued } from './events.ts'
import { revokeFamily } from './granting/withdrawing.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const YEAR_MS = 365 * 86_400_000

const tokenSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  client_id: z.number().nullable(),
  token: z.string().describe('Its first characters'),
  full_token: z.string().optional().describe('Only in the reply that creates it'),
  refresh_token: z.null(),
  scopes: z.array(z.string()),
  created_at: z.string(),
  used_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  refresh_token_expires_at: z.null(),
})

function tokenReply(token: TokenRow, origin_url: string): z.output<typeof tokenSchema> {
  return {
    id: token.id,
    url: `${origin_url}/api/v2/oauth/tokens/${token.id}.json`,
    user_id: token.user_id,
    client_id: token.client_id,
    token: token.prefix,
    refresh_token: null,
    // An API token that nothing limits reads and writes.
    scopes: token.scopes ?? ['read', 'write'],
    created_at: apiTime(token.created_at),
    used_at: apiTimeOrNull(token.last_used_at),
    expires_at: apiTimeOrNull(token.expires_at),
    refresh_token_expires_at: null,
  }
}

function userActor(work: Work) {
  if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
  return work.actor
}

const isAdmin = (work: Work) => ['admin', 'owner'].includes(userActor(work).role)

/** A token of OAuth that is one's own, or any for admins. 404 otherwise. */
async function getOAuthToken(work: Work, token_id: number): Promise<TokenRow> {
  const token = await findToken(work, token_id)
  if (!token || token.client_id === null || token.revoked_at !== null) throw notFound()
  if (token.user_id !== userActor(work).user_id && !isAdmin(work)) throw notFound()
  return token
}

const list = endpoint({
  route: 'GET /api/v2/oauth/tokens',
  summary: "List one's own access tokens; admins see everybody's with `all`",
  allow: SIGNED_IN,
  query: z.object({
    ...pagingQuery,
    all: z.string().optional(),
    client_id: id.optional(),
    global_client_id: id.optional(),
  }),
  reply: z.object({ tokens: z.array(tokenSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const sees_all = (query.all === 'true' || query.all === '1') && isAdmin(work)
    const filter = {
      kind: 'oauth' as const, // one of two
      ...(sees_all ? {} : { user_id: userActor(work).user_id }),
      ...(query.client_id === undefined ? {} : { client_id: query.client_id }),
    }
    const { rows, paging } = await pageOfTokens(work, filter, query, url)
    return { tokens: rows.map((row) => tokenReply(row, origin_url)), ...paging }
  },
})

const one = z.object({ token: tokenSchema })
const params = z.object({ oauth_token_id: id })

const show = endpoint({
  route: 'GET /api/v2/oauth/tokens/{oauth_token_id}',
  summary: 'Show an access token, without its secret',
  allow: SIGNED_IN,
  params,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    token: tokenReply(await getOAuthToken(work, params.oauth_token_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/oauth/tokens',
  summary: 'Create an access token of a client for oneself, without a refresh token. Not with a token',
  allow: STAFF,
  step_up: true,
  body: z.object({
    token: z.object({ client_id: id, scopes: z.array(z.string().max(60)).max(60) }),
  }),
  reply: one,
  async run({ work, body, origin_url }) {
    const actor = userActor(work)
    // One that leaked must not be able to outlive its revocation.
    if (actor.session_id === null || !(await mayHaveOwnTokens(work, actor))) throw new Refusal('forbidden')
    const client = await getClient(work, body.token.client_id)
    const read = readScopes(body.token.scopes)
    if ('problem' in read) throw invalid('scopes', `Scopes: ${read.problem}`)
    const beyond = read.scopes.find((scope) => client.scopes !== null && !client.scopes.includes(scope))
    if (beyond) throw invalid('scopes', `Scopes: the client may not have ${beyond}`)
    const { full_token, ...secret } = newTokenSecret(work, 'custos_at_')
    const token = await insertToken(work, {
      ...secret,
      user_id: actor.user_id,
      description: client.name,
      scopes: read.scopes,
      networks: null,
      expires_at: await withinPolicy(work, null).then((latest) => latest ?? new Date(work.now.getTime() + YEAR_MS)),
      client_id: client.id,
      family_id: newId(),
    })
    const data = { client_id: client.id, token_id: token.id, grant_type: 'session', scopes: read.scopes }
    work.record(tokenIssued, actor.user_id, data)
    const reply = tokenReply(token, origin_url)
    return new HttpReply({
      status: 201,
      headers: { location: reply.url, 'cache-control': 'no-store' },
      json: { token: { ...reply, full_token, token: full_token } },
    })
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/oauth/tokens/{oauth_token_id}',
  summary: 'Revoke an access token, with the refresh token beside it',
  allow: SIGNED_IN,
  params,
  reply: null,
  async run({ work, params }) {
    await revoke(work, await getOAuthToken(work, params.oauth_token_id))
    return null
  },
})

async function revoke(work: Work, token: TokenRow): Promise<void> {
  if (token.family_id === null) await revokeTokensOf(work, { id: token.id })
  else await revokeFamily(work, token.family_id)
}

async function current(work: Work): Promise<TokenRow> {
  const { token_id } = userActor(work)
  const token = token_id === null ? null : await findToken(work, token_id)
  if (!token) throw notFound()
  return token
}

const showCurrent = endpoint({
  route: 'GET /api/v2/oauth/tokens/current',
  summary: 'Show the token this request was made with, whatever its scopes',
  allow: SIGNED_IN,
  scope: 'any',
  reply: one,
  run: async ({ work, origin_url }) => ({ token: tokenReply(await current(work), origin_url) }),
})

const removeCurrent = endpoint({
  route: 'DELETE /api/v2/oauth/tokens/current',
  summary: 'Give up the token this request was made with, whatever its scopes',
  allow: SIGNED_IN,
  scope: 'any',
  reply: null,
  async run({ work }) {
    await revoke(work, await current(work))
    return null
  },
})

export const oauthTokenEndpoints = [list, showCurrent, removeCurrent, show, create, remove]
