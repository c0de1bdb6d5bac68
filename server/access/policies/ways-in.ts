// Ways in that other modules know of (identity providers, passkeys): asked before a policy closes the password, so that
// nobody can lock an account's own owner out.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { SignInAudience } from './schema.ts'

export interface WayIn {
  readonly name: 'sso' | 'passkey'
  /** Whether it is proven to work: a provider that was tested and is active, an owner who has a passkey. */
  isOpen(work: Work, audience: SignInAudience): Promise<boolean>
  /** SQL over `users`: who can come in by it as things stand. */
  personHas(work: Work, audience: SignInAudience): Promise<RawBuilder<boolean>>
}

const offered: WayIn[] = []

/** Called while the product is put together. */
export function offerWayIn(way: WayIn): void {
  offered.push(way)
}

/** Whether one of the ways of a name is open for an audience. */
export async function isWayOpen(work: Work, name: WayIn['name'], audience: SignInAudience): Promise<boolean> {
  for (const way of offered) if (way.name === name && (await way.isOpen(work, audience))) return true
  return false
}

/** SQL over `users`: who can come in by one of the ways of these names. */
export async function personHasWay(
  work: Work,
  names: readonly WayIn['name'][],
  audience: SignInAudience,
): Promise<RawBuilder<boolean>> {
  const conditions = [sql<boolean>`false`]
  for (const way of offered) if (names.includes(way.name)) conditions.push(await way.personHas(work, audience))
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`
}
