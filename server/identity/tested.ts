// Whether people can come in by a provider at all: what must be so before they can come in by nothing else.
import type { SignInAudience } from '../access/index.ts'
import type { Work } from '../platform/work.ts'
import { activeProviders } from './queries.ts'
import { isFor } from './schema.ts'

/** True where an active provider of this audience was tried with success. */
export async function hasTestedProvider(work: Work, audience: SignInAudience): Promise<boolean> {
  return (await activeProviders(work)).some((provider) => provider.is_live && isFor(provider, audience))
}
