// The SQL of activities. What an agent wants to hear of is written with the change, by one statement nobody waits for.

import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'

export const VERBS = ['tickets.assignment', 'tickets.comment', 'tickets.priority_increase'] as const
export type Verb = (typeof VERBS)[number]

export interface ActivityRow {
  id: number
  user_id: number
  actor_id: number
  verb: Verb
  ticket_id: number
  comment_id: number | null
  created_at: Date
}

export const ACTIVITY_COLUMNS = sql.raw('a.id, a.user_id, a.actor_id, a.verb, a.ticket_id, a.comment_id, a.created_at')
export const ACTIVITIES = sql`ticket_activities a join tickets t on t.account_id = a.account_id and t.id = a.ticket_id`

/** Tells the ticket's assignee, unless it was their own doing or nobody has the ticket. */
export function tellAssignee(
  work: Work,
  ticket_id: number,
  actor_id: number,
  verbs: readonly Verb[],
  comment_id: number | null,
): void {
  if (verbs.length === 0) return
  work.db.send(sql`
    insert into ticket_activities (account_id, id, user_id, actor_id, verb, ticket_id, comment_id, created_at)
    select t.account_id, r.id, t.assignee_id, ${actor_id}::bigint, r.verb, t.id, case when r.verb = 'tickets.comment' then ${comment_id}::bigint end, ${work.now}::timestamptz
    from tickets t, unnest(${verbs.map(() => newId())}::bigint[], ${[...verbs]}::text[]) r(id, verb)
    where t.account_id = ${work.account_id} and t.id = ${ticket_id} and t.assignee_id is not null and t.assignee_id <> ${actor_id}::bigint`)
}

/** One of a person's own activities, or 404. */
export async function getActivity(work: Work, user_id: number, id: number): Promise<ActivityRow> {
  const row = await work.db.first<ActivityRow>(sql`
    select ${ACTIVITY_COLUMNS} from ${ACTIVITIES}
    where a.account_id = ${work.account_id} and a.id = ${id} and a.user_id = ${user_id} and ${visibleTickets(work.actor)}`)
  if (!row) throw notFound()
  return row
}
