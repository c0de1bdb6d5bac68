// Views over HTTP: lists of them, one of them, and changing them.
import { z } from 'zod'
import { invalid } from '../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { atOnce, bodyId, idParam, idsBody, namedIds, readIds } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import { createView, deleteView, updateView } from './actions.ts'
import { definitionsOf, definitionsReply } from './definitions.ts'
import { presentView, presentViews } from './present.ts'
import { countViews, findViews, getView, listViews, type ViewFilter } from './queries.ts'
import { viewInput, viewSchema } from './schema.ts'

export const viewParams = z.object({ view_id: idParam })
const one = z.object({ view: viewSchema })
const list = z.object({ views: z.array(viewSchema), ...pagingReply })
const VIEWS_PER_CALL = 100
const COMPACT = 32
const SEARCHED = 2_000

const filters = {
  active: z.enum(['true', 'false']).optional(),
  access: z.enum(['personal', 'shared', 'account']).optional(),
  group_id: idParam.optional(),
}

function listOf(path: string, summary: string, fixed: ViewFilter) {
  return endpoint({
    route: `GET /api/v2/views${path}`,
    summary,
    allow: STAFF,
    query: z.object({ ...pagingQuery, ...filters }),
    reply: list,
    async run({ work, query, url, origin_url }) {
      const { active, access, group_id } = query
      const filter = { active: active === undefined ? undefined : active === 'true', access, group_id, ...fixed }
      const { views, paging } = await listViews(work, filter, query, url)
      return { views: await presentViews(work, views, origin_url), ...paging }
    },
  })
}

const compact = endpoint({
  route: 'GET /api/v2/views/compact',
  summary: 'List the first active views, as a sidebar shows them',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: list,
  async run({ work, query, origin_url }) {
    const views = await findViews(work, { active: true }, COMPACT)
    return { views: await presentViews(work, views, origin_url), ...wholeList(views.length, query) }
  },
})

const showMany = endpoint({
  route: 'GET /api/v2/views/show_many',
  summary: 'Show up to 100 views by id; unknown ids are left out',
  allow: STAFF,
  query: z.object({ ...pagingQuery, ids: z.string().max(3_000), active: filters.active }),
  reply: list,
  async run({ work, query, origin_url }) {
    const active = query.active === undefined ? undefined : query.active === 'true'
    const views = await findViews(work, { ids: readIds(query.ids), active }, VIEWS_PER_CALL)
    return { views: await presentViews(work, views, origin_url), ...wholeList(views.length, query) }
  },
})

const search = endpoint({
  route: 'GET /api/v2/views/search',
  summary: 'Find views by a part of their title',
  allow: STAFF,
  query: z.object({ ...pagingQuery, ...filters, query: z.string().max(255) }),
  reply: list,
  async run({ work, query, origin_url }) {
    const { active, access, group_id } = query
    const all = await findViews(
      work,
      { active: active === undefined ? undefined : active === 'true', access, group_id },
      SEARCHED,
    )
    const wanted = query.query.normalize('NFKC').trim().toLowerCase()
    const found = all
      .filter((view) => view.title.normalize('NFKC').toLowerCase().includes(wanted))
      .slice(0, VIEWS_PER_CALL)
    return { views: await presentViews(work, found, origin_url), ...wholeList(found.length, query) }
  },
})

const count = endpoint({
  route: 'GET /api/v2/views/count',
  summary: 'How many views the caller sees',
  allow: STAFF,
  reply: z.object({ count: z.object({ value: z.number(), refreshed_at: z.string() }) }),
  run: async ({ work }) => ({ count: { value: await countViews(work), refreshed_at: work.now.toISOString() } }),
})

const definitions = endpoint({
  route: 'GET /api/v2/views/definitions',
  summary: 'Which conditions views can have',
  allow: STAFF,
  reply: definitionsReply,
  run: async ({ work }) => await definitionsOf(work),
})

const show = endpoint({
  route: 'GET /api/v2/views/{view_id}',
  summary: 'Show a view',
  allow: STAFF,
  params: viewParams,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    view: await presentView(work, await getView(work, params.view_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/views',
  summary: 'Make a view; agents make their own, admins also shared ones',
  allow: STAFF,
  right: ['view_access', 'manage-personal'],
  body: z.object({ view: viewInput }),
  reply: one,
  async run({ work, body, origin_url }) {
    const view = await presentView(work, await createView(work, body.view), origin_url)
    return new HttpReply({ status: 201, headers: { location: view.url }, json: { view } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/views/{view_id}',
  summary: 'Change a view',
  allow: STAFF,
  right: ['view_access', 'manage-personal'],
  params: viewParams,
  body: z.object({ view: viewInput }),
  reply: one,
  run: async ({ work, params, body, origin_url }) => ({
    view: await presentView(work, await updateView(work, params.view_id, body.view), origin_url),
  }),
})

const updateMany = endpoint({
  route: 'PUT /api/v2/views/update_many',
  summary: 'Change the position of several views, or whether they are active',
  allow: STAFF,
  right: ['view_access', 'manage-personal'],
  body: z.object({
    views: z.array(z.looseObject({ id: idParam, position: viewInput.shape.position, active: viewInput.shape.active })),
  }),
  reply: list,
  async run({ work, body, origin_url }) {
    const changed = []
    for (const { id, position, active } of atOnce('views', body.views))
      changed.push(await updateView(work, id, { position, active }))
    return {
      views: await presentViews(work, changed, origin_url),
      count: changed.length,
      next_page: null,
      previous_page: null,
    }
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/views/{view_id}',
  summary: 'Delete a view',
  allow: STAFF,
  right: ['view_access', 'manage-personal'],
  params: viewParams,
  reply: null,
  async run({ work, params }) {
    await deleteView(work, params.view_id)
    return null
  },
})

const reorder = endpoint({
  route: 'PUT /api/v2/views/reorder',
  summary: 'Put views one after the other, from the first; those that are not named stay where they are',
  allow: STAFF,
  body: z.object({ ids: z.array(bodyId).min(1) }),
  reply: z.object({}),
  async run({ work, body }) {
    for (const [index, id] of atOnce('ids', body.ids).entries()) await updateView(work, id, { position: index + 1 })
    return {}
  },
})

const removeMany = endpoint({
  route: 'DELETE /api/v2/views/destroy_many',
  summary: 'Delete up to 100 views',
  allow: STAFF,
  right: ['view_access', 'manage-personal'],
  query: z.object({ ids: z.string().max(3_000).optional() }),
  body: idsBody,
  reply: null,
  async run({ work, query, body }) {
    const ids = namedIds(query, body)
    if (ids.length === 0) throw invalid('ids', 'Ids: cannot be blank', 'BlankValue')
    for (const id of ids) await deleteView(work, id)
    return null
  },
})

export const viewEndpoints = [
  listOf('', 'List the views the caller sees, by position', {}),
  listOf('/active', 'List the active views', { active: true }),
  compact,
  showMany,
  search,
  count,
  definitions,
  show,
  create,
  update,
  updateMany,
  reorder,
  remove,
  removeMany,
]
