// Rows that are worth nothing after a time. A module declares which; one job removes them, carefully: a wrong clock must
// not empty a table, so a row goes only long after its time, and never more than a share of a table at once.
import { sql } from './db.ts'
import type { Work } from './work.ts'

export interface Expiry {
  /** A table with account_id. */
  readonly table: string
  /** The columns that, after account_id, make the primary key. */
  readonly keys: readonly string[]
  /** The column after whose time, plus `kept_s`, a row is of no use. */
  readonly time: string
  readonly kept_s: number
  readonly why: string
}

/** Added to every expiry: a clock that is hours ahead removes nothing that is still of use. */
export const EXPIRY_GRACE_S = 24 * 3600
/** At most this share of a table goes in one run, though small tables may lose LEAST_PER_RUN rows. */
const SHARE_PER_RUN = 0.1
const LEAST_PER_RUN = 100
const MOST_PER_RUN = 5_000

/** Removes rows of this unit's account that have been over for a day or more. Returns how many went. */
export async function removeExpired(work: Work, expiry: Expiry): Promise<number> {
  const table = sql.table(expiry.table)
  const keys = sql.join(expiry.keys.map((key) => sql.ref(key)))
  const before = new Date(work.now.getTime() - (expiry.kept_s + EXPIRY_GRACE_S) * 1000)
  const over = sql`account_id = ${work.account_id}::bigint and ${sql.ref(expiry.time)} < ${before}::timestamptz`
  if (!(await work.db.first(sql<{ one: number }>`select 1 as one from ${table} where ${over} limit 1`))) return 0
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from ${table} where account_id = ${work.account_id}::bigint`,
  )
  const limit = Math.min(MOST_PER_RUN, Math.max(LEAST_PER_RUN, Math.ceil(count * SHARE_PER_RUN)))
  // What somebody holds at this moment is left for the next run. Materialised, since a plan may ask a subquery once per
  // row, and every time it would find another lot below the limit.
  return await work.db.run(sql`
    with gone as materialized (
      select ${keys} from ${table} where ${over} order by ${sql.ref(expiry.time)} limit ${limit} for update skip locked)
    delete from ${table} where account_id = ${work.account_id}::bigint and (${keys}) in (select ${keys} from gone)`)
}
