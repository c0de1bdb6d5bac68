// One-time links: whoever holds one may do one thing, once, for a while. We keep a keyed hash. A link that gives a
// password or a session is bound to what the person had when it was made: it is void once that has changed.
import { findUser, listIdentities } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { linkCreated } from '../events.ts'
import { findPassword } from '../passwords/queries.ts'
import { newSecret, secretHash } from '../secrets.ts'

export type LinkPurpose = 'setup' | 'invitation' | 'password_reset' | 'magic_link' | 'not_me'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** An invitation that never expires is a password that never expires. ASVS 5.0, 6.5.5: ten minutes for what signs in. */
const LASTS_MS: Record<LinkPurpose, number> = {
  setup: DAY_MS,
  invitation: 3 * DAY_MS,
  password_reset: HOUR_MS,
  magic_link: 10 * MINUTE_MS,
  not_me: 7 * DAY_MS,
}
const IS_BOUND: Record<LinkPurpose, boolean> = {
  setup: false,
  invitation: true,
  password_reset: true,
  magic_link: true,
  // After an intruder has changed the password it is needed most.
  not_me: false,
}

export const linkLastsMinutes = (purpose: LinkPurpose): number => LASTS_MS[purpose] / MINUTE_MS

export interface Link {
  user_id: number | null
  /** Keyed hash of the cookie of the browser that asked for it. */
  browser_hash: Buffer | null
  device_id: number | null
  /** When the sign-in began that it is about. */
  since: Date | null
}

/**
 * Makes a link's secret. Earlier links of the same purpose for the same person stop working, save for "this wasn't me":
 * a thief who caused another mail, to an address of theirs, would void the one that the owner has.
 */
export async function createLink(
  work: Work,
  purpose: LinkPurpose,
  user_id: number | null,
  about: Partial<Pick<Link, 'browser_hash' | 'device_id' | 'since'>> = {},
): Promise<string> {
  const secret = newSecret()
  const expires_at = new Date(work.now.getTime() + LASTS_MS[purpose])
  const device_id = about.device_id ?? null
  if (purpose !== 'not_me')
    await work.db.run(sql`
    delete from one_time_links where account_id = ${work.account_id}::bigint and purpose = ${purpose} and user_id is not distinct from ${user_id}::bigint
      and device_id is not distinct from ${device_id}::bigint and used_at is null`)
  await work.db.run(sql`
    insert into one_time_links (account_id, token_hash, purpose, user_id, expires_at, state_hash, browser_hash, device_id, since)
    values (${work.account_id}, ${secretHash(work.sealing, 'one_time_link', secret)}, ${purpose}, ${user_id}, ${expires_at},
      ${IS_BOUND[purpose] && user_id !== null ? await stateHash(work, user_id) : null}, ${about.browser_hash ?? null}, ${device_id}, ${about.since ?? null})`)
  work.record(linkCreated, user_id ?? 0, { purpose, expires_at: expires_at.toISOString() })
  return secret
}

/** Whom a link is for. 404 when it never was one; 410 when it was used, has expired, or the person's state is another. */
export async function getLink(work: Work, purpose: LinkPurpose, secret: string): Promise<Link> {
  const token_hash = secretHash(work.sealing, 'one_time_link', secret)
  const link =
    token_hash &&
    (await work.db.first<Link & { expires_at: Date; used_at: Date | null; state_hash: Buffer | null }>(sql`
    select user_id, browser_hash, device_id, since, expires_at, used_at, state_hash from one_time_links
    where account_id = ${work.account_id}::bigint and token_hash = ${token_hash} and purpose = ${purpose}`))
  if (!link) throw new Refusal('not_found')
  const { user_id, browser_hash, device_id, since, state_hash } = link
  if (link.used_at !== null || link.expires_at <= work.now) throw new Refusal('gone')
  if (state_hash !== null && !(user_id !== null && (await stateHash(work, user_id)).equals(state_hash)))
    throw new Refusal('gone')
  return { user_id, browser_hash, device_id, since }
}

/** Uses a link up. Of two at once, one gets 410. */
export async function takeLink(work: Work, purpose: LinkPurpose, secret: string): Promise<Link> {
  const link = await getLink(work, purpose, secret)
  const taken = await work.db.run(sql`
    update one_time_links set used_at = ${work.now}
    where account_id = ${work.account_id}::bigint and token_hash = ${secretHash(work.sealing, 'one_time_link', secret)} and purpose = ${purpose} and used_at is null`)
  if (taken !== 1) throw new Refusal('gone')
  return link
}

/** Voids all unused links of a person that give anything. One that only takes away is good until its time is over. */
export async function voidLinksOf(work: Work, user_id: number): Promise<void> {
  await work.db.run(sql`
    delete from one_time_links where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and used_at is null
      and purpose <> ${'not_me' satisfies LinkPurpose}`)
}

/** Password, addresses, and whether the person may sign in at all. */
async function stateHash(work: Work, user_id: number): Promise<Buffer> {
  // Nobody is signed in where links are used: the link is what was shown.
  const known = work.as({ kind: 'system', name: 'links' })
  const user = await findUser(known, user_id)
  const addresses = (await listIdentities(known, user_id))
    .filter((identity) => identity.type === 'email')
    .map((identity) => identity.value)
  const password = await findPassword(work, user_id)
  const state = [user?.active, user?.suspended, password?.hash, password?.changed_at, ...addresses.toSorted()]
  return work.sealing.lookupHash('link_state', JSON.stringify(state))
}
