// Whether people can come in by a provider at all: what must be so before they can come in by nothing else.
import type { SignInAudience } from '../access/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { activeProviders } from './queries.ts'
import { isFor } from './schema.ts'

/** True where an active provider of this audience was tried with success. */
export async function hasTestedProvider(work: Work, audience: SignInAudience): Promise<boolean> {
  return (await activeProviders(work)).some((provider) => provider.is_live && isFor(provider, audience))
}

/** SQL over `users`: who is linked to a provider by which this audience comes in. */
export async function isLinked(work: Work, audience: SignInAudience): Promise<RawBuilder<boolean>> {
  const ids = (await activeProviders(work)).filter((one) => one.is_live && isFor(one, audience)).map(({ id }) => id)
  return sql`exists (
    select from identity_links link where link.account_id = users.account_id and link.user_id = users.id
      and link.provider_id = any(${ids}::bigint[]) and link.deactivated_at is null)`
}
