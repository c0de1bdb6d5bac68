// Endpoints of people.
import { z } from 'zod'
import { ANYONE, endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { apiTimeOrNull } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'
import { createUser, deleteUser, updateUser } from './actions.ts'
import { WHERE_RIGHTS_ARE_GIVEN } from './giving-rights.ts'
import { maySeeRecord, requireTeam } from './policy.ts'
import { getUser } from './queries.ts'
import { ANONYMOUS_USER, ownUserReply, type UserRow, userReply, userSchema } from './schema.ts'
import { createOrUpdateUser } from './upsert.ts'
import { userWriteSchema } from './user-input.ts'
import { sideLoad, userSideLoads } from './user-sideloads.ts'

const params = z.object({ user_id: idParam })
const meSchema = z.object({
  ...userSchema.shape,
  rights: z
    .record(z.string(), z.union([z.string(), z.boolean()]))
    .optional()
    .describe('Our addition: what one of the team may do, by the keys of a role’s configuration'),
  access_ends_at: z.string().nullable().optional().describe('Our addition: until when an operator may be here'),
  authenticity_token: z.string().optional().describe('Send it as X-CSRF-Token with changes, when signed in by cookie'),
})
const anonymousSchema = z.object({
  id: z.null(),
  url: z.null(),
  name: z.string(),
  email: z.string(),
  role: z.literal('end-user'),
  is_owner: z.literal(false),
})
const one = z.object({ user: userSchema, ...userSideLoads })

/** The user as the caller may see them: staff wholly, a customer without what staff wrote. */
function replyFor(work: Work, user: UserRow, origin_url: string) {
  return work.audience === 'staff' ? userReply(user, origin_url) : ownUserReply(user, origin_url)
}

const me = endpoint({
  route: 'GET /api/v2/users/me',
  summary: 'Show who is calling; without credentials an anonymous user with id null',
  allow: ANYONE,
  query: z.object({ include: z.string().max(300).optional() }),
  reply: z.object({ user: z.union([meSchema, anonymousSchema]), ...userSideLoads }),
  async run({ work, query, origin_url }) {
    const { actor } = work
    if (actor.kind !== 'user')
      return new HttpReply({ headers: { 'x-auth-status': 'anonymous' }, json: { user: ANONYMOUS_USER } })
    const row = await getUser(work, actor.user_id)
    const user = replyFor(work, row, origin_url)
    return {
      user: {
        ...user,
        ...(work.audience === 'staff'
          ? { rights: { ...actor.rights }, access_ends_at: apiTimeOrNull(row.access_ends_at) }
          : {}),
        ...(actor.csrf_token === null ? {} : { authenticity_token: actor.csrf_token }),
      },
      ...(work.audience === 'staff' ? await sideLoad(work, query.include, [row], origin_url) : {}),
    }
  },
})

const show = endpoint({
  route: 'GET /api/v2/users/{user_id}',
  summary: 'Show a person; an end user sees only themself',
  allow: SIGNED_IN,
  params,
  query: z.object({ include: z.string().max(300).optional() }),
  reply: one,
  async run({ work, params: { user_id }, query, origin_url }) {
    const user = await getUser(work, user_id)
    if (!maySeeRecord(work.actor, user)) requireTeam(work.actor)
    return {
      user: replyFor(work, user, origin_url),
      ...(work.audience === 'staff' ? await sideLoad(work, query.include, [user], origin_url) : {}),
    }
  },
})

const create = endpoint({
  route: 'POST /api/v2/users',
  summary: 'Create a person',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  body: z.object({ user: userWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const user = userReply(await createUser(work, body.user), origin_url)
    return new HttpReply({ status: 201, headers: { location: user.url }, json: { user } })
  },
})

const createOrUpdate = endpoint({
  route: 'POST /api/v2/users/create_or_update',
  summary: 'Create a person, or change the one with this address or external id',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  body: z.object({ user: userWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const { user: row, created } = await createOrUpdateUser(work, body.user)
    const user = userReply(row, origin_url)
    return new HttpReply({ status: created ? 201 : 200, headers: { location: user.url }, json: { user } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/users/{user_id}',
  summary: 'Change a person',
  allow: SIGNED_IN,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  params,
  body: z.object({ user: userWriteSchema }),
  reply: one,
  run: async ({ work, params: { user_id }, body, origin_url }) => ({
    user: replyFor(work, await updateUser(work, user_id, body.user), origin_url),
  }),
})

const remove = endpoint({
  route: 'DELETE /api/v2/users/{user_id}',
  summary: 'Delete a person: they become inactive and lose their addresses',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  params,
  reply: one,
  run: async ({ work, params: { user_id }, origin_url }) => ({
    user: userReply(await deleteUser(work, user_id), origin_url),
  }),
})

export const userEndpoints = [me, show, create, createOrUpdate, update, remove]
