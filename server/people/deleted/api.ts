// Endpoints of deleted people: they stay as names on their tickets until they are erased.
import { z } from 'zod'
import { ADMINS, endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { countOf, countReply } from '../counts.ts'
import { countUsers, listUsers } from '../queries.ts'
import { type UserRow, userReply, userSchema } from '../schema.ts'
import { eraseUser, getDeletedUser } from './actions.ts'

const deletedUserSchema = userSchema.pick({
  id: true,
  url: true,
  name: true,
  email: true,
  created_at: true,
  updated_at: true,
  time_zone: true,
  phone: true,
  shared_phone_number: true,
  photo: true,
  locale_id: true,
  locale: true,
  organization_id: true,
  role: true,
  active: true,
})
const params = z.object({ deleted_user_id: idParam })
const one = z.object({ deleted_user: deletedUserSchema })

/** The reply schema picks from it. */
function deletedUserReply(user: UserRow, origin_url: string) {
  return { ...userReply(user, origin_url), url: `${origin_url}/api/v2/deleted_users/${user.id}.json` }
}

const list = endpoint({
  route: 'GET /api/v2/deleted_users',
  summary: 'List deleted people, erased ones too',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ deleted_users: z.array(deletedUserSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { users, paging } = await listUsers(work, { deleted: true }, query, url)
    return { deleted_users: users.map((user) => deletedUserReply(user, origin_url)), ...paging }
  },
})

const count = endpoint({
  route: 'GET /api/v2/deleted_users/count',
  summary: 'Count deleted people, erased ones too',
  allow: STAFF,
  reply: countReply,
  run: async ({ work }) => countOf(work, await countUsers(work, { deleted: true })),
})

const show = endpoint({
  route: 'GET /api/v2/deleted_users/{deleted_user_id}',
  summary: 'Show a deleted person',
  allow: STAFF,
  params,
  reply: one,
  run: async ({ work, params: { deleted_user_id }, origin_url }) => ({
    deleted_user: deletedUserReply(await getDeletedUser(work, deleted_user_id), origin_url),
  }),
})

const erase = endpoint({
  route: 'DELETE /api/v2/deleted_users/{deleted_user_id}',
  summary: 'Erase what is known about a deleted person; their tickets stay',
  allow: ADMINS,
  params,
  reply: one,
  run: async ({ work, params: { deleted_user_id }, origin_url }) => ({
    deleted_user: deletedUserReply(await eraseUser(work, deleted_user_id), origin_url),
  }),
})

export const deletedUserEndpoints = [list, count, show, erase]
