// Endpoints of organisations.
import { z } from 'zod'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idParam, readIds, readList } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { countOf, countReply } from '../counts.ts'
import { LIST_LENGTH } from '../text-input.ts'
import { createOrganization, deleteOrganization, updateOrganization } from './actions.ts'
import { countOrganizations, findOrganizationByExternalId, getOrganization, listOrganizations } from './queries.ts'
import { memberOrganizationReply, organizationReply, organizationSchema, organizationWriteSchema } from './schema.ts'

const params = z.object({ organization_id: idParam })
const one = z.object({ organization: organizationSchema })
const many = z.object({ organizations: z.array(organizationSchema), ...pagingReply })
const body = z.object({ organization: organizationWriteSchema })

const list = endpoint({
  route: 'GET /api/v2/organizations',
  summary: 'List the organisations',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, query, url, origin_url }) {
    const { organizations, paging } = await listOrganizations(work, {}, query, url)
    return { organizations: organizations.map((row) => organizationReply(row, origin_url)), ...paging }
  },
})

const count = endpoint({
  route: 'GET /api/v2/organizations/count',
  summary: 'Count the organisations',
  allow: STAFF,
  reply: countReply,
  run: async ({ work }) => countOf(work, await countOrganizations(work, {})),
})

const showMany = endpoint({
  route: 'GET /api/v2/organizations/show_many',
  summary: 'Show up to 100 organisations by id or external id',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    ids: z.string().max(LIST_LENGTH).optional(),
    external_ids: z.string().max(LIST_LENGTH).optional(),
  }),
  reply: many,
  async run({ work, query, url, origin_url }) {
    const filter =
      query.external_ids === undefined
        ? { ids: readIds(query.ids ?? '') }
        : { external_ids: readList('external_ids', query.external_ids.toWellFormed()) }
    const { organizations, paging } = await listOrganizations(work, filter, query, url)
    return { organizations: organizations.map((row) => organizationReply(row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/organizations/{organization_id}',
  summary: 'Show an organisation',
  allow: SIGNED_IN,
  params,
  reply: one,
  async run({ work, params: { organization_id }, origin_url }) {
    const row = await getOrganization(work, organization_id)
    return {
      organization:
        work.audience === 'staff' ? organizationReply(row, origin_url) : memberOrganizationReply(row, origin_url),
    }
  },
})

const create = endpoint({
  route: 'POST /api/v2/organizations',
  summary: 'Create an organisation',
  allow: STAFF,
  body,
  reply: one,
  async run({ work, body: { organization: write }, origin_url }) {
    const organization = organizationReply(await createOrganization(work, write), origin_url)
    return new HttpReply({ status: 201, headers: { location: organization.url }, json: { organization } })
  },
})

const createOrUpdate = endpoint({
  route: 'POST /api/v2/organizations/create_or_update',
  summary: 'Create an organisation, or change the one with this id or external id',
  allow: STAFF,
  body: z.object({ organization: organizationWriteSchema.extend({ id: bodyId.optional() }) }),
  reply: one,
  async run({ work, body: { organization: write }, origin_url }) {
    const { id, ...change } = write
    const known = id ?? (write.external_id ? await findOrganizationByExternalId(work, write.external_id) : null)
    const row = known === null ? await createOrganization(work, change) : await updateOrganization(work, known, change)
    const organization = organizationReply(row, origin_url)
    const status = known === null ? 201 : 200
    return new HttpReply({ status, headers: { location: organization.url }, json: { organization } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/organizations/{organization_id}',
  summary: 'Change an organisation',
  allow: STAFF,
  params,
  body,
  reply: one,
  run: async ({ work, params: { organization_id }, body: { organization }, origin_url }) => ({
    organization: organizationReply(await updateOrganization(work, organization_id, organization), origin_url),
  }),
})

const remove = endpoint({
  route: 'DELETE /api/v2/organizations/{organization_id}',
  summary: 'Delete an organisation; its members stay',
  allow: STAFF,
  right: 'manage_organizations',
  params,
  reply: null,
  async run({ work, params: { organization_id } }) {
    await deleteOrganization(work, organization_id)
    return null
  },
})

export const organizationEndpoints = [list, count, showMany, show, create, createOrUpdate, update, remove]
