// Endpoints of sessions, tokens and one's own password.
import { z } from 'zod'
import { invalid, notFound, Refusal } from '../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import { readScopes } from '../platform/http/scopes.ts'
import { writeSessionCookie } from '../platform/http/session-cookie.ts'
import { invite } from './invitations.ts'
import { listSessions } from './queries.ts'
import { sessionReply, sessionSchema, tokenReply, tokenSchema } from './schema.ts'
import { endSession, sessionsOf, signOut } from './sessions.ts'
import { createToken, getToken, revokeToken, visibleTokens } from './tokens.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const oneToken = z.object({ api_token: tokenSchema })

const listOfTokens = endpoint({
  route: 'GET /api/v2/api_tokens',
  summary: "List one's own API tokens; admins see everybody's",
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ api_tokens: z.array(tokenSchema), ...pagingReply }),
  async run({ work, query, origin_url }) {
    const api_tokens = (await visibleTokens(work)).map((token) => tokenReply(token, origin_url))
    return { api_tokens, ...wholeList(api_tokens.length, query) }
  },
})

const showToken = endpoint({
  route: 'GET /api/v2/api_tokens/{token_id}',
  summary: 'Show an API token, without its secret',
  allow: STAFF,
  params: z.object({ token_id: id }),
  reply: oneToken,
  run: async ({ work, params, origin_url }) => ({
    api_token: tokenReply(await getToken(work, params.token_id), origin_url),
  }),
})

const newToken = endpoint({
  route: 'POST /api/v2/api_tokens',
  summary: 'Create an API token for oneself; only this reply has its secret. Not with a token',
  allow: STAFF,
  body: z.object({
    api_token: z.object({
      description: z.string().max(200).optional(),
      expires_at: z.iso.datetime({ offset: true }).optional(),
      scopes: z.array(z.string().max(60)).max(60).nullish(),
    }),
  }),
  reply: oneToken,
  async run({ work, body, origin_url }) {
    if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
    const expires_at = body.api_token.expires_at === undefined ? null : new Date(body.api_token.expires_at)
    if (expires_at && expires_at <= work.now) throw invalid('expires_at', 'Expires at: must lie in the future')
    const { token, full_token } = await createToken(work, work.actor.user_id, body.api_token.description ?? '', {
      expires_at,
      scopes: askedScopes(body.api_token.scopes),
    })
    const api_token = { ...tokenReply(token, origin_url), full_token }
    return new HttpReply({
      status: 201,
      headers: { location: api_token.url, 'cache-control': 'no-store' },
      json: { api_token },
    })
  },
})

/** The scopes asked for a token; none named is no limit, as in Zendesk. 422 for unknown and overlapping ones. */
function askedScopes(given: string[] | null | undefined): string[] | null {
  if (given === null || given === undefined) return null
  const read = readScopes(given)
  if ('problem' in read) throw invalid('scopes', `Scopes: ${read.problem}`)
  return read.scopes
}

const removeToken = endpoint({
  route: 'DELETE /api/v2/api_tokens/{token_id}',
  summary: 'Revoke an API token',
  allow: STAFF,
  params: z.object({ token_id: id }),
  reply: null,
  async run({ work, params }) {
    await revokeToken(work, params.token_id)
    return null
  },
})

const ownSession = endpoint({
  route: 'GET /api/v2/users/me/session',
  summary: 'Show the session this request belongs to',
  allow: SIGNED_IN,
  reply: z.object({ session: sessionSchema }),
  async run({ work, origin_url }) {
    const { actor } = work
    if (actor.kind !== 'user' || actor.session_id === null) throw notFound()
    const session = (await listSessions(work, actor.user_id)).find((row) => row.id === actor.session_id)
    if (!session) throw notFound()
    return { session: sessionReply(session, origin_url) }
  },
})

const logOut = endpoint({
  route: 'DELETE /api/v2/users/me/logout',
  summary: 'End the session this request belongs to',
  allow: SIGNED_IN,
  reply: null,
  async run({ work, origin_url }) {
    await signOut(work)
    return new HttpReply({
      status: 204,
      headers: { 'set-cookie': writeSessionCookie(origin_url, '', 0), 'clear-site-data': '"cache"' },
      json: null,
    })
  },
})

const sessions = endpoint({
  route: 'GET /api/v2/users/{user_id}/sessions',
  summary: 'List the sessions of a person',
  allow: SIGNED_IN,
  params: z.object({ user_id: id }),
  query: z.object(pagingQuery),
  reply: z.object({ sessions: z.array(sessionSchema), ...pagingReply }),
  async run({ work, params, query, origin_url }) {
    const rows = await sessionsOf(work, params.user_id)
    return { sessions: rows.map((row) => sessionReply(row, origin_url)), ...wholeList(rows.length, query) }
  },
})

const removeSession = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/sessions/{session_id}',
  summary: 'End a session of a person',
  allow: SIGNED_IN,
  params: z.object({ user_id: id, session_id: id }),
  reply: null,
  async run({ work, params }) {
    await endSession(work, params.user_id, params.session_id)
    return null
  },
})

const newInvitation = endpoint({
  route: 'POST /api/v2/users/{user_id}/invitations',
  summary: 'Make a one-time link with which a person of the team chooses a password',
  allow: STAFF,
  right: ['manage_team_members', 'all-with-self-restriction'],
  params: z.object({ user_id: id }),
  reply: z.object({ invitation: z.object({ user_id: z.number(), url: z.string() }) }),
  async run({ work, params, origin_url }) {
    const invitation = { user_id: params.user_id, url: `${origin_url}/welcome/${await invite(work, params.user_id)}` }
    return new HttpReply({ status: 201, headers: { 'cache-control': 'no-store' }, json: { invitation } })
  },
})

export const accessEndpoints = [
  listOfTokens,
  showToken,
  newToken,
  removeToken,
  ownSession,
  logOut,
  sessions,
  removeSession,
  newInvitation,
]
