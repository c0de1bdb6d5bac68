// Problems, their incidents, and what else a ticket is related to. For staff.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { listTicketsWhere, ticketListReply } from '../api.ts'
import { listMerges } from '../merging/queries.ts'
import { presentTickets } from '../present.ts'
import { getTicket, placeOfTicket, type TicketContent } from '../queries.ts'
import { SUBJECT_LENGTH } from '../schema.ts'
import { countIncidents, listFollowUps, listNewestProblems } from './queries.ts'

const params = z.object({ ticket_id: idParam })
const text = z.string().max(SUBJECT_LENGTH).optional()
/** Problems whose subjects are looked at, and those offered. */
const LOOKED_AT = 1_000
const OFFERED = 100
/** Tickets of one kind of link that are named. */
const LINKED = 100

/** Subjects are sealed, so that they are compared here. */
async function findProblems(work: Work, words: string) {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  const rows = await listNewestProblems(work, LOOKED_AT)
  return rows
    .filter((row) => {
      const { subject } = work.sealing.open<TicketContent>(placeOfTicket(row.id), row.sealed)
      return subject?.toLowerCase().includes(wanted)
    })
    .slice(0, OFFERED)
}

const related = z.object({
  topic_id: z.null(),
  jira_issue_ids: z.array(z.string()),
  followup_source_ids: z.array(z.number()),
  from_archive: z.boolean(),
  incidents: z.number(),
  // Ours
  followup_ids: z.array(z.number()),
  merged_into_id: z.number().nullable(),
  merged_ids: z.array(z.number()),
})

export const problemEndpoints = [
  endpoint({
    route: 'GET /api/v2/problems',
    summary: 'List tickets of type problem, the last changed first',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: ticketListReply,
    run: async ({ work, query, url, origin_url }) =>
      await listTicketsWhere(work, sql`t.type = 'problem'`, query, url, origin_url, '-updated_at'),
  }),
  endpoint({
    route: 'POST /api/v2/problems/autocomplete',
    summary: 'Problems whose subject contains a text, the newest first',
    allow: STAFF,
    status: 200,
    query: z.object({ text }),
    body: z.object({ text: text.nullable() }),
    reply: ticketListReply,
    async run({ work, query, body, origin_url }) {
      const rows = await findProblems(work, body.text ?? query.text ?? '')
      const tickets = await presentTickets(work, rows, origin_url)
      return { tickets, count: tickets.length, next_page: null, previous_page: null }
    },
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/incidents',
    summary: 'List the incidents of a problem',
    allow: STAFF,
    params,
    query: z.object(pagingQuery),
    reply: ticketListReply,
    async run({ work, params: { ticket_id }, query, url, origin_url }) {
      const problem = await getTicket(work, ticket_id)
      return await listTicketsWhere(work, sql`t.problem_id = ${problem.id}`, query, url, origin_url)
    },
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/related',
    summary: 'What a ticket follows up, what follows it up, how many incidents it has, and what was merged',
    allow: STAFF,
    params,
    // Some clients read it inside, others outside.
    reply: z.object({ ...related.shape, ticket_related: related }),
    async run({ work, params: { ticket_id } }) {
      const ticket = await getTicket(work, ticket_id)
      const told = {
        topic_id: null,
        jira_issue_ids: [],
        followup_source_ids: ticket.followup_source_id === null ? [] : [ticket.followup_source_id],
        from_archive: false,
        incidents: (await countIncidents(work, [ticket.id])).get(ticket.id) ?? 0,
        followup_ids: await listFollowUps(work, ticket.id, LINKED),
        ...(await listMerges(work, ticket.id, LINKED)),
      }
      return { ...told, ticket_related: told }
    },
  }),
]
