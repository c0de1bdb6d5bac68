// One-time links: whoever holds one may do one thing, once, for a while. We keep a keyed hash.
import { sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { linkCreated } from './events.ts'
import { newSecret, secretHash } from './secrets.ts'

export type LinkPurpose = 'setup' | 'invitation' | 'password_reset'

const HOUR_MS = 3_600_000
/** An invitation that never expires is a password that never expires. */
const LASTS_MS: Record<LinkPurpose, number> = { setup: 24 * HOUR_MS, invitation: 72 * HOUR_MS, password_reset: HOUR_MS }

/** Makes a link's secret. Earlier links of the same purpose for the same person stop working. */
export async function createLink(work: Work, purpose: LinkPurpose, user_id: number | null): Promise<string> {
  const secret = newSecret()
  const expires_at = new Date(work.now.getTime() + LASTS_MS[purpose])
  await work.db.run(sql`
    delete from one_time_links where account_id = ${work.account_id}::bigint and purpose = ${purpose} and user_id is not distinct from ${user_id}::bigint and used_at is null`)
  await work.db.run(sql`
    insert into one_time_links (account_id, token_hash, purpose, user_id, expires_at)
    values (${work.account_id}, ${secretHash(work.sealing, 'one_time_link', secret)}, ${purpose}, ${user_id}, ${expires_at})`)
  work.record(linkCreated, user_id ?? 0, { purpose, expires_at: expires_at.toISOString() })
  return secret
}

/** Whom a link is for. 404 when it never was one; 410 when it was used or has expired. */
export async function getLink(work: Work, purpose: LinkPurpose, secret: string): Promise<{ user_id: number | null }> {
  const token_hash = secretHash(work.sealing, 'one_time_link', secret)
  const link =
    token_hash &&
    (await work.db.first<{ user_id: number | null; expires_at: Date; used_at: Date | null }>(sql`
    select user_id, expires_at, used_at from one_time_links where account_id = ${work.account_id}::bigint and token_hash = ${token_hash} and purpose = ${purpose}`))
  if (!link) throw new Refusal('not_found')
  if (link.used_at !== null || link.expires_at <= work.now) throw new Refusal('gone')
  return { user_id: link.user_id }
}

/** Uses a link up. Of two at once, one gets 410. */
export async function takeLink(work: Work, purpose: LinkPurpose, secret: string): Promise<{ user_id: number | null }> {
  const link = await getLink(work, purpose, secret)
  const taken = await work.db.run(sql`
    update one_time_links set used_at = ${work.now}
    where account_id = ${work.account_id}::bigint and token_hash = ${secretHash(work.sealing, 'one_time_link', secret)} and purpose = ${purpose} and used_at is null`)
  if (taken !== 1) throw new Refusal('gone')
  return link
}
