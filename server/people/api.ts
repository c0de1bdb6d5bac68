// Endpoints of people.
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { ANYONE, endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { createUser, deleteUser, updateUser } from './actions.ts'
import { groupsByIds } from './groups/queries.ts'
import { groupReply, groupSchema } from './groups/schema.ts'
import { readIds } from './ids.ts'
import { organizationsByIds } from './organizations/queries.ts'
import { organizationReply, organizationSchema } from './organizations/schema.ts'
import { findUserByEmail, getUser, listUsers, type UserFilter, visibleUsersByIds } from './queries.ts'
import { ANONYMOUS_USER, ownUserReply, ROLES, type UserRow, userReply, userSchema } from './schema.ts'
import { userWriteSchema } from './user-input.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.object({ user_id: id })
const meSchema = z.object({
  ...userSchema.shape,
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
const sideloads = { organizations: z.array(organizationSchema).optional(), groups: z.array(groupSchema).optional() }
const one = z.object({ user: userSchema, ...sideloads })
const many = z.object({ users: z.array(userSchema), ...sideloads, ...pagingReply })

const roleFilter = {
  role: z.union([z.string(), z.array(z.string())]).optional(),
  'role[]': z.union([z.string(), z.array(z.string())]).optional(),
}

/** `role=agent`, `role[]=agent&role[]=admin`; admin includes owners. */
function readRoles(query: { role?: string | string[]; 'role[]'?: string | string[] }): UserFilter['roles'] {
  const asked = [query.role ?? [], query['role[]'] ?? []].flat()
  if (asked.length === 0) return undefined
  const roles = ROLES.filter((role) => asked.includes(role === 'owner' ? 'admin' : role))
  if (roles.length === 0) throw new Refusal('bad_request', 'role takes end-user, agent or admin')
  return roles
}

/** The user as the caller may see them: staff wholly, a customer without what staff wrote. */
function replyFor(work: Work, user: UserRow, origin_url: string) {
  return work.audience === 'staff' ? userReply(user, origin_url) : ownUserReply(user, origin_url)
}

async function sideload(work: Work, include: string | undefined, users: readonly UserRow[], origin_url: string) {
  const names = (include ?? '').split(',')
  const ids = (field: 'organization_id' | 'default_group_id') =>
    users.map((user) => user[field]).filter((value) => value !== null)
  return {
    ...(names.includes('organizations')
      ? {
          organizations: (await organizationsByIds(work, ids('organization_id'))).map((row) =>
            organizationReply(row, origin_url),
          ),
        }
      : {}),
    ...(names.includes('groups')
      ? { groups: (await groupsByIds(work, ids('default_group_id'))).map((row) => groupReply(row, origin_url)) }
      : {}),
  }
}

const list = endpoint({
  route: 'GET /api/v2/users',
  summary: 'List people, by role where asked',
  allow: STAFF,
  query: z.object({ ...pagingQuery, ...roleFilter, external_id: z.string().max(255).optional() }),
  reply: many,
  async run({ work, query, url, origin_url }) {
    const { users, paging } = await listUsers(
      work,
      { roles: readRoles(query), external_id: query.external_id },
      query,
      url,
    )
    return {
      users: users.map((user) => userReply(user, origin_url)),
      ...(await sideload(work, query.include, users, origin_url)),
      ...paging,
    }
  },
})

function listOf(route: `GET /${string}`, summary: string, field: 'organization_id' | 'group_id') {
  return endpoint({
    route,
    summary,
    allow: STAFF,
    params: z.object({ id }),
    query: z.object({ ...pagingQuery, ...roleFilter }),
    reply: many,
    async run({ work, params: { id: parent }, query, url, origin_url }) {
      const { users, paging } = await listUsers(work, { roles: readRoles(query), [field]: parent }, query, url)
      return { users: users.map((user) => userReply(user, origin_url)), ...paging }
    },
  })
}

const ofOrganization = listOf(
  'GET /api/v2/organizations/{id}/users',
  'List the people of an organisation',
  'organization_id',
)
const ofGroup = listOf('GET /api/v2/groups/{id}/users', 'List the agents of a group', 'group_id')

const me = endpoint({
  route: 'GET /api/v2/users/me',
  summary: 'Show who is calling; without credentials an anonymous user with id null',
  allow: ANYONE,
  reply: z.object({ user: z.union([meSchema, anonymousSchema]) }),
  async run({ work, origin_url }) {
    const { actor } = work
    if (actor.kind !== 'user')
      return new HttpReply({ headers: { 'x-auth-status': 'anonymous' }, json: { user: ANONYMOUS_USER } })
    const user = replyFor(work, await getUser(work, actor.user_id), origin_url)
    return { user: { ...user, ...(actor.csrf_token === null ? {} : { authenticity_token: actor.csrf_token }) } }
  },
})

const showMany = endpoint({
  route: 'GET /api/v2/users/show_many',
  summary: 'Show up to 100 people by id or external id',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    ids: z.string().max(30_000).optional(),
    external_ids: z.string().max(30_000).optional(),
  }),
  reply: many,
  async run({ work, query, origin_url, url }) {
    if (query.external_ids !== undefined) {
      const external = query.external_ids.split(',').slice(0, 101)
      if (external.length > 100)
        throw new Refusal('too_many_values', 'external_ids: cannot specify more than 100 values')
      const { users, paging } = await listUsers(work, { external_ids: external }, query, url)
      return { users: users.map((user) => userReply(user, origin_url)), ...paging }
    }
    const users = await visibleUsersByIds(work, readIds(query.ids ?? ''))
    return {
      users: users.map((user) => userReply(user, origin_url)),
      ...(await sideload(work, query.include, users, origin_url)),
      ...wholeList(users.length, query),
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
    return {
      user: replyFor(work, user, origin_url),
      ...(work.audience === 'staff' ? await sideload(work, query.include, [user], origin_url) : {}),
    }
  },
})

const create = endpoint({
  route: 'POST /api/v2/users',
  summary: 'Create a person',
  allow: STAFF,
  body: z.object({ user: userWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const user = userReply(await createUser(work, body.user), origin_url)
    return new HttpReply({ status: 201, headers: { location: user.url }, json: { user } })
  },
})

const createOrUpdate = endpoint({
  route: 'POST /api/v2/users/create_or_update',
  summary: 'Create a person, or change the one with this address',
  allow: STAFF,
  body: z.object({ user: userWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const known = body.user.email ? await findUserByEmail(work, body.user.email) : null
    const row = known ? await updateUser(work, known.id, body.user) : await createUser(work, body.user)
    const user = userReply(row, origin_url)
    return new HttpReply({ status: known ? 200 : 201, headers: { location: user.url }, json: { user } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/users/{user_id}',
  summary: 'Change a person',
  allow: SIGNED_IN,
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
  params,
  reply: one,
  run: async ({ work, params: { user_id }, origin_url }) => ({
    user: userReply(await deleteUser(work, user_id), origin_url),
  }),
})

export const userEndpoints = [list, ofOrganization, ofGroup, me, showMany, show, create, createOrUpdate, update, remove]
