// All SQL on ratings.

import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'

export type Score = 'offered' | 'good' | 'bad'

export interface RatingContent {
  comment: string
}

export interface RatingRow {
  id: number
  ticket_id: number
  requester_id: number
  assignee_id: number | null
  group_id: number | null
  score: Score
  reason_code: number | null
  has_comment: boolean
  sealed: Buffer | null
  created_at: Date
  updated_at: Date
}

export const RATING_COLUMNS = sql.raw(
  's.id, s.ticket_id, s.requester_id, s.assignee_id, s.group_id, s.score, s.reason_code, s.has_comment, s.sealed, s.created_at, s.updated_at',
)
/** Over `s` and `t`: ratings of tickets the actor may see. */
export const RATINGS = sql`satisfaction_ratings s join tickets t on t.account_id = s.account_id and t.id = s.ticket_id`

export const placeOfRating = (id: number): string => `satisfaction_ratings/${id}/sealed`

/** Writes a ticket's one rating, or writes it anew; and the ticket's own word of it. */
export async function putRating(work: Work, row: RatingRow): Promise<void> {
  await work.db.run(sql`
    insert into satisfaction_ratings (account_id, id, ticket_id, requester_id, assignee_id, group_id, score, reason_code, has_comment, sealed, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.ticket_id}, ${row.requester_id}, ${row.assignee_id}, ${row.group_id}, ${row.score}, ${row.reason_code},
      ${row.has_comment}, ${row.sealed}, ${row.created_at}, ${row.updated_at})
    on conflict (account_id, id) do update set requester_id = excluded.requester_id, assignee_id = excluded.assignee_id, group_id = excluded.group_id,
      score = excluded.score, reason_code = excluded.reason_code, has_comment = excluded.has_comment, sealed = excluded.sealed, updated_at = excluded.updated_at`)
  await work.db.run(sql`
    update tickets set satisfaction = ${row.score}, updated_at = ${work.now}, version = version + 1
    where account_id = ${work.account_id} and id = ${row.ticket_id}`)
}

/** Ratings of these tickets, whose visibility the caller has checked. */
export async function listRatingsOf(work: Work, ticket_ids: readonly number[]): Promise<RatingRow[]> {
  if (ticket_ids.length === 0) return []
  return await work.db.all<RatingRow>(sql`
    select ${RATING_COLUMNS} from satisfaction_ratings s where s.account_id = ${work.account_id} and s.ticket_id = any(${[...ticket_ids]}::bigint[])`)
}

export async function getRating(work: Work, id: number): Promise<RatingRow> {
  const row = await work.db.first<RatingRow>(sql`
    select ${RATING_COLUMNS} from ${RATINGS} where s.account_id = ${work.account_id} and s.id = ${id} and ${visibleTickets(work.actor)}`)
  if (!row) throw notFound()
  return row
}
