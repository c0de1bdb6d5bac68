// The role of somebody in the team, with what it allows. Only owners make and unmake owners.
import { useMe } from '../../../api/session.ts'
import type { TeamRole } from '../../../api/team.ts'
import { SelectField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { roleTexts } from './roles.ts'

export function RoleField({ role, onChange }: { role: TeamRole; onChange: (role: TeamRole) => void }) {
  const me = useMe()
  const mayMakeOwners = 'is_owner' in me && me.is_owner === true
  const roles: TeamRole[] = mayMakeOwners || role === 'owner' ? ['agent', 'admin', 'owner'] : ['agent', 'admin']
  return (
    <SelectField
      label={t('team.role')}
      help={t(roleTexts[role].help)}
      value={role}
      options={roles.map((value) => ({ value, label: t(roleTexts[value].name) }))}
      onChange={onChange}
    />
  )
}
