// Requests: tickets as the people who asked see them. Always a customer's surface: whoever calls, the transaction
// cannot read an internal note.
import { z } from 'zod'
import { findOrCreateRequester, listUsersByIds, userSchema } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { actorId, isStaff, type Work } from '../../platform/work.ts'
import { changeTicket, createTicket } from '../actions.ts'
import { TICKET_SORTS } from '../api.ts'
import { listConversation } from '../comments/api.ts'
import { presentComments } from '../comments/present.ts'
import { getComment } from '../comments/queries.ts'
import { commentSchema } from '../comments/schema.ts'
import { sayingOf } from '../incoming.ts'
import { visibleTickets } from '../policy.ts'
import { presentTickets } from '../present.ts'
import { getTicket, TICKET_COLUMNS, type TicketRow } from '../queries.ts'
import {
  commentInputSchema,
  idSchema,
  prioritySchema,
  SUBJECT_LENGTH,
  type Ticket,
  ticketSchema,
  typeSchema,
} from '../schema.ts'

const requestSchema = ticketSchema
  .pick({
    url: true,
    id: true,
    status: true,
    priority: true,
    type: true,
    subject: true,
    description: true,
    organization_id: true,
    via: true,
    custom_fields: true,
    fields: true,
    requester_id: true,
    collaborator_ids: true,
    email_cc_ids: true,
    is_public: true,
    due_at: true,
    recipient: true,
    created_at: true,
    updated_at: true,
    assignee_id: true,
    ticket_form_id: true,
    custom_status_id: true,
    group_id: true,
  })
  .extend({ can_be_solved_by_me: z.boolean(), solved: z.boolean(), followup_source_id: z.null() })

function presentRequest(work: Work, ticket: Ticket, origin_url: string): z.input<typeof requestSchema> {
  const solved = ticket.status === 'solved' || ticket.status === 'closed'
  return {
    ...ticket,
    url: `${origin_url}/api/v2/requests/${ticket.id}.json`,
    can_be_solved_by_me: !solved && ticket.assignee_id !== null && ticket.requester_id === actorId(work.actor),
    solved,
    followup_source_id: null,
  }
}

const params = z.object({ request_id: idSchema })
const requestReply = z.object({ request: requestSchema })
const listReply = z.object({ requests: z.array(requestSchema), ...pagingReply })
const own_requests = { allow: SIGNED_IN, customer_surface: true } as const

const LISTS = {
  '': sql`true`,
  '/open': sql`t.status in ('new', 'open', 'pending', 'hold')`,
  '/solved': sql`t.status in ('solved', 'closed')`,
} as const

const lists = (['', '/open', '/solved'] as const).map((path) =>
  endpoint({
    ...own_requests,
    route: `GET /api/v2/requests${path}`,
    summary: `List the caller's requests${path && ` that are ${path.slice(1)}`}`,
    query: z.object(pagingQuery),
    reply: listReply,
    async run({ work, query, url, origin_url }) {
      // Staff see their own requests here too, not everybody's.
      const { rows, paging } = await listPage<TicketRow>(
        work,
        {
          columns: TICKET_COLUMNS,
          from: sql`tickets t`,
          id: sql`t.id`,
          sorts: TICKET_SORTS,
          default_sort: 'id',
          where: sql`t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and t.is_public and ${LISTS[path]} and ${isStaff(work.actor) ? sql`t.requester_id = ${actorId(work.actor)}` : sql`true`}`,
        },
        query,
        url,
      )
      const tickets = await presentTickets(work, rows, origin_url)
      return { requests: tickets.map((ticket) => presentRequest(work, ticket, origin_url)), ...paging }
    },
  }),
)

async function getRequest(work: Work, id: number): Promise<TicketRow> {
  const row = await getTicket(work, id)
  if (!row.is_public) throw notFound()
  return row
}

async function showOne(work: Work, id: number, origin_url: string) {
  const [ticket] = await presentTickets(work, [await getRequest(work, id)], origin_url)
  return { request: presentRequest(work, ticket!, origin_url) } // one row in, one ticket out
}

const personInput = z.object({ name: z.string().max(255).optional(), email: z.string().max(320) })

export const createRequest = endpoint({
  ...own_requests,
  route: 'POST /api/v2/requests',
  summary: 'Ask for something',
  body: z.object({
    request: z.object({
      subject: z.string().min(1).max(SUBJECT_LENGTH),
      comment: commentInputSchema,
      priority: prioritySchema.optional(),
      type: typeSchema.optional(),
      requester: personInput.optional(),
    }),
  }),
  reply: requestReply,
  async run({ work, body: { request }, origin_url }) {
    const own = actorId(work.actor)
    if (own === null) throw notFound()
    const on_behalf = isStaff(work.actor) && request.requester
    const requester_id = on_behalf
      ? (await findOrCreateRequester(work, { email: on_behalf.email, name: on_behalf.name })).id
      : own
    const saying = await sayingOf(work, { ...request.comment, author_id: undefined, public: true }, true)
    const { id } = await createTicket(work, {
      subject: request.subject,
      requester_id,
      submitter_id: own,
      priority: request.priority,
      type: request.type,
      saying: { ...saying, author_id: requester_id, by_staff: false, undo_ms: 0 },
    })
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
    params: params.extend({ comment_id: idSchema }),
    reply: z.object({ comment: commentSchema }),
    async run({ work, params: given, origin_url }) {
      const row = await getRequest(work, given.request_id)
      const [comment] = await presentComments(work, [await getComment(work, row.id, given.comment_id)], origin_url)
      return { comment: comment! } // getComment gave one
    },
  }),
]
