// Tickets over HTTP, in Zendesk's shapes.
import { z } from 'zod'
import { getOrganization, getUser } from '../people/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { isMatched } from '../platform/http/entity-tag.ts'
import { idParam } from '../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply, type SortKey, wholeList } from '../platform/http/paging.ts'
import { actorId, type Work } from '../platform/work.ts'
import { createTicket } from './actions.ts'
import { auditSchema, emptyAudit, findAudit, presentWrittenAudit } from './audits/present.ts'
import { changeLater, createLater } from './bulk/later.ts'
import { holdTicket } from './holding.ts'
import { findRepeated, rememberKey } from './idempotency.ts'
import { applyWrite, newTicketOf } from './incoming.ts'
import { manyQuery, namedTickets } from './naming.ts'
import { visibleTickets } from './policy.ts'
import { presentTicket, presentTickets, presentWritten } from './present.ts'
import { countViews, listTicketsByIds, TICKET_COLUMNS, type TicketRow } from './queries.ts'
import { TICKET_PRIORITIES, TICKET_STATUSES, ticketInputSchema, ticketSchema } from './schema.ts'
import { sideLoad, sideLoadReply } from './side-loads.ts'
import { keepTime } from './time-tracking/actions.ts'
import { findWritten } from './written.ts'

const ticketReply = z.object({ ticket: ticketSchema, ...sideLoadReply })
const writeReply = z.object({ ticket: ticketSchema, audit: auditSchema })
const ticketParams = z.object({ ticket_id: idParam })
const body = z.object({ ticket: ticketInputSchema })
/** `async=true` answers at once and writes later. */
const writeQuery = z.object({
  async: z
    .enum(['true', 'false', ''])
    .transform((text) => text === 'true')
    .optional(),
})

/** Where a value stands in the order of its kind; null for none. */
const rank = (column: RawBuilder<unknown>, order: readonly string[]) =>
  sql`array_position(array[${sql.join(order.map((name) => sql.lit(name)))}], ${column})`

/** The sorts every list of tickets offers, over the alias `t`. People and groups sort by id: their names are sealed. */
export const TICKET_SORTS: Record<string, SortKey> = {
  id: { by: sql`t.id`, type: 'bigint' },
  created_at: { by: sql`t.created_at`, type: 'timestamptz' },
  updated_at: { by: sql`t.updated_at`, type: 'timestamptz' },
  status: { by: rank(sql`t.status`, TICKET_STATUSES), type: 'bigint' },
  priority: { by: rank(sql`t.priority`, TICKET_PRIORITIES), type: 'bigint', nullable: true },
  requester: { by: sql`t.requester_id`, type: 'bigint' },
  assignee: { by: sql`t.assignee_id`, type: 'bigint', nullable: true },
  group: { by: sql`t.group_id`, type: 'bigint', nullable: true },
  'requester.name': { by: sql`t.requester_id`, type: 'bigint' },
  'assignee.name': { by: sql`t.assignee_id`, type: 'bigint', nullable: true },
  locale: {
    by: sql`(select u.locale from users u where u.account_id = t.account_id and u.id = t.requester_id)`,
    type: 'text',
    nullable: true,
  },
}

/** The built-in lists of the agent's page. Literal statuses, so that the partial indexes apply. */
function viewCondition(work: Work, view: string): RawBuilder<unknown> {
  const unsolved = sql`t.status in ('new', 'open', 'pending', 'hold')`
  switch (view) {
    case 'unsolved':
      return unsolved
    case 'mine':
      return sql`${unsolved} and t.assignee_id = ${actorId(work.actor)}`
    case 'unassigned':
      return sql`${unsolved} and t.assignee_id is null`
    case 'pending':
      return sql`t.status in ('pending', 'hold')`
    case 'solved':
      return sql`t.status in ('solved', 'closed')`
    default:
      return sql`true`
  }
}

/** A list of tickets under a condition over the alias `t`, with paging and side-loads. */
export async function listTicketsWhere(
  work: Work,
  where: RawBuilder<unknown>,
  query: z.output<z.ZodObject<typeof pagingQuery>>,
  url: URL,
  origin_url: string,
  default_sort = 'id',
) {
  const { rows, paging } = await listPage<TicketRow>(
    work,
    {
      columns: TICKET_COLUMNS,
      from: sql`tickets t`,
      id: sql`t.id`,
      sorts: TICKET_SORTS,
      default_sort,
      where: sql`t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${where}`,
    },
    query,
    url,
  )
  const tickets = await presentTickets(work, rows, origin_url)
  return { tickets, ...(await sideLoad(work, tickets, query.include, origin_url)), ...paging }
}

export const ticketListReply = z.object({ tickets: z.array(ticketSchema), ...sideLoadReply, ...pagingReply })

export const listTickets = endpoint({
  route: 'GET /api/v2/tickets',
  summary: 'List tickets; `view` picks one of the built-in lists',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    external_id: z.string().max(255).optional(),
    view: z.enum(['unsolved', 'mine', 'unassigned', 'pending', 'solved', 'all']).optional(),
  }),
  reply: ticketListReply,
  async run({ work, query, url, origin_url }) {
    const by_external_id = query.external_id === undefined ? sql`true` : sql`t.external_id = ${query.external_id}`
    return await listTicketsWhere(
      work,
      sql`${by_external_id} and ${viewCondition(work, query.view ?? 'all')}`,
      query,
      url,
      origin_url,
      query.view ? '-updated_at' : 'id',
    )
  },
})

export const showManyTickets = endpoint({
  route: 'GET /api/v2/tickets/show_many',
  summary: 'Show up to 100 tickets by `ids` or `external_ids`; unknown ones are left out',
  allow: STAFF,
  query: manyQuery.extend(pagingQuery),
  reply: ticketListReply,
  async run({ work, query, origin_url }) {
    const named = await namedTickets(work, query)
    const rows = await listTicketsByIds(
      work,
      named.map(({ id }) => id),
    )
    const tickets = await presentTickets(work, rows, origin_url)
    return {
      tickets,
      ...(await sideLoad(work, tickets, query.include, origin_url)),
      ...wholeList(tickets.length, query),
    }
  },
})

export const countTickets = endpoint({
  route: 'GET /api/v2/tickets/count',
  summary: 'Count all tickets',
  allow: STAFF,
  reply: z.object({ count: z.object({ value: z.number(), refreshed_at: z.string() }) }),
  async run({ work }) {
    return { count: { value: (await countViews(work, null)).all ?? 0, refreshed_at: work.now.toISOString() } }
  },
})

export const showViewCounts = endpoint({
  route: 'GET /api/v2/views/counts',
  summary: 'How many tickets each built-in list has for the caller',
  allow: STAFF,
  reply: z.object({ counts: z.record(z.string(), z.number()) }),
  async run({ work }) {
    return { counts: await countViews(work, actorId(work.actor)) }
  },
})

export const showTicket = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}',
  summary: 'Show a ticket',
  allow: STAFF,
  params: ticketParams,
  query: z.object({ include: z.string().max(300).optional() }),
  reply: ticketReply,
  async run({ work, params, query, origin_url }) {
    const ticket = await presentTicket(work, params.ticket_id, origin_url)
    return { ticket, ...(await sideLoad(work, [ticket], query.include, origin_url)) }
  },
})

/** `{ticket, audit}` after a write, as clients expect it. */
export async function writtenTicket(work: Work, id: number, event_id: number | null, origin_url: string) {
  // The event is written with the rest at the end of the unit; the audit of a write shows it before that.
  await work.flush()
  const written = findWritten(work, id)
  // Where nothing followed from the write, what it left is known.
  if (written?.event_id === event_id && written !== null)
    return {
      ticket: await presentWritten(work, written, origin_url),
      audit: await presentWrittenAudit(work, written, origin_url),
    }
  const [ticket, stored] = await Promise.all([
    presentTicket(work, id, origin_url),
    event_id === null ? null : findAudit(work, id, event_id, origin_url),
  ])
  return { ticket, audit: stored ?? emptyAudit(work, id, actorId(work.actor)) }
}

export const createTicketEndpoint = endpoint({
  route: 'POST /api/v2/tickets',
  summary: 'Create a ticket; with an Idempotency-Key a repeat creates nothing',
  allow: STAFF,
  query: writeQuery,
  body,
  reply: writeReply,
  async run({ work, query, body: { ticket: input }, origin_url, header }) {
    const key = header('idempotency-key')
    const repeated = key ? await findRepeated(work, key, input) : null
    if (repeated !== null) {
      return new HttpReply({
        status: 201,
        headers: { location: `${origin_url}/api/v2/tickets/${repeated}.json`, 'x-idempotency-lookup': 'hit' },
        json: await writtenTicket(work, repeated, null, origin_url),
      })
    }
    if (query.async) {
      const later = await createLater(work, input, origin_url)
      if (key) await rememberKey(work, key, input, later.id)
      return later.reply
    }
    const { id, event_id } = await createTicket(work, await newTicketOf(work, input))
    await keepTime(work, id, event_id, input.time_spent_s)
    if (key) await rememberKey(work, key, input, id)
    const headers = {
      location: `${origin_url}/api/v2/tickets/${id}.json`,
      ...(key ? { 'x-idempotency-lookup': 'miss' } : {}),
    }
    return new HttpReply({ status: 201, headers, json: await writtenTicket(work, id, event_id, origin_url) })
  },
})

/** `If-Match` takes the ETag of `GET /tickets/{id}`, or the ticket's version in quotes. 409 when it names neither. */
async function checkMatch(work: Work, ticket: TicketRow, if_match: string | undefined, origin_url: string) {
  if (if_match === undefined || /^(?:W\/)?"?(\d+)"?$/.exec(if_match)?.[1] === String(ticket.version)) return
  const [shown] = await presentTickets(work, [ticket], origin_url)
  if (!isMatched(if_match, ticketReply, { ticket: shown })) throw new Refusal('conflict')
}

export const updateTicketEndpoint = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}',
  summary: 'Update a ticket, and say something in it',
  allow: STAFF,
  params: ticketParams,
  query: writeQuery,
  body,
  reply: writeReply,
  async run({ work, params, query, body: { ticket: input }, origin_url, header }) {
    const held = await holdTicket(work, params.ticket_id, true)
    const { ticket } = held
    await checkMatch(work, ticket, header('if-match'), origin_url)
    if (query.async) return await changeLater(work, ticket.id, input, origin_url)
    const { event_id } = await applyWrite(work, held, input)
    return await writtenTicket(work, ticket.id, event_id, origin_url)
  },
})

const userParams = z.object({ user_id: idParam })

function ticketsOfUser(path: string, summary: string, condition: (user_id: number) => RawBuilder<unknown>) {
  return endpoint({
    route: `GET /api/v2/users/{user_id}/tickets/${path}`,
    summary,
    allow: STAFF,
    params: userParams,
    query: z.object(pagingQuery),
    reply: ticketListReply,
    async run({ work, params, query, url, origin_url }) {
      await getUser(work, params.user_id)
      return await listTicketsWhere(work, condition(params.user_id), query, url, origin_url)
    },
  })
}

export const ticketEndpoints = [
  listTickets,
  showManyTickets,
  countTickets,
  showViewCounts,
  showTicket,
  createTicketEndpoint,
  updateTicketEndpoint,
  ticketsOfUser('requested', 'List the tickets a person asked for', (id) => sql`t.requester_id = ${id}`),
  ticketsOfUser('assigned', 'List the tickets an agent has', (id) => sql`t.assignee_id = ${id}`),
  ticketsOfUser(
    'ccd',
    'List the tickets a person is copied on',
    (id) =>
      sql`exists (select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.user_id = ${id} and p.kind = 'cc' and p.state = 'active')`,
  ),
  endpoint({
    route: 'GET /api/v2/organizations/{organization_id}/tickets',
    summary: 'List the tickets of an organisation',
    allow: STAFF,
    params: z.object({ organization_id: idParam }),
    query: z.object(pagingQuery),
    reply: ticketListReply,
    async run({ work, params: { organization_id }, query, url, origin_url }) {
      await getOrganization(work, organization_id)
      return await listTicketsWhere(work, sql`t.organization_id = ${organization_id}`, query, url, origin_url)
    },
  }),
]
