// Requests as the people who asked see them.
import { z } from 'zod'
import { defaultCustomStatusId } from '../../fields/index.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { DESCRIPTION_LENGTH } from '../actions.ts'
import { type Ticket, ticketSchema } from '../schema.ts'
import type { UnknownRequest } from './unknown/queries.ts'

export const requestSchema = ticketSchema
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
  .extend({ can_be_solved_by_me: z.boolean(), solved: z.boolean(), followup_source_id: z.number().nullable() })

export function presentRequest(work: Work, ticket: Ticket, origin_url: string): z.input<typeof requestSchema> {
  const solved = ticket.status === 'solved' || ticket.status === 'closed'
  const followed = ticket.via.channel === 'closed_ticket' ? Number(ticket.via.source.from.ticket_id ?? 0) : 0
  return {
    ...ticket,
    url: `${origin_url}/api/v2/requests/${ticket.id}.json`,
    can_be_solved_by_me: !solved && ticket.assignee_id !== null && ticket.requester_id === actorId(work.actor),
    solved,
    followup_source_id: followed > 0 ? followed : null,
  }
}

/** What somebody hears who is not signed in: their own words and a number, the same whoever has the address. */
export const receivedSchema = requestSchema.extend({ requester_id: z.null() })

export async function presentReceived(
  work: Work,
  request: UnknownRequest,
  origin_url: string,
): Promise<z.input<typeof receivedSchema>> {
  const custom_fields = request.custom_fields.map(({ id, value }) => ({ id, value: value ?? null }))
  return {
    url: `${origin_url}/api/v2/requests/${request.ticket_id}.json`,
    id: request.ticket_id,
    status: 'new',
    priority: request.priority ?? null,
    type: request.type ?? null,
    subject: request.subject,
    description: (request.body ?? '').slice(0, DESCRIPTION_LENGTH),
    organization_id: null,
    via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
    custom_fields,
    fields: custom_fields,
    requester_id: null,
    collaborator_ids: [],
    email_cc_ids: [],
    is_public: true,
    due_at: request.due_at == null ? null : new Date(request.due_at),
    recipient: null,
    created_at: work.now,
    updated_at: work.now,
    assignee_id: null,
    ticket_form_id: request.ticket_form_id ?? null,
    custom_status_id: await defaultCustomStatusId(work, 'new'),
    group_id: null,
    can_be_solved_by_me: false,
    solved: false,
    followup_source_id: null,
  }
}
