// A SAML provider's certificates follow its metadata: by the clock, and when an answer comes that no known key signed.
// Only certificates are taken. That the provider is another one, or that people sign in at another address, is for an
// admin to look at and to try.
import type { Work } from '../../platform/work.ts'
import { digestOf } from '../digest.ts'
import { certificatesChanged } from '../events.ts'
import type { Problem } from '../problems.ts'
import { findProvider, saveStates } from '../queries.ts'
import type { TheirMetadata } from '../saml/metadata.ts'
import { MAX_CERTIFICATES, type SamlSettings, samlSettings } from '../saml/settings.ts'
import type { ProviderRow, ProviderState } from '../schema.ts'
import { noteFailure, noteSuccess } from './noting.ts'
import { claimCheck } from './queries.ts'

const HOUR_MS = 3_600_000
/** Strangers can send what no key signed as often as they like. */
export const AT_MOST_EVERY_MS = 15 * 60_000

export interface Fetching {
  settings: SamlSettings
  digest: string
  now: Date
}

/** `at_once`: an admin asks. Null where there is nothing to fetch, or it was fetched a moment ago. */
export async function beginMetadata(work: Work, provider_id: number, at_once: boolean): Promise<Fetching | null> {
  const provider = await findProvider(work, provider_id)
  if (provider?.kind !== 'saml' || !provider.active || !provider.live) return null
  const settings = samlSettings.parse(provider.live.settings)
  if (settings.metadata_url === '') return null
  const since = at_once ? work.now : new Date(work.now.getTime() - AT_MOST_EVERY_MS)
  if (!(await claimCheck(work, provider.id, 'metadata', since))) return null
  return { settings, digest: provider.live.digest, now: work.now }
}

export async function settleMetadata(
  work: Work,
  provider_id: number,
  fetching: Fetching,
  found: TheirMetadata | { problem: Problem },
): Promise<void> {
  const provider = await findProvider(work, provider_id, true)
  if (!provider?.active || provider.live?.digest !== fetching.digest) return
  if ('problem' in found) return await noteFailure(work, provider, 'metadata', found.problem)
  const { settings } = fetching
  if (found.idp_entity_id !== settings.idp_entity_id)
    return await noteFailure(work, provider, 'metadata', 'wrong_issuer')
  await takeCertificates(work, provider, provider.live, settings.certificates, found.certificates)
  const differs =
    found.sso_url !== settings.sso_url ||
    found.sso_binding !== settings.sso_binding ||
    found.slo_url !== settings.slo_url
  await noteSuccess(work, provider, 'metadata', differs ? 'settings_changed' : null)
}

/** What the metadata names any more, and nothing else, may sign from now on. */
async function takeCertificates(
  work: Work,
  provider: ProviderRow,
  live: ProviderState,
  before: readonly string[],
  named: readonly string[],
): Promise<void> {
  const after = named.slice(0, MAX_CERTIFICATES)
  const added = after.filter((certificate) => !before.includes(certificate))
  const removed = before.filter((certificate) => !after.includes(certificate))
  if (added.length === 0 && removed.length === 0) return
  const follow = (state: ProviderState): ProviderState => {
    // What an admin edited meanwhile is theirs.
    const { certificates } = samlSettings.parse(state.settings)
    if (certificates.join() !== before.join()) return state
    const followed = { settings: { ...state.settings, certificates: after }, secrets: state.secrets }
    return { ...followed, digest: digestOf(work, followed) }
  }
  await saveStates(work, provider.id, { edited: follow(provider.edited), live: follow(live) })
  work.record(
    certificatesChanged,
    provider.id,
    { kind: provider.kind, added: added.length, removed: removed.length },
    { before: [...before], after },
  )
}

/** True where metadata is due: once a day, after a failure once an hour. */
export function isMetadataDue(check: { tried_at: Date; failing_since: Date | null } | undefined, now: Date): boolean {
  if (!check) return true
  const every_ms = check.failing_since === null ? 24 * HOUR_MS : HOUR_MS
  return check.tried_at.getTime() + every_ms <= now.getTime()
}
