// How many auto-replies were sent: per address, per source, overall. Kept as keyed hashes in `attempts`, whose rows serve
// every limit that must hold over all processes; the purposes below are ours.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { AutoReplyCounts } from '../sending/auto-reply.ts'

const HOUR_S = 3_600
const DAY_S = 24 * HOUR_S
/** Longer than any desk stands. */
const EVER_S = 100 * 365 * DAY_S

const LIMITS = {
  to_address_ever: { purpose: 'auto_reply_ever', window_s: EVER_S },
  to_address_day: { purpose: 'auto_reply_day', window_s: DAY_S },
  from_source_hour: { purpose: 'auto_reply_source', window_s: HOUR_S },
  overall_hour: { purpose: 'auto_reply_overall', window_s: HOUR_S },
} as const satisfies Record<keyof AutoReplyCounts, { purpose: string; window_s: number }>

function keyOf(count: keyof AutoReplyCounts, address: string, source: string): string {
  return count === 'overall_hour' ? 'all' : count === 'from_source_hour' ? source : address
}

const hashOf = (work: Work, key: string): Buffer => work.sealing.lookupHash('auto_reply', key)
const NAMES: (keyof AutoReplyCounts)[] = ['to_address_ever', 'to_address_day', 'from_source_hour', 'overall_hour']

/** Decisions of one account are taken one after another, so that a hundred mails at once do not all read "none yet". */
export async function lockAutoReplies(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('auto_reply', ${work.account_id}))`)
}

export async function readAutoReplyCounts(work: Work, address: string, source: string): Promise<AutoReplyCounts> {
  const counts: AutoReplyCounts = { to_address_ever: 0, to_address_day: 0, from_source_hour: 0, overall_hour: 0 }
  for (const name of NAMES) {
    const { purpose } = LIMITS[name]
    const row = await work.db.first<{ count: number }>(sql`
      select count from attempts where account_id = ${work.account_id} and purpose = ${purpose} and key_hash = ${hashOf(work, keyOf(name, address, source))}
        and expires_at > ${work.now}::timestamptz`)
    counts[name] = row?.count ?? 0
  }
  return counts
}

/** One auto-reply more. A window that is over begins anew. */
export async function countAutoReply(work: Work, address: string, source: string): Promise<void> {
  for (const name of NAMES) {
    const { purpose, window_s } = LIMITS[name]
    const ends = new Date(work.now.getTime() + window_s * 1000)
    await work.db.run(sql`
      insert into attempts (account_id, purpose, key_hash, expires_at, count)
      values (${work.account_id}, ${purpose}, ${hashOf(work, keyOf(name, address, source))}, ${ends}, 1)
      on conflict (account_id, purpose, key_hash) do update set
        count = case when attempts.expires_at <= ${work.now}::timestamptz then 1 else attempts.count + 1 end,
        expires_at = case when attempts.expires_at <= ${work.now}::timestamptz then excluded.expires_at else attempts.expires_at end`)
  }
}
