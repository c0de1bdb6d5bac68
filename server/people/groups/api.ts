// Endpoints of groups and their members.
import { z } from 'zod'
import { ADMINS, endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { getUser, usersByIds } from '../queries.ts'
import { userReply, userSchema } from '../schema.ts'
import { addMember, createGroup, deleteGroup, getMembership, removeMember, updateGroup } from './actions.ts'
import { getGroup, groupsByIds, listGroups, listMemberships } from './queries.ts'
import { groupReply, groupSchema, groupWriteSchema, membershipReply, membershipSchema } from './schema.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const groupList = z.object({ groups: z.array(groupSchema), users: z.array(userSchema).optional(), ...pagingReply })
const membershipList = z.object({
  group_memberships: z.array(membershipSchema),
  users: z.array(userSchema).optional(),
  groups: z.array(groupSchema).optional(),
  ...pagingReply,
})
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
  params: z.object({ user_id: id }),
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
  params: z.object({ group_id: id }),
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    group: groupReply(await getGroup(work, params.group_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/groups',
  summary: 'Create a group',
  allow: ADMINS,
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
  allow: ADMINS,
  params: z.object({ group_id: id }),
  body: z.object({ group: groupWriteSchema }),
  reply: one,
  run: async ({ work, params, body, origin_url }) => ({
    group: groupReply(await updateGroup(work, params.group_id, body.group), origin_url),
  }),
})

const remove = endpoint({
  route: 'DELETE /api/v2/groups/{group_id}',
  summary: 'Delete a group',
  allow: ADMINS,
  params: z.object({ group_id: id }),
  reply: null,
  async run({ work, params }) {
    await deleteGroup(work, params.group_id)
    return null
  },
})

/** The three lists of memberships differ only in what they filter by. */
function membershipsEndpoint<Params extends { user_id?: number; group_id?: number }>(
  route: `GET /${string}`,
  summary: string,
  params: z.ZodType<Params>,
) {
  return endpoint({
    route,
    summary,
    allow: STAFF,
    params,
    query: z.object(pagingQuery),
    reply: membershipList,
    async run({ work, params: filter, query, url, origin_url }) {
      const { memberships, paging } = await listMemberships(work, filter, query, url)
      const include = (query.include ?? '').split(',')
      const users = include.includes('users')
        ? await usersByIds(
            work,
            memberships.map((row) => row.user_id),
          )
        : undefined
      const groups = include.includes('groups')
        ? await groupsByIds(
            work,
            memberships.map((row) => row.group_id),
          )
        : undefined
      return {
        group_memberships: memberships.map((row) => membershipReply(row, origin_url)),
        users: users?.map((user) => userReply(user, origin_url)),
        groups: groups?.map((group) => groupReply(group, origin_url)),
        ...paging,
      }
    },
  })
}

const none = z.object({}) as z.ZodType<{ user_id?: number; group_id?: number }> // no parameters: no filter
const memberships = membershipsEndpoint('GET /api/v2/group_memberships', 'List who is in which group', none)
const membershipsOfUser = membershipsEndpoint(
  'GET /api/v2/users/{user_id}/group_memberships',
  'List the memberships of an agent',
  z.object({ user_id: id }),
)
const membershipsOfGroup = membershipsEndpoint(
  'GET /api/v2/groups/{group_id}/memberships',
  'List the memberships of a group',
  z.object({ group_id: id }),
)

const showMembership = endpoint({
  route: 'GET /api/v2/group_memberships/{membership_id}',
  summary: 'Show a membership',
  allow: STAFF,
  params: z.object({ membership_id: id }),
  reply: z.object({ group_membership: membershipSchema }),
  run: async ({ work, params, origin_url }) => ({
    group_membership: membershipReply(await getMembership(work, params.membership_id), origin_url),
  }),
})

const createMembership = endpoint({
  route: 'POST /api/v2/group_memberships',
  summary: 'Put an agent into a group',
  allow: ADMINS,
  body: z.object({ group_membership: z.object({ user_id: id, group_id: id }) }),
  reply: z.object({ group_membership: membershipSchema }),
  async run({ work, body, origin_url }) {
    const row = await addMember(work, body.group_membership.user_id, body.group_membership.group_id)
    const group_membership = membershipReply(row, origin_url)
    return new HttpReply({ status: 201, headers: { location: group_membership.url }, json: { group_membership } })
  },
})

const removeMembership = endpoint({
  route: 'DELETE /api/v2/group_memberships/{membership_id}',
  summary: 'Take an agent out of a group',
  allow: ADMINS,
  params: z.object({ membership_id: id }),
  reply: null,
  async run({ work, params }) {
    await removeMember(work, params.membership_id)
    return null
  },
})

export const groupEndpoints = [
  list,
  assignable,
  ofUser,
  show,
  create,
  update,
  remove,
  memberships,
  membershipsOfUser,
  membershipsOfGroup,
  showMembership,
  createMembership,
  removeMembership,
]
