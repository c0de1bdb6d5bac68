// Endpoints of who is in which group.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idParam } from '../../platform/http/ids.ts'
import { type PagingQuery, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { isSelf, requireTeam } from '../policy.ts'
import { getUser, usersByIds } from '../queries.ts'
import { userReply, userSchema } from '../schema.ts'
import { addMember, getMembership, makeDefaultGroup, removeMember } from './actions.ts'
import { getGroup, groupsByIds, listMemberships, type MembershipFilter } from './queries.ts'
import { groupReply, groupSchema, type MembershipRow, membershipReply, membershipSchema } from './schema.ts'

const one = z.object({ group_membership: membershipSchema })
const many = z.object({
  group_memberships: z.array(membershipSchema),
  users: z.array(userSchema).optional(),
  groups: z.array(groupSchema).optional(),
  ...pagingReply,
})
const ofUserParams = z.object({ user_id: idParam })
const ofGroupParams = z.object({ group_id: idParam })
const membershipParams = z.object({ group_membership_id: idParam })
const bothParams = z.object({ user_id: idParam, group_membership_id: idParam })

interface Asked {
  work: Work
  query: PagingQuery
  url: URL
  origin_url: string
}

async function page({ work, query, url, origin_url }: Asked, filter: MembershipFilter) {
  if (!isSelf(work.actor, { id: filter.user_id ?? 0 })) requireTeam(work.actor)
  if (filter.user_id !== undefined) await getUser(work, filter.user_id)
  if (filter.group_id !== undefined) await getGroup(work, filter.group_id)
  const { memberships, paging } = await listMemberships(work, filter, query, url)
  const include = (query.include ?? '').split(',')
  const ids = (field: 'user_id' | 'group_id') => memberships.map((row) => row[field])
  const users = include.includes('users') ? await usersByIds(work, ids('user_id')) : undefined
  const groups = include.includes('groups') ? await groupsByIds(work, ids('group_id')) : undefined
  return {
    group_memberships: memberships.map((row) => membershipReply(row, origin_url)),
    users: users?.map((user) => userReply(user, origin_url)),
    groups: groups?.map((group) => groupReply(group, origin_url)),
    ...paging,
  }
}

/** The lists differ only in what they filter by. */
function listOf<Params extends { user_id?: number; group_id?: number }>(
  route: `GET /${string}`,
  summary: string,
  params: z.ZodType<Params>,
  assignable = false,
) {
  return endpoint({
    route,
    summary,
    allow: STAFF,
    params,
    query: z.object(pagingQuery),
    reply: many,
    run: async (asked) => await page(asked, { ...asked.params, assignable }),
  })
}

const none = z.object({}) as z.ZodType<{ user_id?: number; group_id?: number }> // no parameters: no filter
const list = listOf('GET /api/v2/group_memberships', 'List who is in which group', none)
const assignable = listOf(
  'GET /api/v2/group_memberships/assignable',
  'List who is in which group, of agents a ticket can be given to',
  none,
  true,
)
const ofUser = listOf('GET /api/v2/users/{user_id}/group_memberships', 'List the memberships of an agent', ofUserParams)
const ofGroup = listOf('GET /api/v2/groups/{group_id}/memberships', 'List the memberships of a group', ofGroupParams)
const assignableOfGroup = listOf(
  'GET /api/v2/groups/{group_id}/memberships/assignable',
  'List the memberships of a group, of agents a ticket can be given to',
  ofGroupParams,
  true,
)

const show = endpoint({
  route: 'GET /api/v2/group_memberships/{group_membership_id}',
  summary: 'Show a membership',
  allow: STAFF,
  params: membershipParams,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    group_membership: membershipReply(await getMembership(work, params.group_membership_id), origin_url),
  }),
})

const showOfUser = endpoint({
  route: 'GET /api/v2/users/{user_id}/group_memberships/{group_membership_id}',
  summary: 'Show a membership of an agent',
  allow: STAFF,
  params: bothParams,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    group_membership: membershipReply(
      await getMembership(work, params.group_membership_id, params.user_id),
      origin_url,
    ),
  }),
})

function created(row: MembershipRow, origin_url: string): HttpReply {
  const group_membership = membershipReply(row, origin_url)
  return new HttpReply({ status: 201, headers: { location: group_membership.url }, json: { group_membership } })
}

const create = endpoint({
  route: 'POST /api/v2/group_memberships',
  summary: 'Put an agent into a group',
  allow: STAFF,
  right: 'manage_group_memberships',
  body: z.object({ group_membership: z.object({ user_id: bodyId, group_id: bodyId }) }),
  reply: one,
  run: async ({ work, body: { group_membership: asked }, origin_url }) =>
    created(await addMember(work, asked.user_id, asked.group_id), origin_url),
})

const createOfUser = endpoint({
  route: 'POST /api/v2/users/{user_id}/group_memberships',
  summary: 'Put this agent into a group',
  allow: STAFF,
  right: 'manage_group_memberships',
  params: ofUserParams,
  body: z.object({ group_membership: z.object({ group_id: bodyId }) }),
  reply: one,
  async run({ work, params: { user_id }, body, origin_url }) {
    await getUser(work, user_id)
    return created(await addMember(work, user_id, body.group_membership.group_id), origin_url)
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/group_memberships/{group_membership_id}',
  summary: 'Take an agent out of a group',
  allow: STAFF,
  right: 'manage_group_memberships',
  params: membershipParams,
  reply: null,
  async run({ work, params }) {
    await removeMember(work, params.group_membership_id)
    return null
  },
})

const removeOfUser = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/group_memberships/{group_membership_id}',
  summary: 'Take this agent out of a group',
  allow: STAFF,
  right: 'manage_group_memberships',
  params: bothParams,
  reply: null,
  async run({ work, params }) {
    await removeMember(work, params.group_membership_id, params.user_id)
    return null
  },
})

const makeDefault = endpoint({
  route: 'PUT /api/v2/users/{user_id}/group_memberships/{group_membership_id}/make_default',
  summary: "Make a group an agent's default one",
  allow: STAFF,
  params: bothParams,
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, params, query, url, origin_url }) {
    await makeDefaultGroup(work, params.group_membership_id, params.user_id)
    return await page({ work, query, url, origin_url }, { user_id: params.user_id })
  },
})

export const membershipEndpoints = [
  list,
  assignable,
  ofUser,
  ofGroup,
  assignableOfGroup,
  show,
  showOfUser,
  create,
  createOfUser,
  remove,
  removeOfUser,
  makeDefault,
]
