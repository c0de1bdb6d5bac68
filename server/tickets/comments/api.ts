// The conversation over HTTP: listing it, replying, noting, taking a reply back. Replies and notes have endpoints of
// their own, so that a mistake in a page cannot turn one into the other.

import { z } from 'zod'
import { countOf, countReply, listUsersByIds, userSchema } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { changeTicket } from '../actions.ts'
import { writtenTicket } from '../api.ts'
import { auditSchema } from '../audits/present.ts'
import { draftSchema } from '../drafts/api.ts'
import type { Change } from '../events.ts'
import { changePeople, sayingOf } from '../incoming.ts'
import { getTicket } from '../queries.ts'
import { statusSchema, ticketInputSchema, ticketSchema } from '../schema.ts'
import { keepTime, timeSpentSchema } from '../time-tracking/actions.ts'
import { findWritten } from '../written.ts'
import { presentComments } from './present.ts'
import { COMMENT_COLUMNS, CONVERSATION, type CommentRow, countConversation, getComment, isSaid } from './queries.ts'
import { commentSchema } from './schema.ts'
import { undoReply } from './undo.ts'

const ticketParams = z.object({ ticket_id: idParam })
export const commentParams = z.object({ ticket_id: idParam, comment_id: idParam })

/** One page of a ticket's conversation, as far as the caller's transaction shows it. */
export async function listConversation(
  work: Work,
  ticket_id: number,
  query: z.output<z.ZodObject<typeof pagingQuery>> & { include_inline_images?: string },
  url: URL,
  origin_url: string,
) {
  const { rows, paging } = await listPage<CommentRow>(
    work,
    {
      columns: COMMENT_COLUMNS,
      from: CONVERSATION,
      where: sql`c.account_id = ${work.account_id} and c.ticket_id = ${ticket_id} and ${isSaid(work)}`,
      id: sql`c.id`,
      sorts: { created_at: { by: sql`c.created_at`, type: 'timestamptz' }, id: { by: sql`c.id`, type: 'bigint' } },
      default_sort: 'id',
    },
    query,
    url,
  )
  const comments = await presentComments(work, rows, origin_url, query.include_inline_images !== 'false')
  const users = query.include?.includes('users')
    ? await listUsersByIds(work, [...new Set(rows.map((row) => row.author_id))], origin_url)
    : undefined
  return { comments, ...(users ? { users } : {}), ...paging }
}

export const listComments = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/comments',
  summary: 'List what was said in a ticket, public replies and internal notes',
  allow: STAFF,
  params: ticketParams,
  query: z.object({ ...pagingQuery, include_inline_images: z.string().optional() }),
  reply: z.object({ comments: z.array(commentSchema), users: z.array(userSchema).optional(), ...pagingReply }),
  async run({ work, params, query, url, origin_url }) {
    // Asked at the same time; where the ticket is hidden, the answer is 404 and nothing of the conversation is used.
    const [, conversation] = await Promise.all([
      getTicket(work, params.ticket_id),
      listConversation(work, params.ticket_id, query, url, origin_url),
    ])
    return conversation
  },
})

const sayingSchema = z.object({
  body: ticketInputSchema.shape.description,
  html_body: z
    .string()
    .max(1024 * 1024)
    .optional(),
  uploads: z.array(z.string().max(200)).max(50).optional(),
  status: statusSchema.optional(),
  version: z.number().int().optional(),
  time_spent_s: timeSpentSchema,
})
const saidReply = z.object({ ticket: ticketSchema, comment: commentSchema, audit: auditSchema })

async function say(
  work: Work,
  ticket_id: number,
  input: z.output<typeof sayingSchema>,
  is_public: boolean,
  origin_url: string,
  people: readonly Change[] = [],
) {
  const saying = await sayingOf(work, { ...input, public: is_public }, is_public)
  const { event_id, comment_id } = await changeTicket(work, ticket_id, {
    status: input.status,
    people,
    saying,
    expected: input.version === undefined ? undefined : { version: input.version },
  })
  await keepTime(work, ticket_id, event_id, input.time_spent_s)
  await work.flush()
  if (comment_id === null) throw new Error('a comment was asked for and none came')
  const said = findWritten(work, ticket_id)?.comment?.row
  const row = said?.id === comment_id ? said : await getComment(work, ticket_id, comment_id)
  const [comment] = await presentComments(work, [row], origin_url)
  return { ...(await writtenTicket(work, ticket_id, event_id, origin_url)), comment: comment! } // one row in, one comment out
}

export const replyEndpoint = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/replies',
  summary: 'Reply to the customer; it leaves when the undo window is over',
  allow: STAFF,
  right: ['ticket_comment_access', 'public'],
  params: ticketParams,
  body: z.object({ reply: sayingSchema.extend({ email_ccs: ticketInputSchema.shape.email_ccs }) }),
  reply: saidReply,
  async run({ work, params, body: { reply }, origin_url }) {
    await getTicket(work, params.ticket_id, true)
    const people = await changePeople(work, params.ticket_id, { email_ccs: reply.email_ccs })
    return await say(work, params.ticket_id, reply, true, origin_url, people)
  },
})

export const noteEndpoint = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/notes',
  summary: 'Add an internal note; it never leaves',
  allow: STAFF,
  params: ticketParams,
  body: z.object({ note: sayingSchema }),
  reply: saidReply,
  async run({ work, params, body: { note }, origin_url }) {
    return await say(work, params.ticket_id, note, false, origin_url)
  },
})

export const undoEndpoint = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/replies/{comment_id}/undo',
  summary: 'Take back a reply that has not left; its text comes back as a draft',
  allow: STAFF,
  right: ['ticket_comment_access', 'public'],
  params: commentParams,
  status: 200,
  reply: z.object({ draft: draftSchema, ticket: ticketSchema }),
  async run({ work, params, origin_url }) {
    await getTicket(work, params.ticket_id, true)
    const draft = await undoReply(work, params.ticket_id, params.comment_id)
    if (!draft) throw new Refusal('gone', 'The reply has left already')
    const { ticket } = await writtenTicket(work, params.ticket_id, null, origin_url)
    return { draft, ticket }
  },
})

export const countComments = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/comments/count',
  summary: 'Count what was said in a ticket',
  allow: STAFF,
  params: ticketParams,
  reply: countReply,
  async run({ work, params }) {
    const ticket = await getTicket(work, params.ticket_id)
    return countOf(work, await countConversation(work, ticket.id))
  },
})

export const commentEndpoints = [listComments, countComments, replyEndpoint, noteEndpoint, undoEndpoint]
