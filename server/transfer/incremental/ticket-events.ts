// A ticket's audit as the incremental export of ticket events shows it: each change a child event with the field's name
// as its key. Exporters build the history of fields from it.
import type { Audit } from '../../tickets/index.ts'

/** Channels as this export has always named them. */
const VIA: Record<string, string> = {
  api: 'Web service',
  email: 'Mail',
  rule: 'Rule',
  web: 'Web form',
  system: 'Ticket system',
}
const CUSTOM_FIELD = /^(?:custom_fields?_)?(\d+)$/

type AuditEvent = Audit['events'][number]

/** Without `with_comments` a comment is only said to be there. */
export function ticketEvent(audit: Audit, with_comments: boolean) {
  const via = VIA[audit.via.channel] ?? audit.via.channel
  const via_reference_id = typeof audit.via.source.from.id === 'number' ? audit.via.source.from.id : null
  return {
    id: audit.id,
    ticket_id: audit.ticket_id,
    timestamp: Math.floor(audit.created_at.getTime() / 1000),
    created_at: audit.created_at,
    updater_id: audit.author_id,
    via,
    system: audit.metadata.system,
    metadata: audit.metadata.custom,
    merged_ticket_ids: [] as number[],
    event_type: 'Audit',
    child_events: audit.events.map((event) => ({
      id: event.id,
      via,
      via_reference_id,
      ...childOf(event, audit, with_comments),
    })),
  }
}

interface Child {
  event_type: string
  [key: string]: unknown
}

function childOf(event: AuditEvent, audit: Audit, with_comments: boolean): Child {
  const { id, type: event_type, field_name, value, previous_value, ...rest } = event
  if (event_type === 'Comment') {
    if (!with_comments) return { comment_present: true, comment_public: rest.public, event_type }
    return { type: 'Comment', ...rest, via: audit.via, created_at: audit.created_at, event_type }
  }
  if (typeof field_name !== 'string') return { ...rest, event_type }
  const custom = CUSTOM_FIELD.exec(field_name)?.[1]
  const previous = event_type === 'Change' ? { previous_value } : {}
  if (custom !== undefined) return { custom_ticket_fields: { [custom]: value }, ...previous, event_type }
  return { [field_name]: value, ...tagsOf(field_name, value, previous_value), ...previous, event_type }
}

function tagsOf(field_name: string, value: unknown, previous_value: unknown): Record<string, unknown> {
  if (field_name !== 'tags' || !Array.isArray(value)) return {}
  const before = Array.isArray(previous_value) ? previous_value : []
  return {
    added_tags: value.filter((tag) => !before.includes(tag)),
    removed_tags: before.filter((tag) => !value.includes(tag)),
  }
}
