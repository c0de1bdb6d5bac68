// Taking away everything that lets a person in, at once: sessions with their sockets, sign-ins under way, links, browsers,
// and what later modules know of (tokens). For those who were taken over, left, or were switched off elsewhere.
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import type { SessionEndReason } from './events.ts'
import { voidLinksOf } from './links/links.ts'
import { endSessionsOf } from './sessions.ts'
import { revokeTokensOf } from './tokens/actions.ts'

type Revocation = (work: Work, user_id: number) => Promise<void>
/** Returns how many links it took away. */
type Unlinking = (work: Work, user_id: number, since: Date) => Promise<number>

const offered: Revocation[] = []
let unlinking: Unlinking | null = null

/** Called while the product is put together: what else dies with a person's credentials. */
export function offerRevocation(revocation: Revocation): void {
  offered.push(revocation)
}

/** Called while the product is put together: how links to identity providers are taken away that are younger than an instant. */
export function offerUnlinking(given: Unlinking): void {
  unlinking = given
}

/** Takes away the links to identity providers that a person has since an instant; returns how many. */
export async function unlinkSince(work: Work, user_id: number, since: Date): Promise<number> {
  return (await unlinking?.(work, user_id, since)) ?? 0
}

/** Ends sessions and revokes API tokens, links and known browsers of a person. The password stays. */
export async function revokeCredentialsOf(work: Work, user_id: number, reason: SessionEndReason): Promise<void> {
  await endSessionsOf(work, user_id, reason)
  await revokeTokensOf(work, { user_id })
  await voidLinksOf(work, user_id)
  await work.db.run(
    sql`delete from devices where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  for (const revocation of offered) await revocation(work, user_id)
}
