// Says whether two states of a provider are the same without showing either: keyed, since secrets are part of it.
import { canonicalJson } from '../platform/event-digest.ts'
import type { Work } from '../platform/work.ts'
import type { ProviderState } from './schema.ts'

export function digestOf(work: Pick<Work, 'sealing'>, state: Omit<ProviderState, 'digest'>): string {
  const text = canonicalJson({ settings: state.settings, secrets: state.secrets })
  return work.sealing.sign('identity_provider', text).toString('base64url')
}
