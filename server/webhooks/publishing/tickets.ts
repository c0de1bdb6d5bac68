// Which events a fact about a ticket is told as.
import type { Work } from '../../platform/work.ts'
import {
  type Change,
  type CommentFact,
  listAnyTickets,
  listComments,
  presentComments,
  presentTickets,
  type TicketTexts,
} from '../../tickets/index.ts'
import {
  COMMENT_ADDED,
  CUSTOM_FIELD_CHANGED,
  MARKED_AS_SPAM,
  TICKET_EVENTS,
  TICKET_FIELD_EVENTS,
} from '../subscriptions.ts'
import { idText, type Told } from './envelope.ts'

export interface TicketFact {
  type: string
  subject_id: number
  actor_id: number | null
  data: { changes?: Change[]; comment?: CommentFact | null; spam?: true }
  texts: Partial<TicketTexts>
}

const CUSTOM_FIELD = /^(?:custom_fields_|custom_field_)?(\d+)$/

/** The events of one fact, in the order: the ticket itself, its fields, what was said. */
export async function ticketEvents(work: Work, fact: TicketFact): Promise<Told[]> {
  const { changes = [], comment } = fact.data
  const own = TICKET_EVENTS[fact.type]
  const told: Told[] = own ? [{ type: own, event: {} }] : []
  if (fact.data.spam) told.push({ type: MARKED_AS_SPAM, event: {} })
  if (fact.type === 'ticket.updated') {
    told.push(...changes.flatMap(changeEvent))
    const { subject, previous_subject = null, field_texts = {} } = fact.texts
    if (previous_subject !== null || (subject !== null && subject !== undefined))
      told.push({ type: 'ticket.subject_changed', event: { current: subject ?? null, previous: previous_subject } })
    for (const [id, { value, previous_value }] of Object.entries(field_texts))
      told.push({ type: CUSTOM_FIELD_CHANGED, event: { current: value, previous: previous_value, field: { id } } })
  }
  if (comment) told.push(...(await commentEvent(work, comment.id)))
  return told
}

function changeEvent({ field_name, value, previous_value }: Change): Told[] {
  const custom = CUSTOM_FIELD.exec(field_name)?.[1]
  if (custom !== undefined)
    return [{ type: CUSTOM_FIELD_CHANGED, event: { current: value, previous: previous_value, field: { id: custom } } }]
  const type = TICKET_FIELD_EVENTS[field_name]
  if (type === undefined) return []
  const [current, previous] = [listOf(value), listOf(previous_value)]
  const added = current.filter((one) => !previous.includes(one))
  const removed = previous.filter((one) => !current.includes(one))
  if (field_name === 'tags') return [{ type, event: { tags_added: added, tags_removed: removed } }]
  if (PEOPLE_FIELDS.includes(field_name)) {
    const ids = (people: unknown[]) => people.map(String)
    const lists = { current: ids(current), previous: ids(previous) }
    return [{ type, event: { ...lists, users_added: ids(added), users_removed: ids(removed) } }]
  }
  return [{ type, event: { current: shown(field_name, value), previous: shown(field_name, previous_value) } }]
}

const PEOPLE_FIELDS = ['email_cc_ids', 'follower_ids']

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Ids as text; Zendesk's events shout statuses, priorities and types. */
function shown(field_name: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (/_id$/.test(field_name) && typeof value === 'number') return idText(value)
  return /^(status|priority|type)$/.test(field_name) && typeof value === 'string' ? value.toUpperCase() : value
}

async function commentEvent(work: Work, id: number): Promise<Told[]> {
  const [comment] = await presentComments(work, await listComments(work, [id]), '')
  // Taken back within the undo window, or redacted away.
  if (!comment) return []
  return [
    {
      type: COMMENT_ADDED,
      event: {
        comment: {
          id: idText(comment.id),
          body: comment.body,
          is_public: comment.public,
          author: { id: idText(comment.author_id) },
        },
      },
    },
  ]
}

/** The ticket as it is now, or its id alone once it is gone for good. */
export async function ticketDetail(work: Work, fact: TicketFact): Promise<Record<string, unknown>> {
  const [ticket] = await presentTickets(work, await listAnyTickets(work, [fact.subject_id]), '')
  if (!ticket) return { id: idText(fact.subject_id), actor_id: idText(fact.actor_id) }
  return {
    actor_id: idText(fact.actor_id),
    assignee_id: idText(ticket.assignee_id),
    brand_id: idText(ticket.brand_id),
    created_at: ticket.created_at,
    custom_status: idText(ticket.custom_status_id),
    description: ticket.description,
    external_id: ticket.external_id,
    form_id: idText(ticket.ticket_form_id),
    group_id: idText(ticket.group_id),
    id: idText(ticket.id),
    is_public: ticket.is_public,
    organization_id: idText(ticket.organization_id),
    priority: shown('priority', ticket.priority),
    requester_id: idText(ticket.requester_id),
    status: shown('status', ticket.status),
    subject: ticket.subject,
    submitter_id: idText(ticket.submitter_id),
    tags: ticket.tags,
    type: shown('type', ticket.type),
    updated_at: ticket.updated_at,
    via: { channel: ticket.via.channel },
  }
}
