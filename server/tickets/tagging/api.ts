// A ticket's tags by themselves, and all tags of the desk. For staff.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { changeTicket, type TicketChange } from '../actions.ts'
import { safeStamp } from '../incoming.ts'
import { getTicket, listTags } from '../queries.ts'
import { tagsSchema } from '../schema.ts'
import { autocompleteTags, countTags, type TagCount, tagCounts } from './queries.ts'

const params = z.object({ ticket_id: idParam })
const reply = z.object({ tags: z.array(z.string()) })
const flag = z.union([z.boolean(), z.stringbool()])
const body = z.object({
  tags: tagsSchema,
  // As for a ticket: 409 when it changed since.
  safe_update: flag.optional(),
  updated_stamp: z.string().max(40).optional(),
})
const query = body.omit({ tags: true })

async function tagsOf(work: Work, ticket_id: number): Promise<{ tags: string[] }> {
  return { tags: (await listTags(work, [ticket_id])).get(ticket_id) ?? [] }
}

const VERBS = {
  POST: { key: 'tags', summary: 'Replace the tags of a ticket' },
  PUT: { key: 'additional_tags', summary: 'Add tags to a ticket' },
  DELETE: { key: 'remove_tags', summary: 'Take tags away from a ticket' },
} as const

const writes = (['POST', 'PUT', 'DELETE'] as const).map((method) =>
  endpoint({
    route: `${method} /api/v2/tickets/{ticket_id}/tags`,
    summary: VERBS[method].summary,
    allow: STAFF,
    right: 'ticket_tag_editing',
    params,
    query,
    body,
    reply,
    async run({ work, params: { ticket_id }, query: asked, body: { tags, ...given } }) {
      const change: TicketChange = { [VERBS[method].key]: tags, expected: safeStamp({ ...asked, ...given }) }
      await changeTicket(work, ticket_id, change)
      await work.flush()
      return await tagsOf(work, ticket_id)
    },
  }),
)

const tagCount = z.object({ name: z.string(), count: z.number() })

/** Names offered while somebody types. */
const OFFERED = 100

export const taggingEndpoints = [
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/tags',
    summary: 'List the tags of a ticket',
    allow: STAFF,
    params,
    reply,
    async run({ work, params: { ticket_id } }) {
      await getTicket(work, ticket_id)
      return await tagsOf(work, ticket_id)
    },
  }),
  ...writes,
  endpoint({
    route: 'GET /api/v2/tags',
    summary: 'List all tags of tickets with how many tickets have them, the most popular first',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ tags: z.array(tagCount), ...pagingReply }),
    async run({ work, query: asked, url }) {
      const { rows, paging } = await listPage<TagCount>(
        work,
        {
          columns: sql`g.name, g.count`,
          from: tagCounts(work),
          where: sql`true`,
          id: sql`g.id`,
          sorts: { count: { by: sql`g.count`, type: 'bigint' }, name: { by: sql`g.name`, type: 'text' } },
          default_sort: '-count',
        },
        asked,
        url,
      )
      return { tags: rows.map(({ name, count }) => ({ name, count })), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/tags/count',
    summary: 'Count the tags of tickets',
    allow: STAFF,
    reply: z.object({ count: z.object({ value: z.number(), refreshed_at: z.string() }) }),
    run: async ({ work }) => ({ count: { value: await countTags(work), refreshed_at: work.now.toISOString() } }),
  }),
  endpoint({
    route: 'GET /api/v2/autocomplete/tags',
    summary: 'Tags that begin with `name`',
    allow: STAFF,
    query: z.object({ ...pagingQuery, name: z.string().min(1).max(255) }),
    reply: z.object({ tags: z.array(z.string()), ...pagingReply }),
    async run({ work, query: asked }) {
      const beginning = asked.name.toWellFormed().toLowerCase().replaceAll('\u0000', '')
      const tags = await autocompleteTags(work, beginning, OFFERED)
      return { tags, ...wholeList(tags.length, asked) }
    },
  }),
]
