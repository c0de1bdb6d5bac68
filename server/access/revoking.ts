// Taking away everything that lets a person in, at once: sessions with their sockets, sign-ins under way, links, browsers,
// and what later modules know of (OAuth). For those who were taken over, left, or were switched off elsewhere.
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import type { SessionEndReason } from './events.ts'
import { voidLinksOf } from './links/links.ts'
import { endSessionsOf } from './sessions.ts'
import { revokeTokensOf } from './tokens/actions.ts'
import { listTokensShownTo } from './tokens/queries.ts'

/** Returns how many links it took away. */
type Unlinking = (work: Work, user_id: number, since: Date) => Promise<number>

let unlinking: Unlinking | null = null

/** Called while the product is put together: how links to identity providers are taken away that are younger than an instant. */
export function offerUnlinking(given: Unlinking): void {
  unlinking = given
}

/** Takes away the links to identity providers that a person has since an instant; returns how many. */
export async function unlinkSince(work: Work, user_id: number, since: Date): Promise<number> {
  return (await unlinking?.(work, user_id, since)) ?? 0
}

/** Returns how many secrets it made worthless. */
type ProgramSecrets = (work: Work, by_id: number, since: Date) => Promise<number>

const programs: ProgramSecrets[] = []

/** Called while the product is put together: how secrets of programs are made worthless that somebody was shown since an instant. */
export function offerProgramSecrets(given: ProgramSecrets): void {
  programs.push(given)
}

/**
 * Makes the secrets worthless that act as programs and that somebody was shown since an instant: tokens of service
 * accounts, and what later modules know of. Returns how many.
 */
export async function revokeProgramSecrets(work: Work, by_id: number, since: Date): Promise<number> {
  let count = 0
  for (const id of await listTokensShownTo(work, by_id, since)) count += await revokeTokensOf(work, { id })
  for (const revoke of programs) count += await revoke(work, by_id, since)
  return count
}

/** What a person allowed others to do for them. */
export interface OfferedGrants {
  countGrantsOf(work: Work, user_id: number): Promise<number>
  withdrawGrantsOf(work: Work, user_id: number): Promise<void>
}

const offered: OfferedGrants[] = []

/** Called while the product is put together: what else dies with a person's credentials. */
export function offerGrants(grants: OfferedGrants): void {
  offered.push(grants)
}

/** How many programs a person allowed to act for them. */
export async function countGrantsOf(work: Work, user_id: number): Promise<number> {
  let count = 0
  for (const grants of offered) count += await grants.countGrantsOf(work, user_id)
  return count
}

/** Revokes every token of a person, and takes back what they allowed programs. Returns how many tokens there were. */
export async function revokeTokensAndGrantsOf(work: Work, user_id: number): Promise<number> {
  const tokens = await revokeTokensOf(work, { user_id })
  for (const grants of offered) await grants.withdrawGrantsOf(work, user_id)
  return tokens
}

/** Ends sessions and revokes tokens, links and known browsers of a person. The password stays. Returns how many tokens. */
export async function revokeCredentialsOf(work: Work, user_id: number, reason: SessionEndReason): Promise<number> {
  await endSessionsOf(work, user_id, reason)
  await voidLinksOf(work, user_id)
  await work.db.run(
    sql`delete from devices where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  return await revokeTokensAndGrantsOf(work, user_id)
}
