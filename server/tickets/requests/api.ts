// Requests: tickets as the people who asked see them. Always a customer's surface: whoever calls, the transaction
// cannot read an internal note.
import { z } from 'zod'
import { listFieldRows } from '../../fields/index.ts'
import { getOrganization, getUser, listUsersByIds, mayAnswerFor, namedPerson, userSchema } from '../../people/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, type PagingQuery, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { actorId, isStaff, type Work } from '../../platform/work.ts'
import { searchCondition } from '../../search/index.ts'
import { changeTicket, createTicket, type NewTicket } from '../actions.ts'
import { TICKET_SORTS } from '../api.ts'
import { listConversation } from '../comments/api.ts'
import { presentComments } from '../comments/present.ts'
import { getComment } from '../comments/queries.ts'
import { commentSchema } from '../comments/schema.ts'
import { heldValues, requireFields } from '../custom-fields.ts'
import { closedSource, followUp } from '../following-up/actions.ts'
import { sayingOf } from '../incoming.ts'
import { checkPlaces } from '../places.ts'
import { ownTickets, visibleTickets } from '../policy.ts'
import { presentTickets } from '../present.ts'
import {
  getTicket,
  listParticipants,
  placeOfTicket,
  TICKET_COLUMNS,
  type TicketContent,
  type TicketRow,
} from '../queries.ts'
import {
  commentInputSchema,
  prioritySchema,
  SUBJECT_LENGTH,
  statusSchema,
  type TicketStatus,
  ticketInputSchema,
  typeSchema,
} from '../schema.ts'
import { presentReceived, presentRequest, receivedSchema, requestSchema } from './schema.ts'
import { receiveRequest } from './unknown/actions.ts'

const params = z.object({ request_id: idParam })
const requestReply = z.object({ request: requestSchema })
const listReply = z.object({ requests: z.array(requestSchema), ...pagingReply })
const own_requests = { allow: SIGNED_IN, customer_surface: true } as const

const COPIED = (user_id: number | null) => sql`exists (
  select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.user_id = ${user_id} and p.kind = 'cc' and p.state = 'active')`

/** Staff see their own requests here too, not everybody's; customers those they take part in. */
const ownOf = (work: Work): RawBuilder<unknown> => {
  const own = actorId(work.actor)
  return isStaff(work.actor) || own === null ? sql`t.requester_id = ${own}` : ownTickets(own)
}

/** True for the requester and who is copied; others of an organisation only read, unless it shares answering too. */
async function takesPart(work: Work, ticket: TicketRow): Promise<boolean> {
  const own = actorId(work.actor)
  if (isStaff(work.actor) || ticket.requester_id === own) return true
  const people = await listParticipants(work, [ticket.id])
  return people.some((one) => one.user_id === own && one.kind === 'cc' && one.state === 'active')
}

async function mayAnswer(work: Work, ticket: TicketRow): Promise<boolean> {
  if (await takesPart(work, ticket)) return true
  const own = actorId(work.actor)
  return own !== null && ticket.organization_id !== null && (await mayAnswerFor(work, own, ticket.organization_id))
}

/** A page of requests under a condition over the alias `t`. What is not public is no request. */
async function listRequests(
  work: Work,
  where: RawBuilder<unknown>,
  query: PagingQuery & { status?: TicketStatus[] },
  url: URL,
  origin_url: string,
) {
  const of_status = query.status ? sql`t.status = any(${query.status}::text[])` : sql`true`
  const { rows, paging } = await listPage<TicketRow>(
    work,
    {
      columns: TICKET_COLUMNS,
      from: sql`tickets t`,
      id: sql`t.id`,
      sorts: TICKET_SORTS,
      default_sort: 'id',
      where: sql`t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and t.is_public and ${of_status} and ${where}`,
    },
    query,
    url,
  )
  const tickets = await presentTickets(work, rows, origin_url)
  return { requests: tickets.map((ticket) => presentRequest(work, ticket, origin_url)), ...paging }
}

/** `status=hold,open` narrows every list. */
const listQuery = {
  ...pagingQuery,
  status: z
    .string()
    .max(100)
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(statusSchema))
    .optional(),
}

const LISTS: Record<'' | '/open' | '/solved' | '/ccd', (work: Work) => RawBuilder<unknown>> = {
  '': ownOf,
  '/open': (work) => sql`${ownOf(work)} and t.status in ('new', 'open', 'pending', 'hold')`,
  '/solved': (work) => sql`${ownOf(work)} and t.status in ('solved', 'closed')`,
  '/ccd': (work) => COPIED(actorId(work.actor)),
}

const lists = (['', '/open', '/solved', '/ccd'] as const).map((path) =>
  endpoint({
    ...own_requests,
    route: `GET /api/v2/requests${path}`,
    summary:
      path === '/ccd'
        ? 'List the requests the caller is copied on'
        : `List the caller's requests${path && ` that are ${path.slice(1)}`}`,
    query: z.object(listQuery),
    reply: listReply,
    run: async ({ work, query, url, origin_url }) =>
      await listRequests(work, LISTS[path](work), query, url, origin_url),
  }),
)

const searchRequests = endpoint({
  ...own_requests,
  route: 'GET /api/v2/requests/search',
  summary: "Search the caller's requests by words; `organization_id`, `cc_id` and `status` narrow them",
  query: z.object({
    ...listQuery,
    query: z.string().max(1_000).optional(),
    organization_id: idParam.optional(),
    cc_id: z.stringbool().optional(),
  }),
  reply: listReply,
  async run({ work, query, url, origin_url }) {
    const words = query.query?.trim()
    const found = words ? await searchCondition(work, 'ticket', words, sql`t.id`) : sql`true`
    const conditions = [
      query.cc_id ? COPIED(actorId(work.actor)) : query.organization_id ? sql`true` : ownOf(work),
      found ?? sql`false`,
      query.organization_id ? sql`t.organization_id = ${query.organization_id}` : sql`true`,
    ]
    return await listRequests(work, sql.join(conditions, sql` and `), query, url, origin_url)
  },
})

const ofUser = endpoint({
  ...own_requests,
  route: 'GET /api/v2/users/{user_id}/requests',
  summary: 'List what a person asked for, as far as the caller takes part in it',
  params: z.object({ user_id: idParam }),
  query: z.object(listQuery),
  reply: listReply,
  async run({ work, params: { user_id }, query, url, origin_url }) {
    await getUser(work, user_id)
    return await listRequests(work, sql`t.requester_id = ${user_id}`, query, url, origin_url)
  },
})

const ofOrganization = endpoint({
  ...own_requests,
  route: 'GET /api/v2/organizations/{organization_id}/requests',
  summary: 'List the requests of an organisation, as far as it shares them with the caller',
  params: z.object({ organization_id: idParam }),
  query: z.object(listQuery),
  reply: listReply,
  async run({ work, params: { organization_id }, query, url, origin_url }) {
    await getOrganization(work, organization_id)
    return await listRequests(work, sql`t.organization_id = ${organization_id}`, query, url, origin_url)
  },
})

async function getRequest(work: Work, id: number): Promise<TicketRow> {
  const row = await getTicket(work, id)
  if (!row.is_public) throw notFound()
  return row
}

async function showOne(work: Work, id: number, origin_url: string) {
  const [ticket] = await presentTickets(work, [await getRequest(work, id)], origin_url)
  return { request: presentRequest(work, ticket!, origin_url) } // one row in, one ticket out
}

/** 422 for fields that customers do not fill in; to them such a field does not exist. */
async function checkOwnFields(work: Work, given: readonly { id: number }[]): Promise<void> {
  if (given.length === 0) return
  const rows = await listFieldRows(work, 'ticket')
  for (const { id } of given)
    if (!rows.some((row) => row.id === id && row.active && row.visible_in_portal && row.editable_in_portal))
      throw invalid('base', `Field ${id}: does not exist`, 'RecordNotFound')
}

const personInput = z.object({ name: z.string().max(255).optional(), email: z.string().max(320) })

export const createRequest = endpoint({
  ...own_requests,
  allow: ANYONE,
  route: 'POST /api/v2/requests',
  summary: 'Ask for something; who is not signed in says who they are, and learns nothing about anybody',
  body: z.object({
    request: z.object({
      subject: z.string().min(1).max(SUBJECT_LENGTH),
      comment: commentInputSchema,
      priority: prioritySchema.optional(),
      type: typeSchema.optional(),
      requester: personInput.optional(),
      due_at: ticketInputSchema.shape.due_at,
      custom_fields: ticketInputSchema.shape.custom_fields,
      ticket_form_id: ticketInputSchema.shape.ticket_form_id,
      via_followup_source_id: ticketInputSchema.shape.via_followup_source_id,
    }),
  }),
  reply: z.object({ request: requestSchema.or(receivedSchema) }),
  async run({ work, body: { request }, origin_url }) {
    const own = actorId(work.actor)
    if (own === null) {
      await checkOwnFields(work, request.custom_fields ?? [])
      const received = await receiveRequest(work, {
        ...request,
        ...request.comment,
        due_at: request.due_at?.toISOString(),
        custom_fields: request.custom_fields ?? [],
      })
      const request_shown = await presentReceived(work, received, origin_url)
      return new HttpReply({ status: 201, headers: { location: request_shown.url }, json: { request: request_shown } })
    }
    const on_behalf = isStaff(work.actor) && request.requester
    const requester_id = on_behalf
      ? (await namedPerson(work, { email: on_behalf.email, name: on_behalf.name })).id
      : own
    const saying = await sayingOf(work, { ...request.comment, author_id: undefined, public: true }, true)
    const custom_fields = request.custom_fields ?? []
    await checkPlaces(work, request)
    if (!isStaff(work.actor)) await checkOwnFields(work, custom_fields)
    const ticket: NewTicket = {
      due_at: request.due_at,
      custom_fields,
      ticket_form_id: request.ticket_form_id,
      subject: request.subject,
      requester_id,
      submitter_id: own,
      priority: request.priority,
      type: request.type,
      saying: { ...saying, author_id: requester_id, by_staff: false, undo_ms: 0 },
    }
    const source = request.via_followup_source_id ? await closedSource(work, request.via_followup_source_id) : null
    if (source && !(await takesPart(work, source)))
      throw invalid('via_followup_source_id', 'Follow-up source: not found', 'RecordNotFound')
    const { id } = await createTicket(work, source ? await followUp(work, source, ticket) : ticket)
    if (!isStaff(work.actor)) {
      const row = await getRequest(work, id)
      const content = work.sealing.open<TicketContent>(placeOfTicket(id), row.sealed)
      await requireFields(work, row, heldValues(row, content), 'customer')
    }
    await work.flush()
    return new HttpReply({
      status: 201,
      headers: { location: `${origin_url}/api/v2/requests/${id}.json` },
      json: await showOne(work, id, origin_url),
    })
  },
})

export const updateRequest = endpoint({
  ...own_requests,
  route: 'PUT /api/v2/requests/{request_id}',
  summary: 'Answer in, or solve, a request of the caller',
  params,
  body: z.object({ request: z.object({ comment: commentInputSchema.optional(), solved: z.boolean().optional() }) }),
  reply: requestReply,
  async run({ work, params: given, body: { request }, origin_url }) {
    const row = await getRequest(work, given.request_id)
    const { request: shown } = await showOne(work, row.id, origin_url)
    if (request.solved && !shown.can_be_solved_by_me) throw invalid('solved', 'Status: cannot be solved by you')
    if (request.comment && !(await mayAnswer(work, row))) throw new Refusal('forbidden')
    const saying = request.comment
      ? await sayingOf(work, { ...request.comment, author_id: undefined, public: true }, true)
      : undefined
    await changeTicket(work, row.id, { saying, status: request.solved ? 'solved' : undefined })
    await work.flush()
    return await showOne(work, row.id, origin_url)
  },
})

export const requestEndpoints = [
  ...lists,
  searchRequests,
  ofUser,
  ofOrganization,
  createRequest,
  updateRequest,
  endpoint({
    ...own_requests,
    route: 'GET /api/v2/requests/{request_id}',
    summary: 'Show a request of the caller',
    params,
    reply: requestReply,
    run: async ({ work, params: given, origin_url }) => await showOne(work, given.request_id, origin_url),
  }),
  endpoint({
    ...own_requests,
    route: 'GET /api/v2/requests/{request_id}/comments',
    summary: 'List what was said publicly in a request',
    params,
    query: z.object(pagingQuery),
    reply: z.object({ comments: z.array(commentSchema), users: z.array(userSchema), ...pagingReply }),
    async run({ work, params: given, query, url, origin_url }) {
      const row = await getRequest(work, given.request_id)
      const page = await listConversation(work, row.id, query, url, origin_url)
      return {
        ...page,
        users: await listUsersByIds(work, [...new Set(page.comments.map((comment) => comment.author_id))], origin_url),
      }
    },
  }),
  endpoint({
    ...own_requests,
    route: 'GET /api/v2/requests/{request_id}/comments/{comment_id}',
    summary: 'Show one public comment of a request',
    params: params.extend({ comment_id: idParam }),
    reply: z.object({ comment: commentSchema }),
    async run({ work, params: given, origin_url }) {
      const row = await getRequest(work, given.request_id)
      const [comment] = await presentComments(work, [await getComment(work, row.id, given.comment_id)], origin_url)
      return { comment: comment! } // getComment gave one
    },
  }),
]
