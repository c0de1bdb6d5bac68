// What is recorded of ratings: how, never the words.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const data = z.object({
  rating_id: z.number(),
  score: z.enum(['offered', 'good', 'bad']),
  previous_score: z.enum(['offered', 'good', 'bad']).nullable(),
  reason_code: z.number().nullable(),
  assignee_id: z.number().nullable(),
  group_id: z.number().nullable(),
})

export const satisfactionOffered = event({
  type: 'ticket.satisfaction_offered',
  subject: 'ticket',
  summary: 'The requester was asked how satisfied they are',
  data,
})
export const satisfactionRated = event({
  type: 'ticket.satisfaction_rated',
  subject: 'ticket',
  summary: 'The requester said how satisfied they are',
  data,
})
export const SATISFACTION_EVENTS = [satisfactionOffered, satisfactionRated]

/** How both are told in a ticket's history. */
export const satisfactionStory = ({ score, assignee_id }: z.output<typeof data>) => [
  { type: 'SatisfactionRating', score, assignee_id, body: null },
]
