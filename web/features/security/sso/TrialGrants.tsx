// What somebody would get who signs in like the trial: by name, so that a line of the table which holds is seen to hold.
import { useQueries } from '@tanstack/react-query'
import type { Trial } from '../../../api/identityProviders.ts'
import { useGroups } from '../../../api/people.ts'
import { recordNameQuery } from '../../../api/records.ts'
import { useRoles } from '../../../api/roles.ts'
import { type MessageKey, t } from '../../../language/text.ts'
import { Claims } from './Claims.tsx'

const roleWords: Record<string, MessageKey> = {
  'end-user': 'sso.customers',
  agent: 'sso.map.grant.agent',
  admin: 'sso.map.grant.admin',
  owner: 'sso.trial.owner',
}

export function TrialGrants({ result }: { result: NonNullable<Trial['result']> }) {
  const { role, custom_role_id, group_ids, organization_ids, tags } = result
  const groups = useGroups().data ?? []
  const roles = useRoles().data ?? []
  const organizations = useQueries({ queries: organization_ids.map((id) => recordNameQuery('organization', id)) })
  const custom = roles.find(({ id }) => id === custom_role_id)?.name
  const words = roleWords[role ?? '']
  const given: Record<string, readonly string[]> = {
    [t('sso.map.grant.role')]: custom ? [custom] : words ? [t(words)] : [],
    [t('sso.map.grant.group')]: group_ids.map((id) => groups.find((group) => group.id === id)?.name ?? String(id)),
    [t('sso.map.grant.organization')]: organizations.map(({ data }, at) => data ?? String(organization_ids[at])),
    [t('sso.map.grant.tag')]: tags,
  }
  const shown = Object.fromEntries(Object.entries(given).filter(([, values]) => values.length > 0))
  return Object.keys(shown).length === 0 ? null : <Claims title={t('sso.map')} claims={shown} />
}
