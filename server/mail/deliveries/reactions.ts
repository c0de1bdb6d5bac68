// What mail does when a ticket is created or something is said in one.
import type { Reaction } from '../../platform/events.ts'
import type { Work } from '../../platform/work.ts'
import { type CommentFact, findWritten } from '../../tickets/index.ts'
import { AUTO_REPLY_JOB, mayBeAnswered } from './auto-reply.ts'
import { isOutgoing, mailLane, PREPARE_JOB } from './prepare.ts'

interface Said {
  comment: CommentFact | null
}

/** False where the requester wrote it and nobody else takes part: then there is nobody to mail. */
function mayHaveAddressees(work: Work, ticket_id: number, { comment }: Said): boolean {
  // What was said may still be taken back, and whom it is for is asked when it no longer can be.
  if (comment === null || comment.undo_ms > 0) return true
  const written = findWritten(work, ticket_id)
  return written === null || written.people?.length !== 0 || written.row.requester_id !== comment.author_id
}

const sendReply = (on: 'ticket.created' | 'ticket.updated'): Reaction => ({
  on,
  job: PREPARE_JOB,
  applies: (data: Said) => isOutgoing(data),
  isNeeded: mayHaveAddressees,
  delay_ms: (data: Said) => data.comment?.undo_ms ?? 0,
  lane: mailLane,
})

export const deliveryReactions: Reaction[] = [
  sendReply('ticket.created'),
  sendReply('ticket.updated'),
  { on: 'ticket.created', job: AUTO_REPLY_JOB, applies: (data: Said) => mayBeAnswered(data), lane: mailLane },
]
