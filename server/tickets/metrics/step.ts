// What one fact of a ticket adds to its metrics. Pure: the same for what happens now and for what is imported.
import type { Change, CommentFact } from '../events.ts'

/** What a fact adds. Times are the fact's own where something happened, else null. */
export interface Step {
  replies: number
  reopens: number
  assignee_stations: number
  group_stations: number
  status: string | null
  replied_at: Date | null
  solved_at: Date | null
  assigned_at: Date | null
  custom_status_updated_at: Date | null
  commented_at: Date | null
}

export interface TicketFact {
  changes: readonly Change[]
  comment: CommentFact | null
}

/** `at` is when it happened. What is said when a ticket is created is no reply. */
export function stepOf({ changes, comment }: TicketFact, at: Date, is_first: boolean): Step {
  const changeOf = (name: string) => changes.find((change) => change.field_name === name)
  const status = changeOf('status')
  const has = (name: string) => changeOf(name)?.value != null
  const is_reply = !is_first && comment?.kind === 'reply' && comment.by_staff
  return {
    replies: is_reply ? 1 : 0,
    reopens: status?.previous_value === 'solved' && status.value !== 'closed' ? 1 : 0,
    assignee_stations: has('assignee_id') ? 1 : 0,
    group_stations: has('group_id') ? 1 : 0,
    status: typeof status?.value === 'string' ? status.value : null,
    replied_at: is_reply ? at : null,
    solved_at: status?.value === 'solved' ? at : null,
    assigned_at: has('assignee_id') ? at : null,
    custom_status_updated_at: changeOf('custom_status_id') ? at : null,
    commented_at: comment ? at : null,
  }
}
