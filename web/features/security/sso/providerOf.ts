// A new provider as a preset of the API says.
import type { Preset, ProviderWrite } from '../../../api/identityProviders.ts'

export function providerOf({ title, kind, attributes, settings }: Preset): ProviderWrite {
  const named = { email: '', name: '', first_name: '', last_name: '', locale: '', groups: 'groups', ...attributes }
  return {
    kind,
    name: title,
    mapping: { attributes: named, default_role: 'end-user', rules: [], applies: 'creation' },
    settings,
  }
}
