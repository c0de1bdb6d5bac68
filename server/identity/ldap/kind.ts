// LDAP as a kind of provider: a directory that is asked by the password form.
import { invalid } from '../../platform/errors.ts'
import type { ProviderKind, Warning } from '../kind.ts'
import { mayLookUp } from './looking-up.ts'
import { isEncrypted, ldapSettings } from './settings.ts'

export const ldapKind: ProviderKind = {
  kind: 'ldap',
  settings: ldapSettings,
  secrets: ['service_password'],
  ourValues: () => ({}),
  check(given) {
    const settings = ldapSettings.parse(given)
    if (settings.url !== '' && !isEncrypted(settings))
      throw invalid('settings.url', 'URL: use ldaps:// or StartTLS, so that passwords are not sent in clear')
  },
  warnings(given) {
    const settings = ldapSettings.parse(given)
    const found: Warning[] = []
    if (settings.url === '') found.push({ code: 'no_directory', detail: null })
    if (settings.bind === 'search' && settings.base_dn === '') found.push({ code: 'no_base_dn', detail: null })
    if (settings.bind === 'direct' && settings.dn_template === '') found.push({ code: 'no_dn_template', detail: null })
    if (settings.url !== '' && settings.bind === 'direct' && !mayLookUp(settings))
      found.push({ code: 'people_not_checked', detail: null })
    return found
  },
  asks_password: true,
}
