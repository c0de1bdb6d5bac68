// Skips: an agent passes a ticket over and says why.
import { z } from 'zod'
import { getUser } from '../../people/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { event } from '../../platform/events.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, type PagingQuery, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'
import { presentTickets } from '../present.ts'
import { getTicket, listTicketsByIds } from '../queries.ts'
import { ticketSchema, timeSchema } from '../schema.ts'
import { insertSkip, placeOfSkip, SKIP_COLUMNS, type SkipRow } from './queries.ts'

const REASON_LENGTH = 2_000

const ticketSkipped = event({
  type: 'ticket.skipped',
  subject: 'ticket',
  summary: 'An agent passed a ticket over',
  data: z.object({ skip_id: z.number() }),
})
export const SKIP_EVENTS = [ticketSkipped]

const skipSchema = z.object({
  id: z.number(),
  ticket_id: z.number(),
  user_id: z.number(),
  reason: z.string(),
  created_at: timeSchema,
  updated_at: timeSchema,
  ticket: ticketSchema.nullable(),
})

async function presentSkips(work: Work, rows: readonly SkipRow[], origin_url: string) {
  const found = await listTicketsByIds(work, [...new Set(rows.map((row) => row.ticket_id))])
  const tickets = new Map((await presentTickets(work, found, origin_url)).map((ticket) => [ticket.id, ticket]))
  return rows.map((row) => ({
    id: row.id,
    ticket_id: row.ticket_id,
    user_id: row.user_id,
    reason: work.sealing.open<{ reason: string }>(placeOfSkip(row.id), row.sealed).reason,
    created_at: row.created_at,
    updated_at: row.created_at,
    ticket: tickets.get(row.ticket_id) ?? null,
  }))
}

async function listSkips(work: Work, which: RawBuilder<unknown>, query: PagingQuery, url: URL, origin_url: string) {
  const { rows, paging } = await listPage<SkipRow>(
    work,
    {
      columns: SKIP_COLUMNS,
      from: sql`ticket_skips s join tickets t on t.account_id = s.account_id and t.id = s.ticket_id`,
      where: sql`s.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${which}`,
      id: sql`s.id`,
      sorts: {
        id: { by: sql`s.id`, type: 'bigint' },
        created_at: { by: sql`s.created_at`, type: 'timestamptz' },
        updated_at: { by: sql`s.created_at`, type: 'timestamptz' },
      },
      default_sort: query.sort_order === 'desc' ? '-id' : 'id',
    },
    query,
    url,
  )
  return { skips: await presentSkips(work, rows, origin_url), ...paging }
}

const query = z.object(pagingQuery)
const reply = z.object({ skips: z.array(skipSchema), ...pagingReply })

export const skipEndpoints = [
  endpoint({
    route: 'GET /api/v2/skips',
    summary: 'List which tickets were passed over',
    allow: STAFF,
    query,
    reply,
    run: async ({ work, query, url, origin_url }) => await listSkips(work, sql`true`, query, url, origin_url),
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/skips',
    summary: 'List who passed a ticket over',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    query,
    reply,
    async run({ work, params, query, url, origin_url }) {
      const ticket = await getTicket(work, params.ticket_id)
      return await listSkips(work, sql`s.ticket_id = ${ticket.id}`, query, url, origin_url)
    },
  }),
  endpoint({
    route: 'GET /api/v2/users/{user_id}/skips',
    summary: 'List what an agent passed over',
    allow: STAFF,
    params: z.object({ user_id: idParam }),
    query,
    reply,
    async run({ work, params, query, url, origin_url }) {
      await getUser(work, params.user_id)
      return await listSkips(work, sql`s.user_id = ${params.user_id}`, query, url, origin_url)
    },
  }),
  endpoint({
    route: 'POST /api/v2/skips',
    summary: 'Pass a ticket over, and say why',
    allow: STAFF,
    body: z.object({
      skip: z.object({
        ticket_id: idParam,
        reason: z
          .string()
          .max(REASON_LENGTH)
          .transform((text) => text.toWellFormed())
          .default(''),
      }),
    }),
    reply: z.object({ skip: skipSchema }),
    async run({ work, body: { skip }, origin_url }) {
      const ticket = await getTicket(work, skip.ticket_id)
      const user_id = actorId(work.actor)
      if (user_id === null) throw new Refusal('forbidden')
      const id = newId()
      const sealed = work.sealing.seal(placeOfSkip(id), { reason: skip.reason })
      const row: SkipRow = { id, ticket_id: ticket.id, user_id, sealed, created_at: work.now }
      await insertSkip(work, row)
      work.record(ticketSkipped, ticket.id, { skip_id: id })
      const [shown] = await presentSkips(work, [row], origin_url)
      const headers = { location: `${origin_url}/api/v2/tickets/${ticket.id}/skips.json` }
      return new HttpReply({ status: 201, headers, json: { skip: shown } })
    },
  }),
]
