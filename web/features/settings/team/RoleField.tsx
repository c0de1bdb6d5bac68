// The role of somebody in the team, with what it allows: a standard one, or one that was made in the Security center. Only
// owners make and unmake owners; whoever is no admin gives only roles within their own rights, as the server has it.
import { useRoles } from '../../../api/roles.ts'
import { useMe } from '../../../api/session.ts'
import type { TeamRole } from '../../../api/team.ts'
import { SelectField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { roleTexts } from './roles.ts'

/** A role as it is chosen; the number is of a role of the desk's own, or the light one. */
export interface ChosenRole {
  role: TeamRole
  custom_role_id: number | null
}

interface RoleFieldProps {
  chosen: ChosenRole
  onChange: (chosen: ChosenRole) => void
}

export function RoleField({ chosen, onChange }: RoleFieldProps) {
  const me = useMe()
  const made = useRoles().data ?? []
  const { role, custom_role_id } = chosen
  const roles: TeamRole[] = me.is_owner === true || role === 'owner' ? ['agent', 'admin', 'owner'] : ['agent', 'admin']
  const own = made.find((one) => one.id === custom_role_id)
  return (
    <SelectField
      label={t('team.role')}
      help={custom_role_id === null ? t(roleTexts[role].help) : own?.description || t('team.role.custom.help')}
      value={custom_role_id === null ? role : String(custom_role_id)}
      options={[
        ...roles.map((value) => ({ value: value as string, label: t(roleTexts[value].name) })), // beside numbers
        ...made.map((one) => ({ value: String(one.id), label: standardName(one.role_type) ?? one.name })),
      ]}
      onChange={(value) => {
        const standard = roles.find((one) => one === value)
        onChange(standard ? { role: standard, custom_role_id: null } : { role: 'agent', custom_role_id: Number(value) })
      }}
    />
  )
}

/** What the roles that come with the desk are called; null for those of its own. */
function standardName(role_type: number): string | null {
  if (role_type === 1) return t('roles.light')
  return role_type === 3 ? t('roles.contributor') : null
}
