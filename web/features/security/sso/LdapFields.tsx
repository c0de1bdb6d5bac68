// How a directory is reached and asked.
import { Field, SelectField, SwitchField, TextArea, TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { isOn, type Settings, textOf } from './settingValues.ts'

interface LdapFieldsProps {
  settings: Settings
  hasPassword: boolean
  password: string
  onChange: (part: Settings) => void
  onPassword: (password: string) => void
}

const bySearch: readonly { name: string; label: MessageKey }[] = [
  { name: 'service_dn', label: 'sso.ldap.serviceDn' },
  { name: 'base_dn', label: 'sso.ldap.baseDn' },
  { name: 'user_filter', label: 'sso.ldap.filter' },
]
const byName: readonly { name: string; label: MessageKey }[] = [{ name: 'dn_template', label: 'sso.ldap.template' }]
const attributes: readonly { name: string; label: MessageKey }[] = [
  { name: 'subject_attribute', label: 'sso.ldap.subject' },
  { name: 'email_attribute', label: 'sso.ldap.email' },
  { name: 'name_attribute', label: 'sso.ldap.name' },
  { name: 'group_attribute', label: 'sso.ldap.groups' },
  { name: 'group_base_dn', label: 'sso.ldap.groupBase' },
]

export function LdapFields({ settings, hasPassword, password, onChange, onPassword }: LdapFieldsProps) {
  const field = ({ name, label }: { name: string; label: MessageKey }) => (
    <TextField
      key={name}
      label={t(label)}
      value={textOf(settings, name)}
      onChange={(value) => onChange({ [name]: value })}
    />
  )
  const isDirect = textOf(settings, 'bind') === 'direct'
  return (
    <section aria-label={t('sso.theirs')}>
      <h3>{t('sso.theirs')}</h3>
      <TextField
        label={t('sso.ldap.url')}
        placeholder="ldaps://directory.example.org"
        value={textOf(settings, 'url')}
        onChange={(url) => onChange({ url })}
      />
      <SwitchField
        label={t('sso.ldap.startTls')}
        help={t('sso.ldap.startTls.help')}
        isOn={isOn(settings, 'start_tls')}
        onChange={(start_tls) => onChange({ start_tls })}
      />
      <TextArea
        label={t('sso.ldap.ca')}
        help={t('sso.ldap.ca.help')}
        value={textOf(settings, 'ca')}
        onChange={(ca) => onChange({ ca })}
      />
      <SelectField
        label={t('sso.ldap.bind')}
        value={textOf(settings, 'bind')}
        options={[
          { value: 'search', label: t('sso.ldap.bind.search') },
          { value: 'direct', label: t('sso.ldap.bind.direct') },
        ]}
        onChange={(bind) => onChange({ bind })}
      />
      {(isDirect ? byName : bySearch).map(field)}
      {isDirect ? null : (
        <Field label={t('sso.ldap.password')} help={hasPassword ? t('webhook.auth.keep') : undefined}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={(event) => onPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      {attributes.map(field)}
    </section>
  )
}
