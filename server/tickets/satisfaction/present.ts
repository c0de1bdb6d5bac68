// `satisfaction_rating` of a ticket. Only tickets that were rated are looked up.
import type { Work } from '../../platform/work.ts'
import type { TicketRow } from '../queries.ts'
import type { Ticket } from '../schema.ts'
import { listRatingsOf } from './queries.ts'
import { idOfReason, reasonOf } from './reasons.ts'
import { commentOf } from './schema.ts'

type Shown = Ticket['satisfaction_rating']
type Rated = Pick<TicketRow, 'id' | 'satisfaction'>

/** What to show of each ticket's rating. Internal to staff and to the requester, who wrote it. */
export async function shownRatings(work: Work, rows: readonly Rated[]): Promise<(row: Rated) => Shown> {
  const rated = rows.filter((row) => row.satisfaction === 'good' || row.satisfaction === 'bad').map((row) => row.id)
  const ratings = new Map((await listRatingsOf(work, rated)).map((rating) => [rating.ticket_id, rating]))
  return ({ id, satisfaction }) => {
    const rating = ratings.get(id)
    const score = satisfaction ?? 'unoffered'
    if (!rating) return { score }
    const reason = reasonOf(rating.reason_code)
    return {
      score,
      id: rating.id,
      comment: commentOf(work, rating),
      reason: reason?.value ?? null,
      reason_id: reason && idOfReason(reason),
    }
  }
}
