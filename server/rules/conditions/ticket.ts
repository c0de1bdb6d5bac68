// A ticket as rules see it, now and as it was before a change. Pure.
import type { Change, TicketContent, TicketRow } from '../../tickets/index.ts'
import type { RuleTicket } from './subject.ts'

/** `content` is given where some condition reads free text. */
export function ruleTicketOf(row: TicketRow, tags: readonly string[], content: TicketContent | null): RuleTicket {
  return {
    id: row.id,
    status: row.status,
    priority: row.priority,
    type: row.type,
    requester_id: row.requester_id,
    assignee_id: row.assignee_id,
    group_id: row.group_id,
    organization_id: row.organization_id,
    brand_id: row.brand_id,
    ticket_form_id: row.ticket_form_id,
    custom_status_id: row.custom_status_id,
    via_channel: row.via_channel,
    is_public: row.is_public,
    due_at: row.due_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    tags,
    field_values: { ...row.field_values, ...content?.field_texts },
    satisfaction_score: row.satisfaction,
  }
}

interface Happened {
  readonly type: 'Create' | 'Change'
  readonly changes: readonly Change[]
  readonly field_texts: Readonly<Record<string, { value: string | null; previous_value: string | null }>>
}

/** Keys of a ticket that its events tell of. */
const TOLD: readonly (keyof RuleTicket)[] = [
  'status',
  'priority',
  'type',
  'requester_id',
  'assignee_id',
  'group_id',
  'organization_id',
  'brand_id',
  'ticket_form_id',
  'custom_status_id',
  'tags',
]

/** The ticket before what happened; null when it came into being then. */
export function beforeChanges(ticket: RuleTicket, { type, changes, field_texts }: Happened): RuleTicket | null {
  if (type === 'Create') return null
  const columns: Record<string, unknown> = {}
  const field_values: Record<string, unknown> = { ...ticket.field_values }
  for (const { field_name, previous_value } of changes) {
    if (TOLD.some((name) => name === field_name)) columns[field_name] = previous_value
    else if (field_name === 'satisfaction_score') columns.satisfaction_score = previous_value
    else {
      const id = /^(?:custom_fields_)?(\d{1,15})$/.exec(field_name)?.[1]
      if (id !== undefined) field_values[id] = previous_value
    }
  }
  for (const [id, text] of Object.entries(field_texts)) field_values[id] = text.previous_value
  return { ...ticket, ...columns, field_values }
}
