// From times to durations: a ticket's metrics as the API shows them.
import type { z } from 'zod'
import type { MetricRow } from './queries.ts'
import type { metricSchema } from './schema.ts'

/** Whole minutes between two instants, by the clock on the wall and by the desk's hours. */
export type Minutes = (from: Date, to: Date) => { calendar: number; business: number }

/** Where no hours are set, every hour is one of business. */
export const calendarMinutes: Minutes = (from, to) => {
  const calendar = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
  return { calendar, business: calendar }
}

const NONE = { calendar: null, business: null }

/** The customer waits while the desk has to do something; the desk waits while the customer has. */
const REQUESTER_WAITS = new Set(['new', 'open', 'hold'])
const AGENT_WAITS = new Set(['pending'])
const ON_HOLD = new Set(['hold'])

export function presentMetric(row: MetricRow, minutes: Minutes, origin_url: string): z.input<typeof metricSchema> {
  const between = (to: Date | null) => (to ? minutes(row.created_at, to) : NONE)
  const has_moved = row.statuses.length > 1
  const seconds = row.first_reply_at
    ? Math.floor((row.first_reply_at.getTime() - row.created_at.getTime()) / 1000)
    : null
  const reply = between(row.first_reply_at)
  return {
    url: `${origin_url}/api/v2/ticket_metrics/${row.ticket_id}.json`,
    id: row.ticket_id,
    ticket_id: row.ticket_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    group_stations: row.group_stations,
    assignee_stations: row.assignee_stations,
    reopens: row.reopens,
    replies: row.replies,
    ...presentDates(row),
    custom_status_updated_at: row.custom_status_updated_at,
    reply_time_in_minutes: reply,
    reply_time_in_seconds: { calendar: seconds, business: reply.business === null ? null : reply.business * 60 },
    first_resolution_time_in_minutes: between(row.first_solved_at),
    full_resolution_time_in_minutes: between(row.solved_at),
    // Known from the first change of status on, as clients of the API are used to.
    agent_wait_time_in_minutes: has_moved ? spent(row, AGENT_WAITS, minutes) : NONE,
    requester_wait_time_in_minutes: has_moved ? spent(row, REQUESTER_WAITS, minutes) : NONE,
    on_hold_time_in_minutes: spent(row, ON_HOLD, minutes),
  }
}

/** What `include=dates` adds to a ticket. */
export function presentDates(row: MetricRow) {
  return {
    assignee_updated_at: row.assignee_updated_at,
    requester_updated_at: row.requester_updated_at,
    status_updated_at: row.status_updated_at,
    initially_assigned_at: row.initially_assigned_at,
    assigned_at: row.assigned_at,
    solved_at: row.solved_at,
    latest_comment_added_at: row.latest_comment_added_at,
  }
}

/** The time in some statuses, over the periods that have ended. */
function spent({ statuses }: MetricRow, wanted: ReadonlySet<string>, minutes: Minutes) {
  const total = { calendar: 0, business: 0 }
  statuses.forEach(([status, since], index) => {
    const until = statuses[index + 1]?.[1]
    if (until === undefined || !wanted.has(status)) return
    const { calendar, business } = minutes(new Date(since * 1000), new Date(until * 1000))
    total.calendar += calendar
    total.business += business
  })
  return total
}
