// Skills over HTTP, in the shapes of Zendesk's skill-based routing: ids are texts here.
import { z } from 'zod'
import { getUser } from '../../people/index.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket, timeSchema } from '../../tickets/index.ts'
import {
  getAttribute,
  getValue,
  putAttribute,
  putValue,
  removeAttribute,
  removeValue,
  SKILLS_EACH,
  setAgentSkills,
  setTicketSkills,
} from './actions.ts'
import {
  type AttributeRow,
  agentSkills,
  listAttributes,
  listValues,
  listValuesByIds,
  ticketSkills,
  type ValueRow,
} from './queries.ts'

const name = z
  .string()
  .trim()
  .transform((text) => text.toWellFormed())
  .pipe(z.string().min(1).max(255))

const attributeSchema = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  created_at: timeSchema,
  updated_at: timeSchema,
})
const valueSchema = attributeSchema.extend({ attribute_id: z.string() })

const shownAttribute = ({ id: own, name: title, created_at, updated_at }: AttributeRow, origin_url: string) => ({
  id: String(own),
  url: `${origin_url}/api/v2/routing/attributes/${own}.json`,
  name: title,
  created_at,
  updated_at,
})
const shownValue = (row: ValueRow, origin_url: string) => ({
  ...shownAttribute(row, origin_url),
  url: `${origin_url}/api/v2/routing/attributes/${row.attribute_id}/values/${row.id}.json`,
  attribute_id: String(row.attribute_id),
})

const attributeParams = z.object({ attribute_id: idParam })
const valueParams = z.object({ attribute_id: idParam, attribute_value_id: idParam })
const attributeBody = z.object({ attribute: z.object({ name }) })
const valueBody = z.object({ attribute_value: z.object({ name }) })
const attributeReply = z.object({ attribute: attributeSchema })
const valueReply = z.object({ attribute_value: valueSchema })
const valuesReply = z.object({ attribute_values: z.array(valueSchema) })
const instanceBody = z.object({ attribute_value_ids: z.array(idParam).max(SKILLS_EACH) })

const valuesOf = async (work: Work, ids: ReadonlySet<number> | undefined, origin_url: string) => ({
  attribute_values: (await listValuesByIds(work, [...(ids ?? [])])).map((row) => shownValue(row, origin_url)),
})

export const skillEndpoints = [
  endpoint({
    route: 'GET /api/v2/routing/attributes',
    summary: 'List the kinds of skills',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ attributes: z.array(attributeSchema), ...pagingReply }),
    async run({ work, query, origin_url }) {
      const rows = await listAttributes(work)
      return { attributes: rows.map((row) => shownAttribute(row, origin_url)), ...wholeList(rows.length, query) }
    },
  }),
  endpoint({
    route: 'POST /api/v2/routing/attributes',
    summary: 'Make a kind of skill',
    allow: STAFF,
    right: 'manage_skills',
    body: attributeBody,
    reply: attributeReply,
    async run({ work, body, origin_url }) {
      const attribute = shownAttribute(await putAttribute(work, body.attribute.name), origin_url)
      return new HttpReply({ status: 201, headers: { location: attribute.url }, json: { attribute } })
    },
  }),
  endpoint({
    route: 'GET /api/v2/routing/attributes/{attribute_id}',
    summary: 'Show a kind of skill',
    allow: STAFF,
    params: attributeParams,
    reply: attributeReply,
    run: async ({ work, params, origin_url }) => ({
      attribute: shownAttribute(await getAttribute(work, params.attribute_id), origin_url),
    }),
  }),
  endpoint({
    route: 'PUT /api/v2/routing/attributes/{attribute_id}',
    summary: 'Rename a kind of skill',
    allow: STAFF,
    right: 'manage_skills',
    params: attributeParams,
    body: attributeBody,
    reply: attributeReply,
    async run({ work, params, body, origin_url }) {
      await getAttribute(work, params.attribute_id)
      return {
        attribute: shownAttribute(await putAttribute(work, body.attribute.name, params.attribute_id), origin_url),
      }
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/routing/attributes/{attribute_id}',
    summary: 'Remove a kind of skill from everybody and every ticket',
    allow: STAFF,
    right: 'manage_skills',
    params: attributeParams,
    reply: null,
    async run({ work, params }) {
      await removeAttribute(work, params.attribute_id)
      return new HttpReply({ status: 204 })
    },
  }),
  endpoint({
    route: 'GET /api/v2/routing/attributes/{attribute_id}/values',
    summary: 'List the skills of a kind',
    allow: STAFF,
    params: attributeParams,
    query: z.object(pagingQuery),
    reply: z.object({ attribute_values: z.array(valueSchema), ...pagingReply }),
    async run({ work, params, query, origin_url }) {
      await getAttribute(work, params.attribute_id)
      const rows = await listValues(work, params.attribute_id)
      return { attribute_values: rows.map((row) => shownValue(row, origin_url)), ...wholeList(rows.length, query) }
    },
  }),
  endpoint({
    route: 'POST /api/v2/routing/attributes/{attribute_id}/values',
    summary: 'Make a skill of a kind',
    allow: STAFF,
    right: 'manage_skills',
    params: attributeParams,
    body: valueBody,
    reply: valueReply,
    async run({ work, params, body, origin_url }) {
      const made = shownValue(await putValue(work, params.attribute_id, body.attribute_value.name), origin_url)
      return new HttpReply({ status: 201, headers: { location: made.url }, json: { attribute_value: made } })
    },
  }),
  endpoint({
    route: 'GET /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}',
    summary: 'Show a skill',
    allow: STAFF,
    params: valueParams,
    reply: valueReply,
    run: async ({ work, params, origin_url }) => ({
      attribute_value: shownValue(await getValue(work, params.attribute_id, params.attribute_value_id), origin_url),
    }),
  }),
  endpoint({
    route: 'PUT /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}',
    summary: 'Rename a skill',
    allow: STAFF,
    right: 'manage_skills',
    params: valueParams,
    body: valueBody,
    reply: valueReply,
    async run({ work, params, body, origin_url }) {
      await getValue(work, params.attribute_id, params.attribute_value_id)
      const row = await putValue(work, params.attribute_id, body.attribute_value.name, params.attribute_value_id)
      return { attribute_value: shownValue(row, origin_url) }
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}',
    summary: 'Remove a skill from everybody and every ticket',
    allow: STAFF,
    right: 'manage_skills',
    params: valueParams,
    reply: null,
    async run({ work, params }) {
      await removeValue(work, params.attribute_id, params.attribute_value_id)
      return new HttpReply({ status: 204 })
    },
  }),
  endpoint({
    route: 'GET /api/v2/routing/agents/{user_id}/instance_values',
    summary: 'List what an agent can',
    allow: STAFF,
    params: z.object({ user_id: idParam }),
    reply: valuesReply,
    async run({ work, params, origin_url }) {
      await getUser(work, params.user_id)
      return await valuesOf(work, (await agentSkills(work, [params.user_id])).get(params.user_id), origin_url)
    },
  }),
  endpoint({
    route: 'POST /api/v2/routing/agents/{user_id}/instance_values',
    summary: 'Set what an agent can; what is not named is taken away',
    allow: STAFF,
    right: 'manage_skills',
    status: 200,
    params: z.object({ user_id: idParam }),
    body: instanceBody,
    reply: valuesReply,
    async run({ work, params, body, origin_url }) {
      await setAgentSkills(work, params.user_id, body.attribute_value_ids)
      return await valuesOf(work, new Set(body.attribute_value_ids), origin_url)
    },
  }),
  endpoint({
    route: 'GET /api/v2/routing/tickets/{ticket_id}/instance_values',
    summary: 'List what a ticket asks for of whoever gets it',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    reply: valuesReply,
    async run({ work, params, origin_url }) {
      await getTicket(work, params.ticket_id)
      return await valuesOf(work, (await ticketSkills(work, [params.ticket_id])).get(params.ticket_id), origin_url)
    },
  }),
  endpoint({
    route: 'POST /api/v2/routing/tickets/{ticket_id}/instance_values',
    summary: 'Set what a ticket asks for of whoever gets it; what is not named is taken away',
    allow: STAFF,
    status: 200,
    params: z.object({ ticket_id: idParam }),
    body: instanceBody,
    reply: valuesReply,
    async run({ work, params, body, origin_url }) {
      await setTicketSkills(work, params.ticket_id, body.attribute_value_ids)
      return await valuesOf(work, new Set(body.attribute_value_ids), origin_url)
    },
  }),
]
