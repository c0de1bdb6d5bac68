// Limits on guessing. Counts live in the database, so that they hold over all processes, and rise before the guess is
// checked, so that a hundred guesses at once count as a hundred.
//
// Nobody can be locked out for good: windows end by themselves and are not prolonged by further attempts, and a browser
// that signed in before is counted apart (the "device cookie" of OWASP), so that strangers who try somebody's address
// from everywhere do not keep that person out.
import { isIPv6 } from 'node:net'
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'

export interface Limit {
  readonly name: string
  readonly most: number
  readonly window_s: number
}

const MINUTE_S = 60
/** One address from one place, or from one known browser. */
const PER_PAIR: Limit = { name: 'sign_in_pair', most: 10, window_s: 15 * MINUTE_S }
/** One address from anywhere. */
const PER_ADDRESS: Limit = { name: 'sign_in_address', most: 50, window_s: 60 * MINUTE_S }
/** One place, any address: an office shares one. */
const PER_SOURCE: Limit = { name: 'sign_in_source', most: 100, window_s: 15 * MINUTE_S }

export interface LimitReached {
  limit: string
  /** By what was counted. */
  key_hash: Buffer
  retry_after_s: number
  /** True for the first attempt over the limit in this window: the one worth an entry in the audit. */
  is_first: boolean
}

/** Counts an attempt to sign in. Returns the limit it passes, or null. `known_device` is the secret of a browser that this person signed in with before. */
export async function countSignIn(
  work: Work,
  normalised: string,
  known_device: string | null,
): Promise<LimitReached | null> {
  const source = sourceOf(work.origin.ip)
  const counts: [Limit, string][] = known_device
    ? [[PER_PAIR, `${normalised}|device|${known_device}`]]
    : [
        [PER_SOURCE, source],
        [PER_PAIR, `${normalised}|${source}`],
        [PER_ADDRESS, normalised],
      ]
  for (const [limit, key] of counts) {
    const reached = await countAttempt(work, limit, key)
    if (reached) return reached
  }
  return null
}

/** After a success the person's own slips no longer count. What strangers tried elsewhere still does. */
export async function forgetSlips(work: Work, normalised: string, known_device: string | null): Promise<void> {
  const from = known_device === null ? sourceOf(work.origin.ip) : `device|${known_device}`
  await forgetAttempts(work, PER_PAIR, `${normalised}|${from}`)
}

/** What was counted under a key counts no more. */
export async function forgetAttempts(work: Work, limit: Limit, key: string): Promise<void> {
  const key_hash = work.sealing.lookupHash('attempt', key)
  await work.db.run(
    sql`delete from attempts where account_id = ${work.account_id}::bigint and purpose = ${limit.name} and key_hash = ${key_hash}`,
  )
}

/** Counts one attempt under a key. Returns the limit when this attempt passes it, else null. Refuse by returning: what throws takes the count back. */
export async function countAttempt(work: Work, limit: Limit, key: string): Promise<LimitReached | null> {
  const key_hash = work.sealing.lookupHash('attempt', key)
  const ends = new Date(work.now.getTime() + limit.window_s * 1000)
  const row = await work.db.one<{ count: number; expires_at: Date }>(sql`
    insert into attempts (account_id, purpose, key_hash, expires_at, count) values (${work.account_id}, ${limit.name}, ${key_hash}, ${ends}, 1)
    on conflict (account_id, purpose, key_hash) do update set
      count = case when attempts.expires_at <= ${work.now}::timestamptz then 1 else attempts.count + 1 end,
      expires_at = case when attempts.expires_at <= ${work.now}::timestamptz then excluded.expires_at else attempts.expires_at end
    returning count, expires_at`)
  if (row.count <= limit.most) return null
  return {
    limit: limit.name,
    key_hash,
    retry_after_s: Math.max(1, Math.ceil((row.expires_at.getTime() - work.now.getTime()) / 1000)),
    is_first: row.count === limit.most + 1,
  }
}

/** Where a request comes from, as far as one attacker can move: an IPv6 user has a whole /64. */
export function sourceOf(ip: string | null): string {
  if (ip === null) return 'none'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped || !isIPv6(ip)) return mapped ?? ip
  const [head = '', tail = ''] = ip.split('%')[0]!.split('::') // split returns at least one part
  const left = head.split(':').filter((group) => group !== '')
  const right = ip.includes('::') ? tail.split(':').filter((group) => group !== '') : []
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
