// Endpoints that list and count people. For staff only.
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { idParam, readIds, readList } from '../platform/http/ids.ts'
import { type PagingQuery, pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { countOf, countReply } from './counts.ts'
import { getGroup } from './groups/queries.ts'
import { getOrganization } from './organizations/queries.ts'
import { maySeeRecord, requireTeam } from './policy.ts'
import { countUsers, listUsers, type UserFilter, visibleUsersByIds } from './queries.ts'
import { ROLES, userReply, userSchema } from './schema.ts'
import { LIST_LENGTH } from './text-input.ts'
import { sideLoad, userSideLoads } from './user-sideloads.ts'

const many = z.object({ users: z.array(userSchema), ...userSideLoads, ...pagingReply })

const oneOrMore = z.union([z.string().max(100), z.array(z.string().max(100)).max(10)]).optional()
const filters = {
  role: oneOrMore,
  'role[]': oneOrMore,
  permission_set: z.string().max(100).optional().describe('The number of a custom role'),
}

interface AskedFilter {
  role?: string | string[]
  'role[]'?: string | string[]
  permission_set?: string
}

/** `role=agent`, `role[]=agent&role[]=admin`; admin includes owners. */
function readFilter(query: AskedFilter): UserFilter {
  const asked = [query.role ?? [], query['role[]'] ?? []].flat()
  const with_role =
    query.permission_set === undefined
      ? {}
      : { custom_role_id: /^\d{1,15}$/.test(query.permission_set) ? Number(query.permission_set) : 0 }
  if (asked.length === 0) return with_role
  const roles = ROLES.filter((role) => asked.includes(role === 'owner' ? 'admin' : role))
  if (roles.length === 0) throw new Refusal('bad_request', 'role takes end-user, agent or admin')
  return { roles, ...with_role }
}

/** True where a filter can find nobody but the team. */
const asksForTeam = ({ roles, group_id, custom_role_id }: UserFilter): boolean =>
  group_id !== undefined || custom_role_id !== undefined || (roles !== undefined && !roles.includes('end-user'))

interface Asked {
  work: Work
  query: PagingQuery
  url: URL
  origin_url: string
}

async function page({ work, query, url, origin_url }: Asked, filter: UserFilter) {
  if (asksForTeam(filter)) requireTeam(work.actor)
  const { users, paging } = await listUsers(work, filter, query, url)
  return {
    users: users.map((user) => userReply(user, origin_url)),
    ...(await sideLoad(work, query.include, users, origin_url)),
    ...paging,
  }
}

const list = endpoint({
  route: 'GET /api/v2/users',
  summary: 'List people, by role where asked',
  allow: STAFF,
  query: z.object({ ...pagingQuery, ...filters, external_id: z.string().max(255).optional() }),
  reply: many,
  run: async (asked) =>
    await page(asked, { ...readFilter(asked.query), external_id: asked.query.external_id?.toWellFormed() }),
})

const count = endpoint({
  route: 'GET /api/v2/users/count',
  summary: 'Count people, by role where asked',
  allow: STAFF,
  query: z.object(filters),
  reply: countReply,
  async run({ work, query }) {
    const filter = readFilter(query)
    if (asksForTeam(filter)) requireTeam(work.actor)
    return countOf(work, await countUsers(work, filter))
  },
})

const ofOrganization = endpoint({
  route: 'GET /api/v2/organizations/{organization_id}/users',
  summary: 'List the people of an organisation',
  allow: STAFF,
  params: z.object({ organization_id: idParam }),
  query: z.object({ ...pagingQuery, ...filters }),
  reply: many,
  async run(asked) {
    const { id } = await getOrganization(asked.work, asked.params.organization_id)
    return await page(asked, { ...readFilter(asked.query), organization_id: id })
  },
})

const ofGroup = endpoint({
  route: 'GET /api/v2/groups/{group_id}/users',
  summary: 'List the agents of a group',
  allow: STAFF,
  params: z.object({ group_id: idParam }),
  query: z.object({ ...pagingQuery, ...filters }),
  reply: many,
  async run(asked) {
    const { id } = await getGroup(asked.work, asked.params.group_id)
    return await page(asked, { ...readFilter(asked.query), group_id: id })
  },
})

const showMany = endpoint({
  route: 'GET /api/v2/users/show_many',
  summary: 'Show up to 100 people by id or external id',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    ids: z.string().max(LIST_LENGTH).optional(),
    external_ids: z.string().max(LIST_LENGTH).optional(),
  }),
  reply: many,
  async run(asked) {
    const { work, query, origin_url } = asked
    if (query.external_ids !== undefined)
      return await page(asked, { external_ids: readList('external_ids', query.external_ids.toWellFormed()) })
    const known = await visibleUsersByIds(work, readIds(query.ids ?? ''))
    const users = known.filter((user) => maySeeRecord(work.actor, user))
    return {
      users: users.map((user) => userReply(user, origin_url)),
      ...(await sideLoad(work, query.include, users, origin_url)),
      ...wholeList(users.length, query),
    }
  },
})

export const userListEndpoints = [list, count, ofOrganization, ofGroup, showMany]
