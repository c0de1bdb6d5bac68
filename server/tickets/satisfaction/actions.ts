// Asking a requester how satisfied they are, and taking their answer.
import { invalid, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { getTicket, type TicketRow } from '../queries.ts'
import { satisfactionOffered, satisfactionRated } from './events.ts'
import { listRatingsOf, placeOfRating, putRating, type RatingRow, type Score } from './queries.ts'

export const COMMENT_LENGTH = 10_000

/** Notes that the requester of a ticket is asked. What they answered already stands. */
export async function offerRating(work: Work, ticket_id: number): Promise<void> {
  const ticket = await getTicket(work, ticket_id, true)
  const [known] = await listRatingsOf(work, [ticket.id])
  if (known) return
  await write(work, ticket, null, { score: 'offered', reason_code: null, comment: '' })
}

export interface Answer {
  score: Exclude<Score, 'offered'>
  comment: string
  /** One of REASONS, for a bad score; else null. */
  reason_code: number | null
}

/** True while a ticket can be rated: it is solved, or was, and is not closed. */
export function isRateable(ticket: Pick<TicketRow, 'status' | 'solved_at'>): boolean {
  return ticket.status === 'solved' || (ticket.status !== 'closed' && ticket.solved_at !== null)
}

/** Takes the requester's answer; a second one replaces the first. 403 for everybody else, 422 unless the ticket is solved. */
export async function rateTicket(work: Work, ticket_id: number, answer: Answer): Promise<RatingRow> {
  const ticket = await getTicket(work, ticket_id, true)
  if (ticket.requester_id !== actorId(work.actor)) throw new Refusal('forbidden')
  if (!isRateable(ticket))
    throw invalid('status', 'Ticket: only a solved ticket can be rated, until it is closed', 'InvalidValue')
  const [known] = await listRatingsOf(work, [ticket.id])
  return await write(work, ticket, known ?? null, answer)
}

/** What a requester said elsewhere, before the ticket came here. */
export async function rateInThePast(
  work: Work,
  ticket_id: number,
  { score, comment }: { score: Score; comment: string },
): Promise<void> {
  const ticket = await getTicket(work, ticket_id, true)
  const [known] = await listRatingsOf(work, [ticket.id])
  if (known?.score === score) return
  await write(work, ticket, known ?? null, { score, reason_code: null, comment: comment.slice(0, COMMENT_LENGTH) })
}

async function write(
  work: Work,
  ticket: TicketRow,
  known: RatingRow | null,
  given: { score: Score; reason_code: number | null; comment: string },
): Promise<RatingRow> {
  const id = known?.id ?? newId()
  const comment = given.comment.toWellFormed().trim()
  const row: RatingRow = {
    id,
    ticket_id: ticket.id,
    requester_id: ticket.requester_id,
    assignee_id: ticket.assignee_id,
    group_id: ticket.group_id,
    score: given.score,
    reason_code: given.score === 'bad' ? (given.reason_code ?? 0) : null,
    has_comment: comment !== '',
    sealed: comment === '' ? null : work.sealing.seal(placeOfRating(id), { comment }),
    created_at: known?.created_at ?? work.now,
    updated_at: work.now,
  }
  await putRating(work, row)
  const { score, reason_code, assignee_id, group_id } = row
  const previous_score = known?.score ?? null
  work.record(score === 'offered' ? satisfactionOffered : satisfactionRated, ticket.id, {
    rating_id: id,
    score,
    previous_score,
    reason_code,
    assignee_id,
    group_id,
  })
  return row
}
