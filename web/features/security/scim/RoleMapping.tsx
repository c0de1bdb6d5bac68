// Which role somebody gets: rules by the directory's roles and groups, one a line, and one for everybody else.
import type { CustomRole } from '../../../api/roles.ts'
import type { ScimRule, ScimSettings } from '../../../api/scim.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'

type Mapping = ScimSettings['mapping']

interface RoleMappingProps {
  mapping: Mapping
  roles: readonly CustomRole[]
  error: string | undefined
  onChange: (mapping: Mapping) => void
}

const plain = 'agent'
const empty: ScimRule = { source: 'group', value: '', role: 'agent', custom_role_id: null }

const choiceOf = ({ role, custom_role_id }: Pick<ScimRule, 'role' | 'custom_role_id'>): string =>
  custom_role_id === null ? role : String(custom_role_id)

const roleOf = (choice: string): Pick<ScimRule, 'role' | 'custom_role_id'> =>
  choice === 'admin'
    ? { role: 'admin', custom_role_id: null }
    : { role: 'agent', custom_role_id: choice === plain ? null : Number(choice) }

export function RoleMapping({ mapping, roles, error, onChange }: RoleMappingProps) {
  const agents = [
    { value: plain, label: t('scim.role.agent') },
    ...roles.map((role) => ({ value: String(role.id), label: role.name })),
  ]
  const all = [...agents, { value: 'admin', label: t('scim.role.admin') }]
  const change = (position: number, part: Partial<ScimRule>) =>
    onChange({ ...mapping, rules: mapping.rules.map((rule, at) => (at === position ? { ...rule, ...part } : rule)) })
  return (
    <fieldset className="scim-rules">
      <legend className="field-label">{t('scim.mapping')}</legend>
      <p className="field-help">{t('scim.mapping.help')}</p>
      {mapping.rules.map((rule, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <div key={position} className="scim-rule">
          <select
            className="input select"
            aria-label={t('scim.rule.source', { number: position + 1 })}
            value={rule.source}
            onChange={(event) => change(position, { source: event.target.value === 'role' ? 'role' : 'group' })}
          >
            <option value="group">{t('scim.source.group')}</option>
            <option value="role">{t('scim.source.role')}</option>
          </select>
          <input
            className="input"
            aria-label={t('scim.rule.value', { number: position + 1 })}
            value={rule.value}
            maxLength={255}
            onChange={(event) => change(position, { value: event.target.value })}
          />
          <select
            className="input select"
            aria-label={t('scim.rule.role', { number: position + 1 })}
            value={choiceOf(rule)}
            onChange={(event) => change(position, roleOf(event.target.value))}
          >
            {all.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </select>
          <IconButton
            icon="trash-2"
            label={t('scim.rule.remove', { number: position + 1 })}
            onPress={() => onChange({ ...mapping, rules: mapping.rules.filter((_rule, at) => at !== position) })}
          />
        </div>
      ))}
      {error ? (
        <p className="field-error" role="alert">
          {error}
        </p>
      ) : null}
      <div className="row">
        <Button icon="plus" onPress={() => onChange({ ...mapping, rules: [...mapping.rules, empty] })}>
          {t('scim.rule.add')}
        </Button>
      </div>
      <SelectField
        label={t('scim.mapping.default')}
        value={mapping.default_custom_role_id === null ? plain : String(mapping.default_custom_role_id)}
        options={agents}
        onChange={(choice) => onChange({ ...mapping, default_custom_role_id: roleOf(choice).custom_role_id })}
      />
    </fieldset>
  )
}
