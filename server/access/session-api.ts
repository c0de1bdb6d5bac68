// Endpoints of sessions, as Zendesk's: all, a person's, one's own.
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { ADMINS, endpoint, HttpReply, SIGNED_IN } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { writeSessionCookie } from '../platform/http/session-cookie.ts'
import type { Work } from '../platform/work.ts'
import { sessionReply, sessionSchema } from './schema.ts'
import { endAllSessionsOf, endOneSession, endSessionsOfRole, getOpenSession, listOpenSessions } from './session-list.ts'
import { signOut } from './sessions.ts'

const ROLES = ['end-user', 'agent', 'admin', 'owner'] as const
const role = z.enum(ROLES).optional()
const NOT_ITSELF = 'but for the session that asks'
const ofUser = z.object({ user_id: idParam })
const one = z.object({ user_id: idParam, session_id: idParam })
const oneSession = z.object({ session: sessionSchema })
const manySessions = z.object({ sessions: z.array(sessionSchema), ...pagingReply })

const all = endpoint({
  route: 'GET /api/v2/sessions',
  summary: "List open sessions: everybody's for admins, one's own for others",
  allow: SIGNED_IN,
  query: z.object({ ...pagingQuery, role }),
  reply: manySessions,
  async run({ work, query, url, origin_url }) {
    const { sessions, paging } = await listOpenSessions(work, { role: query.role }, query, url)
    return { sessions: sessions.map((row) => sessionReply(row, origin_url)), ...paging }
  },
})

const ofPerson = endpoint({
  route: 'GET /api/v2/users/{user_id}/sessions',
  summary: 'List the open sessions of a person',
  allow: SIGNED_IN,
  params: ofUser,
  query: z.object(pagingQuery),
  reply: manySessions,
  async run({ work, params, query, url, origin_url }) {
    const { sessions, paging } = await listOpenSessions(work, { user_id: params.user_id }, query, url)
    return { sessions: sessions.map((row) => sessionReply(row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/users/{user_id}/sessions/{session_id}',
  summary: 'Show an open session of a person',
  allow: SIGNED_IN,
  params: one,
  reply: oneSession,
  run: async ({ work, params, origin_url }) => ({
    session: sessionReply(await getOpenSession(work, params.user_id, params.session_id), origin_url),
  }),
})

const end = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/sessions/{session_id}',
  summary: 'End a session of a person; its open sockets close at once',
  allow: SIGNED_IN,
  step_up: NOT_ITSELF,
  params: one,
  reply: null,
  async run({ work, params }) {
    await endOneSession(work, params.user_id, params.session_id)
    return null
  },
})

const endOfPerson = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/sessions',
  summary: 'End all sessions of a person',
  allow: SIGNED_IN,
  step_up: NOT_ITSELF,
  params: ofUser,
  reply: null,
  async run({ work, params }) {
    await endAllSessionsOf(work, params.user_id)
    return null
  },
})

const endMany = endpoint({
  route: 'DELETE /api/v2/sessions',
  summary: 'End all sessions, or those of a role, but the one that asks',
  allow: ADMINS,
  step_up: true,
  query: z.object({ role }),
  reply: null,
  async run({ work, query }) {
    await endSessionsOfRole(work, query.role ?? null)
    return null
  },
})

/** The session a request belongs to. 404 for a token. */
function currentOf(work: Work): { user_id: number; session_id: number; csrf_token: string } {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null || actor.csrf_token === null) throw notFound()
  return { user_id: actor.user_id, session_id: actor.session_id, csrf_token: actor.csrf_token }
}

const own = endpoint({
  route: 'GET /api/v2/users/me/session',
  summary: 'Show the session this request belongs to',
  allow: SIGNED_IN,
  reply: oneSession,
  async run({ work, origin_url }) {
    const { user_id, session_id } = currentOf(work)
    return { session: sessionReply(await getOpenSession(work, user_id, session_id), origin_url) }
  },
})

const renew = endpoint({
  route: 'GET /api/v2/users/me/session/renew',
  summary: 'Keep the session this request belongs to from ending for not being used; its last moment stays',
  allow: SIGNED_IN,
  reply: z.object({ authenticity_token: z.string() }),
  // Every request renews it.
  run: async ({ work }) => ({ authenticity_token: currentOf(work).csrf_token }),
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

export const sessionEndpoints = [own, renew, logOut, all, endMany, ofPerson, endOfPerson, show, end]
