// What one fact of a ticket adds to its metrics. Pure: the same for what happens now and for what is imported.
import type { Change, CommentFact, RuleReference } from '../events.ts'

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
  rule?: RuleReference
}

/** `at` is when it happened. What is said when a ticket is created, or by a rule, is no reply. */
export function stepOf({ changes, comment, rule }: TicketFact, at: Date, is_first: boolean): Step {
  const changeOf = (name: string) => changes.find((change) => change.field_name === name)
  const status = changeOf('status')
  const has = (name: string) => changeOf(name)?.value != null
  const is_reply = !is_first && comment?.kind === 'reply' && comment.by_staff && rule?.kind !== 'trigger'
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

/** Changes of status that are remembered per ticket; after that the latest takes the place of the one before. */
export const STATUSES_KEPT = 1_000

export interface MetricRow {
  ticket_id: number
  replies: number
  reopens: number
  assignee_stations: number
  group_stations: number
  /** Status and second since 1970, in order. */
  statuses: [status: string, since: number][]
  first_reply_at: Date | null
  first_solved_at: Date | null
  solved_at: Date | null
  initially_assigned_at: Date | null
  assigned_at: Date | null
  status_updated_at: Date
  custom_status_updated_at: Date | null
  assignee_updated_at: Date | null
  requester_updated_at: Date | null
  latest_comment_added_at: Date | null
  created_at: Date
  updated_at: Date
}

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/** The row of a new ticket, from its first fact. */
export function firstMetrics(ticket_id: number, step: Step, status: string, at: Date): MetricRow {
  return {
    ticket_id,
    replies: 0,
    reopens: 0,
    assignee_stations: step.assignee_stations,
    group_stations: step.group_stations,
    statuses: [[status, seconds(at)]],
    first_reply_at: null,
    first_solved_at: step.solved_at,
    solved_at: step.solved_at,
    initially_assigned_at: step.assigned_at,
    assigned_at: step.assigned_at,
    status_updated_at: at,
    custom_status_updated_at: step.custom_status_updated_at,
    assignee_updated_at: null,
    requester_updated_at: at,
    latest_comment_added_at: step.commented_at,
    created_at: at,
    updated_at: at,
  }
}

/** The row after one more step; what `addStep` does in the database. `by` says whose doing it was. */
export function withStep(
  row: MetricRow,
  step: Step,
  at: Date,
  by: { requester: boolean; assignee: boolean },
): MetricRow {
  const kept = row.statuses.length < STATUSES_KEPT ? row.statuses : row.statuses.slice(0, -1)
  return {
    ...row,
    replies: row.replies + step.replies,
    reopens: row.reopens + step.reopens,
    assignee_stations: row.assignee_stations + step.assignee_stations,
    group_stations: row.group_stations + step.group_stations,
    statuses: step.status === null ? row.statuses : [...kept, [step.status, seconds(at)]],
    first_reply_at: row.first_reply_at ?? step.replied_at,
    first_solved_at: row.first_solved_at ?? step.solved_at,
    solved_at: step.solved_at ?? row.solved_at,
    initially_assigned_at: row.initially_assigned_at ?? step.assigned_at,
    assigned_at: step.assigned_at ?? row.assigned_at,
    status_updated_at: step.status === null ? row.status_updated_at : at,
    custom_status_updated_at: step.custom_status_updated_at ?? row.custom_status_updated_at,
    assignee_updated_at: by.assignee ? at : row.assignee_updated_at,
    requester_updated_at: by.requester ? at : row.requester_updated_at,
    latest_comment_added_at: step.commented_at ?? row.latest_comment_added_at,
    updated_at: at,
  }
}
