// Endpoints of groups.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { countOf, countReply } from '../counts.ts'
import { getUser } from '../queries.ts'
import { createGroup, deleteGroup, updateGroup } from './actions.ts'
import { countGroups, getGroup, listGroups } from './queries.ts'
import { groupReply, groupSchema, groupWriteSchema } from './schema.ts'

const groupList = z.object({ groups: z.array(groupSchema), ...pagingReply })
const one = z.object({ group: groupSchema })

const list = endpoint({
  route: 'GET /api/v2/groups',
  summary: 'List the groups',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: groupList,
  async run({ work, query, url, origin_url }) {
    const { groups, paging } = await listGroups(work, {}, query, url)
    return { groups: groups.map((group) => groupReply(group, origin_url)), ...paging }
  },
})

const assignable = endpoint({
  route: 'GET /api/v2/groups/assignable',
  summary: 'List the groups a ticket can be given to',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: groupList,
  run: list.run,
})

const ofUser = endpoint({
  route: 'GET /api/v2/users/{user_id}/groups',
  summary: 'List the groups an agent is in',
  allow: STAFF,
  params: z.object({ user_id: idParam }),
  query: z.object(pagingQuery),
  reply: groupList,
  async run({ work, params, query, url, origin_url }) {
    await getUser(work, params.user_id)
    const { groups, paging } = await listGroups(work, { user_id: params.user_id }, query, url)
    return { groups: groups.map((group) => groupReply(group, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/groups/{group_id}',
  summary: 'Show a group',
  allow: STAFF,
  params: z.object({ group_id: idParam }),
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    group: groupReply(await getGroup(work, params.group_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/groups',
  summary: 'Create a group',
  allow: STAFF,
  right: 'manage_groups',
  body: z.object({ group: groupWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const group = groupReply(await createGroup(work, body.group), origin_url)
    return new HttpReply({ status: 201, headers: { location: group.url }, json: { group } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/groups/{group_id}',
  summary: 'Change a group',
  allow: STAFF,
  right: 'manage_groups',
  params: z.object({ group_id: idParam }),
  body: z.object({ group: groupWriteSchema }),
  reply: one,
  run: async ({ work, params, body, origin_url }) => ({
    group: groupReply(await updateGroup(work, params.group_id, body.group), origin_url),
  }),
})

const remove = endpoint({
  route: 'DELETE /api/v2/groups/{group_id}',
  summary: 'Delete a group',
  allow: STAFF,
  right: 'manage_groups',
  params: z.object({ group_id: idParam }),
  reply: null,
  async run({ work, params }) {
    await deleteGroup(work, params.group_id)
    return null
  },
})

const count = endpoint({
  route: 'GET /api/v2/groups/count',
  summary: 'Count the groups',
  allow: STAFF,
  reply: countReply,
  run: async ({ work }) => countOf(work, await countGroups(work)),
})

export const groupEndpoints = [list, assignable, count, ofUser, show, create, update, remove]
