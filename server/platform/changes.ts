// Reading what changed, in order, without ever missing a row. A change is written with the time its unit of work began
// and seen when that unit commits; whoever read on to "now" would pass over what began earlier and commits later. So
// readers go no further than the safe horizon: a minute ago, or earlier where a unit of work is older than that.
import { type RawBuilder, sql } from './db.ts'
import type { Work } from './work.ts'

/** How far readers stay behind. Also more than the clocks of a desk's machines may differ, with CLOCKS_DIFFER_MS. */
export const HORIZON_MS = 60_000
/** The database's clock says when a unit began, the process's clock what time the unit writes. */
const CLOCKS_DIFFER_MS = 10_000
/** What reads for long and writes nothing calls itself this, and holds nobody up. */
export const READING_APPLICATION = 'custos reading'

/** A place in the order (time, id); time in microseconds since 1970. */
export interface ChangePosition {
  at_us: number
  id: number
}

export interface ChangeRange {
  after: ChangePosition
  /** Included. */
  until: Date
  limit: number
}

/** No unit of work that still runs, or will begin, writes a time before this. */
export async function safeHorizon(work: Work, lag_ms = HORIZON_MS): Promise<Date> {
  const { now, oldest } = await work.db.one<{ now: Date; oldest: Date | null }>(sql`
    select clock_timestamp() as now, (
      select min(xact_start) from pg_stat_activity
      where usename = current_user and datname = current_database() and pid <> pg_backend_pid() and application_name <> ${READING_APPLICATION}
    ) as oldest`)
  const latest_ms = Math.min(now.getTime(), work.now.getTime()) - lag_ms
  return new Date(oldest === null ? latest_ms : Math.min(latest_ms, oldest.getTime() - CLOCKS_DIFFER_MS))
}

const instant = (at_us: number) => sql`timestamptz 'epoch' + ${at_us}::bigint * interval '1 microsecond'`

/** True for rows in a range, by their column of time and their id. Sort by the same two. */
export function isInRange(range: ChangeRange, time: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${time}, ${id}) > (${instant(range.after.at_us)}, ${range.after.id}::bigint) and ${time} <= ${range.until}::timestamptz`
}

/** The column that says where a row stands, to go on from. */
export const microseconds = (time: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(extract(epoch from ${time}) * 1000000)::bigint`
