// What becomes of what a provider says: which attributes are read, and a table of who gets what.
import type { Mapping, MappingRule } from '../../../api/identityProviders.ts'
import { useRoles } from '../../../api/roles.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { SelectField, TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { GrantFields, newGrant } from './GrantFields.tsx'

interface MappingFieldsProps {
  mapping: Mapping
  isForStaff: boolean
  onChange: (mapping: Mapping) => void
}

const attributes: readonly { name: keyof Mapping['attributes']; label: MessageKey }[] = [
  { name: 'email', label: 'sso.map.email' },
  { name: 'name', label: 'sso.map.name' },
  { name: 'first_name', label: 'sso.map.firstName' },
  { name: 'last_name', label: 'sso.map.lastName' },
  { name: 'locale', label: 'sso.map.locale' },
  { name: 'groups', label: 'sso.map.groups' },
]

export function MappingFields({ mapping, isForStaff, onChange }: MappingFieldsProps) {
  const { rules } = mapping
  const roles = useRoles()
  const change = (position: number, part: Partial<MappingRule>) =>
    onChange({ ...mapping, rules: rules.map((rule, at) => (at === position ? { ...rule, ...part } : rule)) })
  return (
    <section aria-label={t('sso.map')}>
      <h3>{t('sso.map')}</h3>
      <p className="field-help">{t('sso.map.text')}</p>
      {attributes.map(({ name, label }) => (
        <TextField
          key={name}
          label={t(label)}
          value={mapping.attributes[name]}
          onChange={(value) => onChange({ ...mapping, attributes: { ...mapping.attributes, [name]: value } })}
        />
      ))}
      {isForStaff ? (
        <SelectField
          label={t('sso.map.role')}
          value={mapping.default_custom_role_id ? String(mapping.default_custom_role_id) : mapping.default_role}
          options={[
            { value: 'end-user', label: t('sso.map.role.customer') },
            { value: 'agent', label: t('sso.map.role.agent') },
            ...(roles.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={(chosen) => {
            const isCustom = chosen !== 'agent' && chosen !== 'end-user'
            onChange({
              ...mapping,
              default_role: chosen === 'end-user' ? 'end-user' : 'agent',
              default_custom_role_id: isCustom ? Number(chosen) : null,
            })
          }}
        />
      ) : null}
      <SelectField
        label={t('sso.map.applies')}
        value={mapping.applies}
        options={[
          { value: 'creation', label: t('sso.map.applies.creation') },
          { value: 'every_sign_in', label: t('sso.map.applies.always') },
        ]}
        onChange={(applies) => onChange({ ...mapping, applies })}
      />
      <fieldset className="sso-rules">
        <legend className="field-label">{t('sso.map.rules')}</legend>
        <p className="field-help">{t('sso.map.rules.help')}</p>
        {rules.map((rule, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
          <div key={position} className="sso-rule">
            <input
              className="input"
              aria-label={t('sso.map.rule.attribute', { number: position + 1 })}
              placeholder={mapping.attributes.groups}
              value={rule.attribute}
              onChange={(event) => change(position, { attribute: event.target.value })}
            />
            <input
              className="input"
              aria-label={t('sso.map.rule.value', { number: position + 1 })}
              placeholder={t('sso.map.rule.example')}
              value={rule.value}
              onChange={(event) => change(position, { value: event.target.value })}
            />
            <GrantFields
              grant={rule.grant}
              number={position + 1}
              isForStaff={isForStaff}
              onChange={(grant) => change(position, { grant })}
            />
            <IconButton
              icon="trash-2"
              label={t('sso.map.rule.remove', { number: position + 1 })}
              onPress={() => onChange({ ...mapping, rules: rules.filter((_rule, at) => at !== position) })}
            />
          </div>
        ))}
        <Button
          size="small"
          icon="plus"
          onPress={() =>
            onChange({
              ...mapping,
              rules: [...rules, { attribute: '', value: '', grant: newGrant }],
            })
          }
        >
          {t('sso.map.rule.add')}
        </Button>
      </fieldset>
    </section>
  )
}
