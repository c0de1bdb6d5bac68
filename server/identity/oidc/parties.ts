// Which party belongs to which kind of provider.
import type { CustomFetch } from 'openid-client'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { findProvider } from '../queries.ts'
import type { ProviderRow, ProviderState } from '../schema.ts'
import { socialParty } from '../social/party.ts'
import type { Party } from './party.ts'
import type { CodeKind } from './paths.ts'
import { oidcParty } from './provider-party.ts'

export async function partyOf(
  provider: ProviderRow & { kind: CodeKind },
  state: ProviderState,
  fetch: CustomFetch,
  now: Date,
): Promise<Party> {
  return provider.kind === 'oidc'
    ? await oidcParty(provider, state, fetch)
    : await socialParty(provider, state, fetch, now)
}

/** A provider of this kind, or 404: also for one of another kind. */
export async function providerOfKind<Kind extends ProviderRow['kind']>(
  work: Work,
  kind: Kind,
  id: number,
): Promise<ProviderRow & { kind: Kind }> {
  const provider = await findProvider(work, id)
  if (provider?.kind !== kind) throw notFound()
  return { ...provider, kind }
}

/** The settings a sign-in uses: those that are edited for a trial, else those that were tried. 404 where it is off. */
export function stateFor(provider: ProviderRow, is_trial: boolean): ProviderState {
  const state = is_trial ? provider.edited : provider.active ? provider.live : null
  if (!state) throw notFound()
  return state
}
