// Which changes of a ticket its assignee hears of: that it is theirs now, that others spoke in it, that it became more
// urgent.
import { actorId, type Immediate } from '../../platform/work.ts'
import type { Change, CommentFact } from '../events.ts'
import { TICKET_PRIORITIES } from '../schema.ts'
import { findWritten } from '../written.ts'
import { tellAssignee, type Verb } from './queries.ts'

interface Data {
  changes: Change[]
  comment: CommentFact | null
  imported?: boolean
}

const rankOf = (priority: unknown): number => (TICKET_PRIORITIES as readonly unknown[]).indexOf(priority) // anything may be asked for

/** Pure. What was said when a ticket was created is told by its assignment. */
export function verbsOf({ changes, comment }: Data, is_first: boolean): Verb[] {
  const changeOf = (name: string) => changes.find((change) => change.field_name === name)
  const verbs: Verb[] = []
  if (changeOf('assignee_id')?.value != null) verbs.push('tickets.assignment')
  if (is_first) return verbs
  if (comment) verbs.push('tickets.comment')
  const priority = changeOf('priority')
  if (priority && rankOf(priority.value) > rankOf(priority.previous_value)) verbs.push('tickets.priority_increase')
  return verbs
}

export const activityImmediates: Immediate[] = ['ticket.created', 'ticket.updated'].map((on) => ({
  on,
  async run(work, { subject_id, data, actor }) {
    const fact = data as Data // the ticket's own event
    const actor_id = fact.comment?.author_id ?? actorId(actor)
    if (fact.imported || actor_id === null) return
    const row = findWritten(work, subject_id)?.row
    if (row && (row.assignee_id === null || row.assignee_id === actor_id)) return
    tellAssignee(work, subject_id, actor_id, verbsOf(fact, on === 'ticket.created'), fact.comment?.id ?? null)
  },
}))
