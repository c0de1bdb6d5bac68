import { t } from '../../../language/text.ts'

/** The name of a role that every account has: by its word, or by the kind of a standard role of agents. */
export function standardName(role: 'owner' | 'admin' | 'agent' | number): string {
  if (role === 'owner') return t('roles.owner')
  if (role === 'admin') return t('roles.admin')
  if (role === 'agent') return t('roles.agent')
  return role === 1 ? t('roles.light') : t('roles.contributor')
}
