// The incremental exports over HTTP: for admins, since they are of everything.
import { z } from 'zod'
import { organizationSchema, sideLoadByIds, userSchema, userSideLoads } from '../../people/index.ts'
import { notFound } from '../../platform/errors.ts'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { commentSchema, sideLoad, sideLoadReply, ticketSchema, timeSchema } from '../../tickets/index.ts'
import {
  commentStream,
  metricEventStream,
  organizationStream,
  ticketEventStream,
  ticketStream,
  userStream,
} from './sources.ts'
import {
  cursorPage,
  cursorReply,
  includes,
  SAMPLE_SIZE,
  type StreamQuery,
  streamQuery,
  timePage,
  timeReply,
} from './stream.ts'

const query = z.object(streamQuery)
const ticketQuery = z.object({ ...streamQuery, exclude_deleted: z.enum(['true', 'false']).optional() })
const exported = {
  tickets: z.array(
    ticketSchema.extend({ comments: z.array(commentSchema).optional(), comments_truncated: z.boolean().optional() }),
  ),
  ...sideLoadReply,
}
const users = z.array(userSchema)
const organizations = z.array(z.object({ ...organizationSchema.shape, deleted_at: z.string().nullable() }))
const ticket_events = z.array(
  z.looseObject({
    id: z.number(),
    ticket_id: z.number(),
    timestamp: z.number(),
    created_at: timeSchema,
    updater_id: z.number(),
    via: z.string(),
    event_type: z.string(),
    child_events: z.array(z.looseObject({ id: z.number(), event_type: z.string() })),
  }),
)
const ticket_metric_events = z.array(
  z.looseObject({
    id: z.number(),
    ticket_id: z.number(),
    metric: z.string(),
    instance_id: z.number(),
    type: z.string(),
    time: timeSchema,
  }),
)
const comments = z.array(commentSchema.extend({ ticket_id: z.number() }))

function ticketsAsked(asked: z.output<typeof ticketQuery>, origin_url: string) {
  const with_comments = includes(asked, 'comments')
  return ticketStream(origin_url, { exclude_deleted: asked.exclude_deleted === 'true', with_comments })
}

const ticketsByTime = endpoint({
  route: 'GET /api/v2/incremental/tickets',
  summary: 'Tickets that changed since a time, deleted ones included',
  allow: ADMINS,
  query: ticketQuery,
  reply: z.object({ ...exported, ...timeReply }),
  async run({ work, query: asked, url, origin_url }) {
    const { rows, paging } = await timePage(work, ticketsAsked(asked, origin_url), asked, url)
    return { tickets: rows, ...(await sideLoad(work, rows, asked.include, origin_url)), ...paging }
  },
})

const ticketsByCursor = endpoint({
  route: 'GET /api/v2/incremental/tickets/cursor',
  summary: 'Tickets that changed, by cursor; include=comments (our addition) gives their conversations too',
  allow: ADMINS,
  query: ticketQuery,
  reply: z.object({ ...exported, ...cursorReply }),
  async run({ work, query: asked, url, origin_url }) {
    const { rows, paging } = await cursorPage(work, ticketsAsked(asked, origin_url), asked, url)
    return { tickets: rows, ...(await sideLoad(work, rows, asked.include, origin_url)), ...paging }
  },
})

/** `include=identities` and what else lists of people take. */
async function beside(work: Work, rows: readonly { id: number }[], { include }: StreamQuery, origin_url: string) {
  const ids = rows.map((row) => row.id)
  return await sideLoadByIds(work, include, ids, origin_url)
}

const usersByTime = endpoint({
  route: 'GET /api/v2/incremental/users',
  summary: 'People who changed since a time, deleted and merged ones included',
  allow: ADMINS,
  query,
  reply: z.object({ users, ...userSideLoads, ...timeReply }),
  async run({ work, query: asked, url, origin_url }) {
    const { rows, paging } = await timePage(work, userStream(origin_url), asked, url)
    return { users: rows, ...(await beside(work, rows, asked, origin_url)), ...paging }
  },
})

const usersByCursor = endpoint({
  route: 'GET /api/v2/incremental/users/cursor',
  summary: 'People who changed, by cursor',
  allow: ADMINS,
  query,
  reply: z.object({ users, ...userSideLoads, ...cursorReply }),
  async run({ work, query: asked, url, origin_url }) {
    const { rows, paging } = await cursorPage(work, userStream(origin_url), asked, url)
    return { users: rows, ...(await beside(work, rows, asked, origin_url)), ...paging }
  },
})

const organizationsByTime = endpoint({
  route: 'GET /api/v2/incremental/organizations',
  summary: 'Organisations that changed since a time; deleted ones carry deleted_at',
  allow: ADMINS,
  query,
  reply: z.object({ organizations, ...timeReply }),
  async run({ work, query: asked, url, origin_url }) {
    const { rows, paging } = await timePage(work, organizationStream(origin_url), asked, url)
    return { organizations: rows, ...paging }
  },
})

const ticketEvents = endpoint({
  route: 'GET /api/v2/incremental/ticket_events',
  summary: 'What happened to tickets since a time; include=comment_events gives what was said too',
  allow: ADMINS,
  query,
  reply: z.object({ ticket_events, ...timeReply }),
  async run({ work, query: asked, url, origin_url }) {
    const stream = ticketEventStream(origin_url, includes(asked, 'comment_events'))
    const { rows, paging } = await timePage(work, stream, asked, url)
    return { ticket_events: rows, ...paging }
  },
})

const metricEvents = endpoint({
  route: 'GET /api/v2/incremental/ticket_metric_events',
  summary: 'What happened to measures of tickets since a time',
  allow: ADMINS,
  query,
  reply: z.object({ ticket_metric_events, ...timeReply }),
  async run({ work, query: asked, url }) {
    const { rows, paging } = await timePage(work, metricEventStream(), asked, url)
    return { ticket_metric_events: rows, ...paging }
  },
})

const commentsByCursor = endpoint({
  route: 'GET /api/v2/incremental/comments/cursor',
  summary: 'What was said in all tickets, in order, by cursor (our addition). Redacting shows with the ticket',
  allow: ADMINS,
  query,
  reply: z.object({ comments, ...cursorReply }),
  async run({ work, query: asked, url, origin_url }) {
    const { rows, paging } = await cursorPage(work, commentStream(origin_url), asked, url)
    return { comments: rows, ...paging }
  },
})

const sampleReply = z.object({
  tickets: exported.tickets.optional(),
  users: users.optional(),
  organizations: organizations.optional(),
  ticket_events: ticket_events.optional(),
  ticket_metric_events: ticket_metric_events.optional(),
  ...timeReply,
})

const sample = endpoint({
  route: 'GET /api/v2/incremental/{incremental_resource}/sample',
  summary: 'The first fifty of an incremental export',
  allow: ADMINS,
  params: z.object({ incremental_resource: z.string().max(40) }),
  query,
  reply: sampleReply,
  async run({ work, params, query: asked, url, origin_url }) {
    const samples = {
      tickets: () =>
        few(asked, url, ticketStream(origin_url, { exclude_deleted: false, with_comments: false }), 'tickets'),
      users: () => few(asked, url, userStream(origin_url), 'users'),
      organizations: () => few(asked, url, organizationStream(origin_url), 'organizations'),
      ticket_events: () => few(asked, url, ticketEventStream(origin_url, false), 'ticket_events'),
      ticket_metric_events: () => few(asked, url, metricEventStream(), 'ticket_metric_events'),
    }
    const name = params.incremental_resource
    if (!Object.hasOwn(samples, name)) throw notFound()
    return await samples[name as keyof typeof samples]() // just looked up

    async function few<Row>(given: StreamQuery, at: URL, stream: Parameters<typeof timePage<Row>>[1], key: string) {
      const { rows, paging } = await timePage(work, stream, given, at, SAMPLE_SIZE)
      return { [key]: rows, ...paging }
    }
  },
})

export const incrementalEndpoints = [
  ticketsByTime,
  ticketsByCursor,
  usersByTime,
  usersByCursor,
  organizationsByTime,
  ticketEvents,
  metricEvents,
  commentsByCursor,
  sample,
]
