// A ticket's audits: its events in the API's shape.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { Change, CommentFact, TicketTexts } from '../events.ts'
import { timeSchema, viaSchema } from '../schema.ts'

export const auditSchema = z.object({
  id: z.number(),
  ticket_id: z.number(),
  created_at: timeSchema,
  author_id: z.number(),
  metadata: z.object({ system: z.record(z.string(), z.unknown()), custom: z.record(z.string(), z.unknown()) }),
  events: z.array(z.looseObject({ id: z.number(), type: z.string() })),
  via: viaSchema,
})
export type Audit = z.input<typeof auditSchema>

export interface EventRow {
  event_id: number
  type: string
  subject_id: number
  actor_id: number | null
  channel: string
  data: { changes?: Change[]; comment?: CommentFact | null }
  sealed: Buffer | null
  created_at: Date
}

export const EVENT_COLUMNS = sql.raw(
  'e.event_id, e.type, e.subject_id, e.actor_id, e.channel, e.data, e.sealed, e.created_at',
)

/** Zendesk's name for the system as author. */
const SYSTEM_AUTHOR = -1

/** Values of fields are text in audits, ids too; lists (of tags) stay lists. */
const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value

export function presentAudit(work: Work, row: EventRow): Audit {
  const is_first = row.type === 'ticket.created'
  const texts = row.sealed ? work.sealing.open<Partial<TicketTexts>>(`events/${row.event_id}/sealed`, row.sealed) : {}
  const events: Audit['events'] = []
  let position = 0
  // An event of an audit needs an id of its own; these follow from the audit's and stay the same.
  const nextId = () => row.event_id + ++position
  const { comment, changes = [] } = row.data
  // The customer's transaction must not learn that a note exists.
  if (comment && (comment.kind === 'reply' || work.audience === 'staff'))
    events.push({
      id: comment.id,
      type: 'Comment',
      public: comment.kind === 'reply',
      author_id: comment.author_id,
      audit_id: row.event_id,
    })
  for (const { field_name, value, previous_value } of changes) {
    events.push(
      is_first
        ? { id: nextId(), type: 'Create', field_name, value: asText(value) }
        : { id: nextId(), type: 'Change', field_name, value: asText(value), previous_value: asText(previous_value) },
    )
  }
  if (texts.subject != null) {
    const subject = { field_name: 'subject', value: texts.subject }
    events.push(
      is_first
        ? { id: nextId(), type: 'Create', ...subject }
        : { id: nextId(), type: 'Change', ...subject, previous_value: texts.previous_subject ?? null },
    )
  }
  for (const [field_name, { value, previous_value }] of Object.entries(texts.field_texts ?? {}))
    events.push(
      is_first
        ? { id: nextId(), type: 'Create', field_name, value }
        : { id: nextId(), type: 'Change', field_name, value, previous_value },
    )
  return {
    id: row.event_id,
    ticket_id: row.subject_id,
    created_at: row.created_at,
    author_id: row.actor_id ?? SYSTEM_AUTHOR,
    metadata: { system: {}, custom: texts.custom ?? {} },
    events,
    via: { channel: row.channel, source: { from: {}, to: {}, rel: null } },
  }
}

/** One audit of a ticket that the caller was let in to. */
export async function findAudit(work: Work, ticket_id: number, event_id: number): Promise<Audit | null> {
  const row = await work.db.first<EventRow>(sql`
    select ${EVENT_COLUMNS} from events e
    where e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.subject_id = ${ticket_id} and e.event_id = ${event_id}`)
  return row ? presentAudit(work, row) : null
}
