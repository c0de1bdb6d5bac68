// Which problem an incident belongs to.
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { findTicket, type StoredTicket, type TicketPatch } from '../queries.ts'

/** 422 unless the id is that of a problem that the actor may see. */
export async function checkProblem(work: Work, problem_id: number): Promise<void> {
  const problem = await findTicket(work, problem_id)
  if (!problem) throw invalid('problem_id', 'Problem: not found', 'RecordNotFound')
  if (problem.type !== 'problem') throw invalid('problem_id', 'Problem: is not a ticket of type problem')
}

/** What a new type or problem means for the link: only incidents have one, and a ticket that gets one is an incident. */
export async function linkPatch(
  work: Work,
  ticket: Pick<StoredTicket, 'id' | 'type' | 'problem_id'> | null,
  change: { type?: StoredTicket['type']; problem_id?: number | null },
): Promise<TicketPatch> {
  const type = change.type === undefined ? (ticket?.type ?? null) : change.type
  if (change.problem_id != null) {
    if (type !== null && type !== 'incident')
      throw invalid('problem_id', 'Problem: only a ticket of type incident belongs to one')
    if (change.problem_id === ticket?.id) throw invalid('problem_id', 'Problem: is the ticket itself')
    if (change.problem_id !== ticket?.problem_id) await checkProblem(work, change.problem_id)
    return { problem_id: change.problem_id, type: 'incident' }
  }
  if (change.problem_id === null) return { problem_id: null }
  return ticket?.problem_id != null && type !== 'incident' ? { problem_id: null } : {}
}
