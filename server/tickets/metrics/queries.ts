// All SQL on ticket_metrics and ticket_metric_events. A change of a ticket costs one statement here, which nobody waits
// for.

import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'
import { type MetricRow, STATUSES_KEPT, type Step, seconds } from './step.ts'

export type { MetricRow } from './step.ts'

export const METRIC_COLUMNS = sql.raw(
  'm.ticket_id, m.replies, m.reopens, m.assignee_stations, m.group_stations, m.statuses, m.first_reply_at, m.first_solved_at, m.solved_at, m.initially_assigned_at, m.assigned_at, m.status_updated_at, m.custom_status_updated_at, m.assignee_updated_at, m.requester_updated_at, m.latest_comment_added_at, m.created_at, m.updated_at',
)

/** Writes the rows of tickets that have none, in one statement. */
export function insertMetrics(work: Work, rows: readonly MetricRow[]): void {
  if (rows.length === 0) return
  const column = <Key extends keyof MetricRow>(key: Key) => rows.map((row) => row[key])
  const statuses = rows.map((row) => JSON.stringify(row.statuses))
  work.db.send(sql`
    insert into ticket_metrics (account_id, ticket_id, replies, reopens, assignee_stations, group_stations, statuses, first_reply_at, first_solved_at,
      solved_at, initially_assigned_at, assigned_at, status_updated_at, custom_status_updated_at, assignee_updated_at, requester_updated_at,
      latest_comment_added_at, created_at, updated_at)
    select ${work.account_id}::bigint, r.* from unnest(
      ${column('ticket_id')}::bigint[], ${column('replies')}::int[], ${column('reopens')}::int[], ${column('assignee_stations')}::int[],
      ${column('group_stations')}::int[], ${statuses}::jsonb[], ${column('first_reply_at')}::timestamptz[], ${column('first_solved_at')}::timestamptz[],
      ${column('solved_at')}::timestamptz[], ${column('initially_assigned_at')}::timestamptz[], ${column('assigned_at')}::timestamptz[],
      ${column('status_updated_at')}::timestamptz[], ${column('custom_status_updated_at')}::timestamptz[], ${column('assignee_updated_at')}::timestamptz[],
      ${column('requester_updated_at')}::timestamptz[], ${column('latest_comment_added_at')}::timestamptz[], ${column('created_at')}::timestamptz[],
      ${column('updated_at')}::timestamptz[]) r
    on conflict (account_id, ticket_id) do nothing`)
}

/** Adds one step to a ticket's row. `people` acted in it: the one who changed the ticket and the one who spoke. */
export function addStep(work: Work, ticket_id: number, step: Step, people: readonly number[], at: Date): void {
  const entry = step.status === null ? null : JSON.stringify([[step.status, seconds(at)]])
  work.db.send(sql`
    update ticket_metrics m set
      replies = greatest(0, m.replies + ${step.replies}), reopens = m.reopens + ${step.reopens},
      assignee_stations = m.assignee_stations + ${step.assignee_stations}, group_stations = m.group_stations + ${step.group_stations},
      statuses = case when ${entry}::jsonb is null then m.statuses
        when jsonb_array_length(m.statuses) < ${STATUSES_KEPT} then m.statuses || ${entry}::jsonb
        else (m.statuses - (-1)) || ${entry}::jsonb end,
      first_reply_at = case when m.replies + ${step.replies} > 0 then coalesce(m.first_reply_at, ${step.replied_at}::timestamptz) end,
      first_solved_at = coalesce(m.first_solved_at, ${step.solved_at}::timestamptz),
      solved_at = coalesce(${step.solved_at}::timestamptz, m.solved_at),
      initially_assigned_at = coalesce(m.initially_assigned_at, ${step.assigned_at}::timestamptz),
      assigned_at = coalesce(${step.assigned_at}::timestamptz, m.assigned_at),
      status_updated_at = case when ${entry}::jsonb is null then m.status_updated_at else ${at}::timestamptz end,
      custom_status_updated_at = coalesce(${step.custom_status_updated_at}::timestamptz, m.custom_status_updated_at),
      assignee_updated_at = case when t.assignee_id = any(${[...people]}::bigint[]) then ${at}::timestamptz else m.assignee_updated_at end,
      requester_updated_at = case when t.requester_id = any(${[...people]}::bigint[]) then ${at}::timestamptz else m.requester_updated_at end,
      latest_comment_added_at = coalesce(${step.commented_at}::timestamptz, m.latest_comment_added_at),
      updated_at = ${at}
    from tickets t
    where m.account_id = ${work.account_id} and m.ticket_id = ${ticket_id} and t.account_id = m.account_id and t.id = m.ticket_id`)
}

/** Metrics of those of these tickets that the actor may see. */
export async function listMetrics(work: Work, ticket_ids: readonly number[]): Promise<MetricRow[]> {
  if (ticket_ids.length === 0) return []
  return await work.db.all<MetricRow>(sql`
    select ${METRIC_COLUMNS} from ticket_metrics m join tickets t on t.account_id = m.account_id and t.id = m.ticket_id
    where m.account_id = ${work.account_id} and m.ticket_id = any(${[...ticket_ids]}::bigint[]) and ${visibleTickets(work.actor)} order by m.ticket_id`)
}

export interface NewMetricEvent {
  ticket_id: number
  metric: string
  type: 'activate' | 'pause' | 'fulfill' | 'breach' | 'apply_sla' | 'apply_group_sla' | 'update_status' | 'measure'
  /** Counts how often this measure began on this ticket, from 1. */
  instance_id: number
  time: Date
  /** As the API shows it: `{ sla: { target, business_hours, policy } }`, `{ status: { calendar, business } }` or `{}`. No words of people. */
  data: Record<string, unknown>
  deleted?: boolean
}

/** Writes what happened to measures of tickets, in one statement that nobody waits for. */
export function recordMetricEvents(work: Work, rows: readonly NewMetricEvent[]): void {
  if (rows.length === 0) return
  work.db.send(sql`
    insert into ticket_metric_events (account_id, id, ticket_id, metric, type, instance_id, time, data, deleted)
    select ${work.account_id}::bigint, r.* from unnest(
      ${rows.map(() => newId())}::bigint[], ${rows.map((row) => row.ticket_id)}::bigint[], ${rows.map((row) => row.metric)}::text[],
      ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.instance_id)}::int[], ${rows.map((row) => row.time)}::timestamptz[],
      ${rows.map((row) => JSON.stringify(row.data))}::jsonb[], ${rows.map((row) => row.deleted ?? false)}::boolean[]) r`)
}
