// What can happen beside a ticket. The subject is the ticket, so that its page hears of it; words and addresses are in
// the messages only.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const message = z.object({ side_conversation_id: z.number(), message_id: z.number() })

export const sideConversationCreated = event({
  type: 'side_conversation.created',
  subject: 'ticket',
  summary: 'Staff began a conversation beside a ticket',
  data: message,
})

export const sideConversationReplied = event({
  type: 'side_conversation.replied',
  subject: 'ticket',
  summary: 'Something was said beside a ticket',
  data: message.extend({ author_id: z.number().nullable(), inbound_mail_id: z.number().nullable() }),
})

export const sideConversationUpdated = event({
  type: 'side_conversation.updated',
  subject: 'ticket',
  summary: 'A conversation beside a ticket was closed, opened again or renamed',
  data: message.extend({ state: z.enum(['open', 'closed']), previous_state: z.enum(['open', 'closed']) }),
})

export const sideConversationRedacted = event({
  type: 'side_conversation.redacted',
  subject: 'ticket',
  summary: 'Words were taken out of what was said beside a ticket',
  data: z.object({ message_ids: z.array(z.number()) }),
})

export const SIDE_CONVERSATION_EVENTS = [
  sideConversationCreated,
  sideConversationReplied,
  sideConversationUpdated,
  sideConversationRedacted,
]

interface About {
  side_conversation_id: number
}

/** How an audit of the ticket tells these facts, with the type names that clients of Zendesk know. */
export const sideConversationStories = {
  'side_conversation.created': ({ side_conversation_id }: About) => [
    { type: 'CollabThreadCreated', thread_id: String(side_conversation_id) },
  ],
  'side_conversation.replied': ({ side_conversation_id }: About) => [
    { type: 'CollabThreadReply', thread_id: String(side_conversation_id) },
  ],
  'side_conversation.updated': ({ side_conversation_id, state, previous_state }: About & Record<string, unknown>) =>
    state === previous_state
      ? []
      : [
          {
            type: state === 'closed' ? 'CollabThreadClosed' : 'CollabThreadReopened',
            thread_id: String(side_conversation_id),
          },
        ],
}
