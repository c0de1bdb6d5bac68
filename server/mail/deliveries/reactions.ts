// What mail does when a ticket is created or something is said in one.
import type { Reaction } from '../../platform/events.ts'
import type { CommentFact } from '../../tickets/index.ts'
import { AUTO_REPLY_JOB, mayBeAnswered } from './auto-reply.ts'
import { isOutgoing, mailLane, PREPARE_JOB } from './prepare.ts'

interface Said {
  comment: CommentFact | null
}

const sendReply = (on: 'ticket.created' | 'ticket.updated'): Reaction => ({
  on,
  job: PREPARE_JOB,
  applies: (data: Said) => isOutgoing(data),
  delay_ms: (data: Said) => data.comment?.undo_ms ?? 0,
  lane: mailLane,
})

export const deliveryReactions: Reaction[] = [
  sendReply('ticket.created'),
  sendReply('ticket.updated'),
  { on: 'ticket.created', job: AUTO_REPLY_JOB, applies: (data: Said) => mayBeAnswered(data), lane: mailLane },
]
