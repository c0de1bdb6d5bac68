// Endpoints of who belongs to which organisation. A person may be in several; one is the default.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { getOrganization, listOrganizations, organizationsByIds } from '../organizations/queries.ts'
import { organizationReply, organizationSchema } from '../organizations/schema.ts'
import { getUser, usersByIds } from '../queries.ts'
import { userReply, userSchema } from '../schema.ts'
import {
  addToOrganization,
  getMembershipIn,
  getOrganizationMembership,
  makeDefaultOrganization,
  removeFromOrganization,
} from './actions.ts'
import { listOrganizationMemberships } from './queries.ts'
import {
  type OrganizationMembershipRow,
  organizationMembershipReply,
  organizationMembershipSchema,
  organizationMembershipWriteSchema,
} from './schema.ts'

const one = z.object({ organization_membership: organizationMembershipSchema })
const many = z.object({
  organization_memberships: z.array(organizationMembershipSchema),
  users: z.array(userSchema).optional(),
  organizations: z.array(organizationSchema).optional(),
  ...pagingReply,
})
const ofUserParams = z.object({ user_id: idParam })
const membershipParams = z.object({ organization_membership_id: idParam })
const bothParams = z.object({ user_id: idParam, organization_membership_id: idParam })
const inOrganizationParams = z.object({ user_id: idParam, organization_id: idParam })

/** Memberships with the names of their organisations. */
async function present(work: Work, rows: readonly OrganizationMembershipRow[], origin_url: string) {
  const organizations = await organizationsByIds(
    work,
    rows.map((row) => row.organization_id),
  )
  const names = new Map(organizations.map((row) => [row.id, row.name]))
  return {
    organizations,
    organization_memberships: rows.map((row) =>
      organizationMembershipReply(row, names.get(row.organization_id) ?? '', origin_url),
    ),
  }
}

async function presentOne(work: Work, row: OrganizationMembershipRow, origin_url: string) {
  const [organization_membership] = (await present(work, [row], origin_url)).organization_memberships
  if (!organization_membership) throw new Error('one membership in, none out')
  return organization_membership
}

interface Asked {
  work: Work
  query: z.output<z.ZodObject<typeof pagingQuery>>
  url: URL
  origin_url: string
}

async function page({ work, query, url, origin_url }: Asked, filter: { user_id?: number; organization_id?: number }) {
  const { memberships, paging } = await listOrganizationMemberships(work, filter, query, url)
  const { organizations, organization_memberships } = await present(work, memberships, origin_url)
  const include = (query.include ?? '').split(',')
  const users = include.includes('users')
    ? await usersByIds(
        work,
        memberships.map((row) => row.user_id),
      )
    : undefined
  return {
    organization_memberships,
    users: users?.map((user) => userReply(user, origin_url)),
    organizations: include.includes('organizations')
      ? organizations.map((row) => organizationReply(row, origin_url))
      : undefined,
    ...paging,
  }
}

/** The three lists differ only in what they filter by. */
function listOf<Params extends { user_id?: number; organization_id?: number }>(
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
    reply: many,
    async run(asked) {
      const { user_id, organization_id } = asked.params
      if (user_id !== undefined) await getUser(asked.work, user_id)
      if (organization_id !== undefined) await getOrganization(asked.work, organization_id)
      return await page(asked, asked.params)
    },
  })
}

const none = z.object({}) as z.ZodType<{ user_id?: number; organization_id?: number }> // no parameters: no filter
const list = listOf('GET /api/v2/organization_memberships', 'List who is in which organisation', none)
const ofUser = listOf(
  'GET /api/v2/users/{user_id}/organization_memberships',
  'List the memberships of a person',
  ofUserParams,
)
const ofOrganization = listOf(
  'GET /api/v2/organizations/{organization_id}/organization_memberships',
  'List the memberships of an organisation',
  z.object({ organization_id: idParam }),
)

const organizationsOfUser = endpoint({
  route: 'GET /api/v2/users/{user_id}/organizations',
  summary: 'List the organisations of a person',
  allow: STAFF,
  params: ofUserParams,
  query: z.object(pagingQuery),
  reply: z.object({ organizations: z.array(organizationSchema), ...pagingReply }),
  async run({ work, params: { user_id }, query, url, origin_url }) {
    await getUser(work, user_id)
    const { organizations, paging } = await listOrganizations(work, { user_id }, query, url)
    return { organizations: organizations.map((row) => organizationReply(row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/organization_memberships/{organization_membership_id}',
  summary: 'Show a membership of an organisation',
  allow: STAFF,
  params: membershipParams,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    organization_membership: await presentOne(
      work,
      await getOrganizationMembership(work, params.organization_membership_id),
      origin_url,
    ),
  }),
})

const showOfUser = endpoint({
  route: 'GET /api/v2/users/{user_id}/organization_memberships/{organization_membership_id}',
  summary: 'Show a membership of a person',
  allow: STAFF,
  params: bothParams,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    organization_membership: await presentOne(
      work,
      await getOrganizationMembership(work, params.organization_membership_id, params.user_id),
      origin_url,
    ),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/organization_memberships',
  summary: 'Make a person a member of an organisation',
  allow: STAFF,
  body: z.object({ organization_membership: organizationMembershipWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const row = await addToOrganization(work, body.organization_membership)
    const organization_membership = await presentOne(work, row, origin_url)
    return new HttpReply({
      status: 201,
      headers: { location: organization_membership.url },
      json: { organization_membership },
    })
  },
})

const createOfUser = endpoint({
  route: 'POST /api/v2/users/{user_id}/organization_memberships',
  summary: 'Make this person a member of an organisation',
  allow: STAFF,
  params: ofUserParams,
  body: z.object({
    organization_membership: organizationMembershipWriteSchema.extend({ user_id: bodyId.optional() }),
  }),
  reply: one,
  async run({ work, params: { user_id }, body, origin_url }) {
    await getUser(work, user_id)
    const row = await addToOrganization(work, { ...body.organization_membership, user_id })
    const organization_membership = await presentOne(work, row, origin_url)
    return new HttpReply({
      status: 201,
      headers: { location: organization_membership.url },
      json: { organization_membership },
    })
  },
})

function removal<Params>(
  route: `DELETE /${string}`,
  params: z.ZodType<Params>,
  find: (work: Work, params: Params) => Promise<OrganizationMembershipRow>,
) {
  return endpoint({
    route,
    summary: 'Take a person out of an organisation',
    allow: STAFF,
    params,
    reply: null,
    async run({ work, params: asked }) {
      await removeFromOrganization(work, await find(work, asked))
      return null
    },
  })
}

const remove = removal(
  'DELETE /api/v2/organization_memberships/{organization_membership_id}',
  membershipParams,
  (work, params) => getOrganizationMembership(work, params.organization_membership_id),
)
const removeOfUser = removal(
  'DELETE /api/v2/users/{user_id}/organization_memberships/{organization_membership_id}',
  bothParams,
  (work, params) => getOrganizationMembership(work, params.organization_membership_id, params.user_id),
)
const removeFrom = removal(
  'DELETE /api/v2/users/{user_id}/organizations/{organization_id}',
  inOrganizationParams,
  (work, params) => getMembershipIn(work, params.user_id, params.organization_id),
)

function makingDefault<Params extends { user_id: number }>(
  route: `PUT /${string}`,
  params: z.ZodType<Params>,
  find: (work: Work, params: Params) => Promise<OrganizationMembershipRow>,
) {
  return endpoint({
    route,
    summary: "Make an organisation a person's default one",
    allow: STAFF,
    params,
    query: z.object(pagingQuery),
    reply: many,
    async run({ work, params: asked, query, url, origin_url }) {
      await makeDefaultOrganization(work, await find(work, asked))
      return await page({ work, query, url, origin_url }, { user_id: asked.user_id })
    },
  })
}

const makeDefault = makingDefault(
  'PUT /api/v2/users/{user_id}/organization_memberships/{organization_membership_id}/make_default',
  bothParams,
  (work, params) => getOrganizationMembership(work, params.organization_membership_id, params.user_id),
)
const makeDefaultIn = makingDefault(
  'PUT /api/v2/users/{user_id}/organizations/{organization_id}/make_default',
  inOrganizationParams,
  (work, params) => getMembershipIn(work, params.user_id, params.organization_id),
)

export const organizationMembershipEndpoints = [
  list,
  ofUser,
  ofOrganization,
  organizationsOfUser,
  show,
  showOfUser,
  create,
  createOfUser,
  remove,
  removeOfUser,
  removeFrom,
  makeDefault,
  makeDefaultIn,
]
