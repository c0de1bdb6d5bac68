// Writes tickets whose history lies in the past, many at once: rows, events, audit and index as if each thing had
// happened at its time, with a handful of statements for all. Nothing is sent and no reaction runs.
import { rightsOfRole } from '../../platform/rights.ts'
import type { Actor, Role, Work } from '../../platform/work.ts'
import { type Document, indexRecords } from '../../search/index.ts'
import { DESCRIPTION_LENGTH, subjectDocument } from '../actions.ts'
import type { CommentKind, CommentRow } from '../comments/queries.ts'
import { prepareComment } from '../comments/say.ts'
import { type Change, ticketCreated, ticketUpdated } from '../events.ts'
import { insertMetrics, type MetricRow } from '../metrics/queries.ts'
import { firstMetrics, stepOf, withStep } from '../metrics/step.ts'
import { placeOfTicket, type StoredTicket, type TicketContent } from '../queries.ts'
import type { TicketStatus } from '../schema.ts'
import { insertComments, insertTags, insertTickets, takeTicketNumbers } from './queries.ts'

export interface PastComment {
  author: { id: number; role: Role }
  kind: CommentKind
  body: string
  via_channel: string
  created_at: Date
  /** The status the ticket had after it. */
  status: TicketStatus
}

export interface PastTicket {
  subject: string
  requester_id: number
  assignee_id: number | null
  group_id: number | null
  organization_id: number | null
  priority: StoredTicket['priority']
  type: StoredTicket['type']
  via_channel: string
  tags: readonly string[]
  /** In the order of their times; at least one. */
  comments: readonly [PastComment, ...PastComment[]]
}

/**
 * Writes the tickets and returns their numbers. The unit of work must be one without reactions: what happened in the
 * past must not send a mail today.
 */
export async function importTickets(work: Work, tickets: readonly PastTicket[]): Promise<number[]> {
  const numbers = await takeTicketNumbers(work, tickets.length)
  const rows: StoredTicket[] = []
  const tags: { ticket_id: number; tag: string }[] = []
  const comments: CommentRow[] = []
  const documents: Document[][] = []
  const metrics: MetricRow[] = []
  const present = { actor: work.actor, now: work.now }
  tickets.forEach((ticket, index) => {
    const id = numbers[index]
    if (id === undefined) throw new Error('a ticket was left without a number')
    const told = tell(work, id, ticket)
    rows.push(told.row)
    comments.push(...told.comments)
    documents.push(told.documents)
    metrics.push(told.metrics)
    tags.push(...[...new Set(ticket.tags)].map((tag) => ({ ticket_id: id, tag })))
  })
  Object.assign(work, present)
  await insertTickets(work, rows)
  await insertTags(work, tags)
  insertMetrics(work, metrics)
  await insertComments(work, comments)
  await indexRecords(work, documents)
  return numbers
}

/** Records what happened to one ticket, comment by comment, and returns what to store of it. */
function tell(work: Work, id: number, ticket: PastTicket) {
  const documents: Document[] = [subjectDocument(id, ticket.subject)]
  const comments: CommentRow[] = []
  let status: TicketStatus | null = null
  let solved_at: Date | null = null
  let metrics: MetricRow | null = null
  for (const comment of ticket.comments) {
    actAt(work, comment)
    const by_staff = comment.author.role !== 'end-user'
    const { kind, body, via_channel } = comment
    const said = prepareComment(work, id, {
      kind,
      author_id: comment.author.id,
      by_staff,
      body,
      via_channel,
      undo_ms: 0,
    })
    const changes: Change[] =
      status === null ? firstChanges(ticket, comment.status) : statusChange(status, comment.status)
    const step = stepOf({ changes, comment: said.fact }, comment.created_at, status === null)
    const by = {
      requester: comment.author.id === ticket.requester_id,
      assignee: comment.author.id === ticket.assignee_id,
    }
    metrics = metrics
      ? withStep(metrics, step, comment.created_at, by)
      : firstMetrics(id, step, comment.status, comment.created_at)
    const event_id =
      status === null
        ? work.record(
            ticketCreated,
            id,
            { requester_id: ticket.requester_id, changes, comment: said.fact, imported: true },
            { subject: ticket.subject },
          )
        : work.record(ticketUpdated, id, { changes, comment: said.fact, imported: true }, { subject: null })
    if (comment.status !== status)
      solved_at = comment.status === 'solved' || comment.status === 'closed' ? comment.created_at : null
    status = comment.status
    comments.push(said.rowFor(event_id))
    documents.push(said.document)
  }
  if (!metrics) throw new Error('a ticket of the past begins with a comment')
  return { row: rowOf(work, id, ticket, solved_at), comments, documents, metrics }
}

function rowOf(work: Work, id: number, ticket: PastTicket, solved_at: Date | null): StoredTicket {
  const [first] = ticket.comments
  const last = ticket.comments.at(-1) ?? first
  const content: TicketContent = {
    subject: ticket.subject,
    recipient: null,
    source: { from: {}, to: {}, rel: null },
    description: first.kind === 'reply' ? first.body.slice(0, DESCRIPTION_LENGTH) : null,
  }
  return {
    id,
    status: last.status,
    priority: ticket.priority,
    type: ticket.type,
    sealed: work.sealing.seal(placeOfTicket(id), content),
    requester_id: ticket.requester_id,
    submitter_id: first.author.id,
    assignee_id: ticket.assignee_id,
    group_id: ticket.group_id,
    organization_id: ticket.organization_id,
    external_id: null,
    via_channel: ticket.via_channel,
    due_at: null,
    brand_id: null,
    ticket_form_id: null,
    custom_status_id: null,
    problem_id: null,
    followup_source_id: null,
    field_values: {},
    version: ticket.comments.length,
    comment_count: ticket.comments.length,
    is_public: ticket.comments.some((comment) => comment.kind === 'reply'),
    created_at: first.created_at,
    updated_at: last.created_at,
    solved_at,
    deleted_at: null,
  }
}

function firstChanges(ticket: PastTicket, status: TicketStatus): Change[] {
  const { priority, type, assignee_id, group_id, organization_id, requester_id, tags } = ticket
  return Object.entries({
    status,
    priority,
    type,
    assignee_id,
    group_id,
    organization_id,
    requester_id,
    tags: tags.length > 0 ? tags : null,
  })
    .filter(([, value]) => value !== null)
    .map(([field_name, value]) => ({ field_name, value, previous_value: field_name === 'tags' ? [] : null }))
}

function statusChange(before: TicketStatus, after: TicketStatus): Change[] {
  return before === after ? [] : [{ field_name: 'status', value: after, previous_value: before }]
}

/** From here on the unit records what this author did at that time. */
function actAt(work: Work, { author, created_at }: PastComment): void {
  const actor: Actor = {
    kind: 'user',
    user_id: author.id,
    role: author.role,
    rights: rightsOfRole(author.role),
    session_id: null,
    csrf_token: null,
    token_id: null,
    scopes: null,
    proved_at: null,
  }
  Object.assign(work, { actor, now: created_at })
}
