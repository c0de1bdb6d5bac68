// Keeping how long somebody worked on a ticket. The page measures and the person corrects it before it is sent; nothing
// is kept unless the desk turned it on, since it measures people.
import { z } from 'zod'
import { accountSettings } from '../../accounts/index.ts'
import { event } from '../../platform/events.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { insertTimeEntry } from './queries.ts'

/** A day: more than that in one go is a mistake. */
const LONGEST_S = 24 * 60 * 60

/** Whole seconds that a write says were worked. */
export const timeSpentSchema = z.number().int().min(0).max(LONGEST_S).nullable().optional()

export const timeTracked = event({
  type: 'ticket.time_tracked',
  subject: 'ticket',
  summary: 'Somebody said how long they worked on a ticket, with nothing else',
  data: z.object({ seconds: z.number() }),
})

/**
 * Keeps the seconds that came with a write, under its event or, where it changed nothing, one of their own. While the
 * desk does not track time they are dropped: a page that was open when it was turned off must not lose an answer.
 */
export async function keepTime(
  work: Work,
  ticket_id: number,
  event_id: number | null,
  seconds: number | null | undefined,
): Promise<void> {
  const user_id = actorId(work.actor)
  if (!seconds || user_id === null || !(await accountSettings(work)).time_tracking.enabled) return
  const kept_under = event_id ?? work.record(timeTracked, ticket_id, { seconds })
  await insertTimeEntry(work, { ticket_id, user_id, event_id: kept_under, seconds })
}
