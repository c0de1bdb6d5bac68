// Endpoints of fields: the same verbs for tickets, people and organisations, in their two shapes. Agents read, admins
// write; customers read the ticket fields that the portal shows.
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { isStaff, type Work } from '../platform/work.ts'
import { createField, deleteField, getField, reorderFields, updateField } from './actions.ts'
import {
  type FieldReader,
  fieldWriteSchema,
  recordFieldReply,
  recordFieldSchema,
  ticketFieldReply,
  ticketFieldSchema,
} from './field-schema.ts'
import { flagSchema, idsSchema } from './input.ts'
import { pageOf } from './lists.ts'
import { listFieldRows } from './queries.ts'
import { FIELDS_PER_ACCOUNT, type FieldOf, type FieldRow } from './schema.ts'
import { listStatuses } from './statuses/queries.ts'
import { SYSTEM_FIELDS } from './system-fields.ts'
import { wordingFor } from './wording.ts'

/** What differs between the owners of fields. */
interface Shape {
  of: FieldOf
  noun: string
  allow_read: typeof STAFF
  // biome-ignore lint/suspicious/noExplicitAny: a reply schema of either of two shapes
  schema: z.ZodType<any, any>
  reply(row: FieldRow, reader: FieldReader): unknown
}

const TICKETS: Shape = {
  of: 'ticket',
  noun: 'tickets',
  allow_read: SIGNED_IN,
  schema: ticketFieldSchema,
  reply: ticketFieldReply,
}
const PEOPLE: Shape = {
  of: 'user',
  noun: 'people',
  allow_read: STAFF,
  schema: recordFieldSchema,
  reply: recordFieldReply,
}
const ORGANIZATIONS: Shape = { ...PEOPLE, of: 'organization', noun: 'organisations' }

const IDS = z.array(idParam).max(FIELDS_PER_ACCOUNT + SYSTEM_FIELDS.length)

/** Staff see every field; customers the active ones that the portal shows. */
function mayRead(work: Work, row: FieldRow): boolean {
  return isStaff(work.actor) || (row.of === 'ticket' && row.active && row.visible_in_portal)
}

async function readerOf(
  work: Work,
  rows: readonly FieldRow[],
  origin_url: string,
  query: { locale?: string; creator?: boolean },
): Promise<FieldReader> {
  const statuses = rows.some((row) => row.type === 'custom_status') ? await listStatuses(work) : []
  return {
    origin_url,
    wording: await wordingFor(work, [...rows, ...statuses], query.locale),
    for_staff: isStaff(work.actor),
    statuses,
    with_creator: query.creator === true,
  }
}

function fieldEndpoints({ of, noun, allow_read, schema, reply }: Shape) {
  const [single, plural, parameter] = [`${of}_field`, `${of}_fields`, `${of}_field_id`]
  const base = `/api/v2/${plural}` as const
  const params = z.object({ [parameter]: idParam })
  const body = z.object({ [single]: fieldWriteSchema })
  const one = z.object({ [single]: schema })
  const many = z.object({ [plural]: z.array(schema), ...pagingReply })
  const idOf = (given: Record<string, number>) => given[parameter] ?? 0
  const writeOf = (given: Record<string, z.output<typeof fieldWriteSchema>>) => given[single] ?? {}
  const presentOne = async (work: Work, row: FieldRow, origin_url: string) => ({
    [single]: reply(row, await readerOf(work, [row], origin_url, {})),
  })

  const list = endpoint({
    route: `GET ${base}`,
    summary: `List the fields of ${noun}`,
    allow: allow_read,
    query: z.object({ ...pagingQuery, locale: z.string().max(40).optional(), creator: flagSchema.optional() }),
    reply: many,
    async run({ work, query, url, origin_url }) {
      const fields = (await listFieldRows(work, of)).filter((row) => mayRead(work, row))
      const { rows, paging } = pageOf(fields, query, url)
      const reader = await readerOf(work, rows, origin_url, query)
      return { [plural]: rows.map((row) => reply(row, reader)), ...paging }
    },
  })
  const show = endpoint({
    route: `GET ${base}/{${parameter}}`,
    summary: `Show a field of ${noun}`,
    allow: allow_read,
    params,
    query: z.object({ locale: z.string().max(40).optional(), creator: flagSchema.optional() }),
    reply: one,
    async run({ work, params: given, query, origin_url }) {
      const row = await getField(work, of, idOf(given))
      if (!mayRead(work, row)) throw notFound()
      return { [single]: reply(row, await readerOf(work, [row], origin_url, query)) }
    },
  })
  const create = endpoint({
    route: `POST ${base}`,
    summary: `Create a field of ${noun}`,
    allow: STAFF,
    right: `manage_${of}_fields`,
    body,
    reply: one,
    async run({ work, body: given, origin_url }) {
      const row = await createField(work, of, writeOf(given))
      const location = `${origin_url}${base}/${row.id}.json`
      return new HttpReply({ status: 201, headers: { location }, json: await presentOne(work, row, origin_url) })
    },
  })
  const update = endpoint({
    route: `PUT ${base}/{${parameter}}`,
    summary: `Change a field of ${noun}, and its options`,
    allow: STAFF,
    right: `manage_${of}_fields`,
    params,
    body,
    reply: one,
    run: async ({ work, params: given, body: written, origin_url }) =>
      await presentOne(work, await updateField(work, of, idOf(given), writeOf(written)), origin_url),
  })
  const remove = endpoint({
    route: `DELETE ${base}/{${parameter}}`,
    summary: `Delete a field of ${noun}; values of it are kept and no longer shown`,
    allow: STAFF,
    right: `manage_${of}_fields`,
    params,
    reply: null,
    async run({ work, params: given }) {
      await deleteField(work, of, idOf(given))
      return null
    },
  })
  const reorder = endpoint({
    route: `PUT ${base}/reorder`,
    summary: `Put the fields of ${noun} into an order`,
    allow: STAFF,
    right: `manage_${of}_fields`,
    body: z.object({ [`${of}_field_ids`]: IDS }),
    reply: z.object({}),
    async run({ work, body: given }) {
      await reorderFields(work, of, Object.values(given).flat())
      return {}
    },
  })
  return [list, show, create, update, remove, reorder]
}

const count = endpoint({
  route: 'GET /api/v2/ticket_fields/count',
  summary: 'Count the fields of tickets',
  allow: STAFF,
  reply: z.object({ count: z.object({ value: z.number(), refreshed_at: z.string() }) }),
  async run({ work }) {
    const value = (await listFieldRows(work, 'ticket')).length
    return { count: { value, refreshed_at: work.now.toISOString() } }
  },
})

const showMany = endpoint({
  route: 'GET /api/v2/ticket_fields/show_many',
  summary: 'Show fields of tickets by their ids',
  allow: STAFF,
  query: z.object({ ...pagingQuery, ids: idsSchema }),
  reply: z.object({ ticket_fields: z.array(ticketFieldSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const fields = (await listFieldRows(work, 'ticket')).filter((row) => query.ids.includes(row.id))
    const { rows, paging } = pageOf(fields, query, url)
    const reader = await readerOf(work, rows, origin_url, {})
    return { ticket_fields: rows.map((row) => ticketFieldReply(row, reader)), ...paging }
  },
})

export const allFieldEndpoints = [
  count,
  showMany,
  ...fieldEndpoints(TICKETS),
  ...fieldEndpoints(PEOPLE),
  ...fieldEndpoints(ORGANIZATIONS),
]
