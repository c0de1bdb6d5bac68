// Endpoints of sessions and invitations.
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import { writeSessionCookie } from '../platform/http/session-cookie.ts'
import { invite } from './invitations.ts'
import { listSessions } from './queries.ts'
import { sessionReply, sessionSchema } from './schema.ts'
import { endSession, sessionsOf, signOut } from './sessions.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
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

export const accessEndpoints = [ownSession, logOut, sessions, removeSession, newInvitation]
