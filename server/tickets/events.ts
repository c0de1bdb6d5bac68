// What can happen to a ticket. One change is one event with the list of changed fields; it is also the ticket's audit
// in the API. Text (subjects) travels sealed; bodies are never in an event, only the comment's id.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const comment = z.object({
  id: z.number(),
  kind: z.enum(['reply', 'note']),
  author_id: z.number(),
  by_staff: z.boolean(),
  inbound_mail_id: z.number().nullable(),
  /** Milliseconds the reply waits before it leaves. */
  undo_ms: z.number(),
})
export type CommentFact = z.output<typeof comment>

const change = z.object({ field_name: z.string(), value: z.unknown(), previous_value: z.unknown() })
export type Change = z.output<typeof change>

/** The rule that made a change, where a rule did. */
const rule = z.object({
  kind: z.enum(['trigger', 'automation', 'macro', 'sla', 'routing']),
  id: z.number(),
  /** What set the rule off, where it says something: it says so once. */
  cause: z.string().optional(),
})
export type RuleReference = z.output<typeof rule>

/** True for what an import tells of the past: nothing is sent of it, and no rule looks at it. */
const imported = z.literal(true).optional()

const text = z.string().nullable()
const texts = z.object({
  subject: text,
  previous_subject: text.optional(),
  /** Field id → what a free-text custom field says now and said before. Other fields are among `changes`. */
  field_texts: z.record(z.string(), z.object({ value: text, previous_value: text })).optional(),
  /** What a client noted with its write, as `metadata.custom`. */
  custom: z.record(z.string(), z.unknown()).optional(),
})
export type TicketTexts = z.output<typeof texts>

export const ticketCreated = event({
  type: 'ticket.created',
  subject: 'ticket',
  summary: 'A ticket was created',
  data: z.object({
    requester_id: z.number(),
    changes: z.array(change),
    comment,
    imported,
    macro_ids: z.array(z.number()).optional(),
  }),
  sealed: texts,
})

export const ticketUpdated = event({
  type: 'ticket.updated',
  subject: 'ticket',
  summary: 'Fields of a ticket changed, or something was said',
  data: z.object({
    changes: z.array(change),
    comment: comment.nullable(),
    imported,
    rule: rule.optional(),
    macro_ids: z.array(z.number()).optional(),
  }),
  sealed: texts,
})

export const ticketDeleted = event({
  type: 'ticket.deleted',
  subject: 'ticket',
  summary: 'A ticket was deleted (it can be restored)',
  data: z.object({ spam: z.literal(true).optional() }),
})

export const ticketRestored = event({
  type: 'ticket.restored',
  subject: 'ticket',
  summary: 'A deleted ticket was restored',
  data: z.object({}),
})

export const ticketErased = event({
  type: 'ticket.erased',
  subject: 'ticket',
  summary: 'A deleted ticket was erased for good',
  data: z.object({ comment_ids: z.array(z.number()), inbound_mail_ids: z.array(z.number()) }),
})

export const ticketMerged = event({
  type: 'ticket.merged',
  subject: 'ticket',
  summary: 'Other tickets were merged into a ticket, and closed',
  data: z.object({ source_ids: z.array(z.number()) }),
})

export const replyUndone = event({
  type: 'ticket.reply_undone',
  subject: 'ticket',
  summary: 'A reply was taken back before it left',
  data: z.object({ comment_id: z.number(), changes: z.array(change) }),
})

export const participantDecided = event({
  type: 'ticket.participant_decided',
  subject: 'ticket',
  summary: 'Staff decided on a person whom an unverified sender had added',
  data: z.object({ user_id: z.number(), state: z.enum(['active', 'declined']) }),
})

export const sourceDownloaded = event({
  type: 'ticket.source_downloaded',
  subject: 'ticket',
  summary: 'The original mail of a comment was downloaded',
  data: z.object({ comment_id: z.number() }),
})

export const requestReceived = event({
  type: 'request.received',
  subject: 'request',
  summary: 'Somebody who is not signed in asked for something; the ticket of this number follows, or is kept back',
  data: z.object({}),
})

export const TICKET_EVENTS = [
  requestReceived,
  ticketCreated,
  ticketUpdated,
  ticketDeleted,
  ticketRestored,
  ticketErased,
  ticketMerged,
  replyUndone,
  participantDecided,
  sourceDownloaded,
]
