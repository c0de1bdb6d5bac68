// The buttons of the sign-in page: active providers that were tried and that a button leads to.
import type { Work } from '../platform/work.ts'
import { kindOf } from './kinds.ts'
import { activeProviders } from './queries.ts'
import { isFor } from './schema.ts'

export async function signInButtons(work: Work) {
  return (await activeProviders(work))
    .filter((provider) => provider.is_live && !kindOf(provider.kind).asks_password)
    .map((provider) => ({
      label: provider.label || provider.name,
      path: `/access/${provider.kind}/${provider.id}/start`,
      audiences: (['staff', 'end_user'] as const).filter((audience) => isFor(provider, audience)),
    }))
}
