// Categories of triggers over HTTP. Their ids are texts, as clients expect.
import { z } from 'zod'
import { invalid, notFound, Refusal } from '../../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../../platform/http/endpoint.ts'
import { idParam } from '../../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../../platform/http/paging.ts'
import { newId } from '../../../platform/ids.ts'
import { apiTime } from '../../../platform/instants.ts'
import type { Work } from '../../../platform/work.ts'
import { categoryChanged } from '../../events.ts'
import { renewRuleSet } from '../../rule-set.ts'
import {
  type CategoryRow,
  deleteCategoryRow,
  findCategory,
  hasTriggers,
  listCategories,
  placeOfNextCategory,
  putCategory,
} from './queries.ts'

const CATEGORIES_PER_ACCOUNT = 500

const categorySchema = z.object({
  id: z.string(),
  name: z.string(),
  position: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
})
const params = z.object({ trigger_category_id: idParam })
const input = z.object({
  trigger_category: z.object({
    name: z
      .string()
      .max(255)
      .transform((name) => name.toWellFormed().replaceAll('\u0000', '').trim())
      .optional(),
    position: z.coerce.number().int().min(0).max(1_000_000).optional(),
  }),
})
const reply = z.object({ trigger_category: categorySchema })

const present = (row: CategoryRow) => ({
  id: String(row.id),
  name: row.name,
  position: row.position,
  created_at: apiTime(row.created_at),
  updated_at: apiTime(row.updated_at),
})

async function getCategory(work: Work, id: number): Promise<CategoryRow> {
  const row = await findCategory(work, id)
  if (!row) throw notFound()
  return row
}

async function save(work: Work, row: CategoryRow, change: 'created' | 'updated'): Promise<CategoryRow> {
  if (row.name === '') throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  await putCategory(work, row)
  await renewRuleSet(work)
  work.record(categoryChanged, row.id, { change })
  return row
}

export const categoryEndpoints = [
  endpoint({
    route: 'GET /api/v2/trigger_categories',
    summary: 'List the categories of triggers',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ trigger_categories: z.array(categorySchema), ...pagingReply }),
    async run({ work, query, url }) {
      const { rows, paging } = await listCategories(work, query, url)
      return { trigger_categories: rows.map(present), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/trigger_categories/{trigger_category_id}',
    summary: 'Show a category of triggers',
    allow: STAFF,
    params,
    reply,
    run: async ({ work, params: { trigger_category_id } }) => ({
      trigger_category: present(await getCategory(work, trigger_category_id)),
    }),
  }),
  endpoint({
    route: 'POST /api/v2/trigger_categories',
    summary: 'Create a category of triggers',
    allow: STAFF,
    right: 'manage_triggers',
    body: input,
    reply,
    async run({ work, body: { trigger_category }, origin_url }) {
      const { count, position } = await placeOfNextCategory(work)
      if (count >= CATEGORIES_PER_ACCOUNT)
        throw new Refusal('too_many_values', `A desk has at most ${CATEGORIES_PER_ACCOUNT} categories of triggers`)
      const id = newId()
      const row = await save(
        work,
        {
          id,
          name: trigger_category.name ?? '',
          position: trigger_category.position ?? position,
          created_at: work.now,
          updated_at: work.now,
        },
        'created',
      )
      const headers = { location: `${origin_url}/api/v2/trigger_categories/${id}.json` }
      return new HttpReply({ status: 201, headers, json: { trigger_category: present(row) } })
    },
  }),
  ...(['PATCH', 'PUT'] as const).map((method) =>
    endpoint({
      route: `${method} /api/v2/trigger_categories/{trigger_category_id}`,
      summary: 'Change a category of triggers',
      allow: STAFF,
      right: 'manage_triggers',
      params,
      body: input,
      reply,
      async run({ work, params: { trigger_category_id }, body: { trigger_category } }) {
        const row = await getCategory(work, trigger_category_id)
        const { name = row.name, position = row.position } = trigger_category
        return {
          trigger_category: present(await save(work, { ...row, name, position, updated_at: work.now }, 'updated')),
        }
      },
    }),
  ),
  endpoint({
    route: 'DELETE /api/v2/trigger_categories/{trigger_category_id}',
    summary: 'Delete a category that has no triggers',
    allow: STAFF,
    right: 'manage_triggers',
    params,
    reply: null,
    async run({ work, params: { trigger_category_id: id } }) {
      await getCategory(work, id)
      if (await hasTriggers(work, id))
        throw invalid('base', 'The category has triggers: move them to another one first')
      await deleteCategoryRow(work, id)
      work.record(categoryChanged, id, { change: 'deleted' })
      return null
    },
  }),
]
