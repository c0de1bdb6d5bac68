// Endpoints of custom statuses.
import { z } from 'zod'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { isStaff, type Work } from '../../platform/work.ts'
import { flagSchema, idsSchema } from '../input.ts'
import { pageOf } from '../lists.ts'
import { wordingFor } from '../wording.ts'
import { createStatus, deleteStatus, makeDefault, updateStatus } from './actions.ts'
import { getCustomStatus, listStatuses, type StatusRow } from './queries.ts'
import { statusReply, statusSchema, statusWriteSchema } from './schema.ts'

const one = z.object({ custom_status: statusSchema })
const params = z.object({ custom_status_id: idParam })
const locale = z.string().max(40).optional()

async function present(work: Work, rows: readonly StatusRow[], origin_url: string, asked?: string) {
  const wording = await wordingFor(work, rows, asked)
  return rows.map((row) => statusReply(row, origin_url, wording, isStaff(work.actor)))
}

async function presentOne(work: Work, row: StatusRow, origin_url: string) {
  const [custom_status] = await present(work, [row], origin_url)
  if (!custom_status) throw new Error('one status in, none out')
  return { custom_status }
}

const list = endpoint({
  route: 'GET /api/v2/custom_statuses',
  summary: 'List the statuses a ticket can have',
  allow: SIGNED_IN,
  query: z.object({
    ...pagingQuery,
    locale,
    status_categories: z.string().max(200).optional(),
    active: flagSchema.optional(),
    default: flagSchema.optional(),
  }),
  reply: z.object({ custom_statuses: z.array(statusSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const categories = query.status_categories?.split(',').map((one) => one.trim())
    const statuses = (await listStatuses(work)).filter(
      (row) =>
        (categories === undefined || categories.includes(row.status_category)) &&
        (query.active === undefined || row.active === query.active) &&
        (query.default === undefined || row.default === query.default),
    )
    const { rows, paging } = pageOf(statuses, query, url)
    return { custom_statuses: await present(work, rows, origin_url, query.locale), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/custom_statuses/{custom_status_id}',
  summary: 'Show a status',
  allow: SIGNED_IN,
  params,
  reply: one,
  run: async ({ work, params: { custom_status_id }, origin_url }) =>
    await presentOne(work, await getCustomStatus(work, custom_status_id), origin_url),
})

const create = endpoint({
  route: 'POST /api/v2/custom_statuses',
  summary: 'Create a status in one of the five categories',
  allow: STAFF,
  right: 'manage_ticket_fields',
  body: z.object({ custom_status: statusWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const json = await presentOne(work, await createStatus(work, body.custom_status), origin_url)
    return new HttpReply({ status: 201, headers: { location: json.custom_status.url }, json })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/custom_statuses/{custom_status_id}',
  summary: 'Change a status',
  allow: STAFF,
  right: 'manage_ticket_fields',
  params,
  body: z.object({ custom_status: statusWriteSchema }),
  reply: one,
  run: async ({ work, params: { custom_status_id }, body, origin_url }) =>
    await presentOne(work, await updateStatus(work, custom_status_id, body.custom_status), origin_url),
})

const remove = endpoint({
  route: 'DELETE /api/v2/custom_statuses/{custom_status_id}',
  summary: 'Delete a status that is no default and that no ticket has but closed ones, which keep it',
  allow: STAFF,
  right: 'manage_ticket_fields',
  params,
  reply: null,
  async run({ work, params: { custom_status_id } }) {
    await deleteStatus(work, custom_status_id)
    return new HttpReply({ status: 204 })
  },
})

const setDefaults = endpoint({
  route: 'PUT /api/v2/custom_status/default',
  summary: 'Make statuses the default of their categories',
  allow: STAFF,
  right: 'manage_ticket_fields',
  body: z.object({ ids: z.union([idsSchema, z.array(idParam).max(5)]) }),
  reply: z.object({ custom_statuses: z.array(statusSchema) }),
  async run({ work, body, origin_url }) {
    await makeDefault(work, body.ids)
    const defaults = (await listStatuses(work)).filter((row) => row.default)
    return { custom_statuses: await present(work, defaults, origin_url) }
  },
})

export const statusEndpoints = [list, show, create, update, remove, setDefaults]
