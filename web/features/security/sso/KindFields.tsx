// What is filled in for providers of OpenID Connect, tokens and social networks: one list of fields for each kind.
import { Field, SelectField, SwitchField, TextArea, TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { isOn, listOf, type Settings, textOf } from './settingValues.ts'

interface OneField {
  name: string
  label: MessageKey
  /** lines: a list, one a line. */
  as: 'text' | 'area' | 'lines' | 'switch' | 'secret' | readonly string[]
  help?: MessageKey
  /** Only where a setting has one of these values. */
  when?: { name: string; is: readonly string[] }
}

/** Makers' names; what is not here is a constant of a protocol and shown as it is. */
const names: Record<string, string> = {
  google: 'Google',
  microsoft: 'Microsoft',
  apple: 'Apple',
  facebook: 'Facebook',
  x: 'X',
}

const network = (...is: string[]) => ({ name: 'network', is })

const fields: Record<string, readonly OneField[]> = {
  oidc: [
    { name: 'issuer', label: 'sso.oidc.issuer', as: 'text', help: 'sso.oidc.issuer.help' },
    { name: 'client_id', label: 'sso.oidc.clientId', as: 'text' },
    { name: 'client_secret', label: 'sso.oidc.clientSecret', as: 'secret' },
    {
      name: 'client_authentication',
      label: 'sso.oidc.authentication',
      as: ['client_secret_basic', 'client_secret_post', 'none'],
    },
    { name: 'scopes', label: 'sso.oidc.scopes', as: 'lines' },
    { name: 'tenants', label: 'sso.oidc.tenants', as: 'lines', help: 'sso.oidc.tenants.help' },
    { name: 'second_factor_amr', label: 'sso.oidc.amr', as: 'lines', help: 'sso.oidc.amr.help' },
    { name: 'second_factor_acr', label: 'sso.oidc.acr', as: 'lines' },
    { name: 'trusts_addresses', label: 'sso.oidc.trusts', as: 'switch', help: 'sso.oidc.trusts.help' },
    { name: 'signs_out_there', label: 'sso.oidc.signsOut', as: 'switch' },
  ],
  jwt: [
    { name: 'algorithm', label: 'sso.jwt.algorithm', as: ['RS256', 'ES256', 'HS256'] },
    { name: 'shared_secret', label: 'sso.jwt.secret', as: 'secret', when: { name: 'algorithm', is: ['HS256'] } },
    {
      name: 'public_key',
      label: 'sso.jwt.publicKey',
      as: 'area',
      help: 'sso.jwt.publicKey.help',
      when: { name: 'algorithm', is: ['RS256', 'ES256'] },
    },
    { name: 'jwks_url', label: 'sso.jwt.jwks', as: 'text', when: { name: 'algorithm', is: ['RS256', 'ES256'] } },
    { name: 'issuer', label: 'sso.jwt.issuer', as: 'text' },
    { name: 'audience', label: 'sso.jwt.audience', as: 'text' },
    { name: 'remote_login_url', label: 'sso.jwt.login', as: 'text', help: 'sso.jwt.login.help' },
    { name: 'remote_logout_url', label: 'sso.jwt.logout', as: 'text' },
    { name: 'allow_get', label: 'sso.jwt.get', as: 'switch', help: 'sso.jwt.get.help' },
    { name: 'allow_unasked', label: 'sso.jwt.unasked', as: 'switch', help: 'sso.warning.unasked' },
    { name: 'updates_profile', label: 'sso.jwt.profile', as: 'switch' },
    { name: 'trusts_custom_roles', label: 'sso.jwt.roles', as: 'switch' },
  ],
  social: [
    { name: 'network', label: 'sso.social.network', as: ['google', 'microsoft', 'apple', 'facebook', 'x'] },
    { name: 'client_id', label: 'sso.oidc.clientId', as: 'text' },
    {
      name: 'client_secret',
      label: 'sso.oidc.clientSecret',
      as: 'secret',
      when: network('google', 'microsoft', 'facebook', 'x'),
    },
    { name: 'workspace_domains', label: 'sso.social.domains', as: 'lines', when: network('google') },
    {
      name: 'tenants',
      label: 'sso.oidc.tenants',
      as: 'lines',
      help: 'sso.oidc.tenants.help',
      when: network('microsoft'),
    },
    { name: 'team_id', label: 'sso.social.team', as: 'text', when: network('apple') },
    { name: 'key_id', label: 'sso.social.key', as: 'text', when: network('apple') },
    { name: 'private_key', label: 'sso.social.privateKey', as: 'secret', when: network('apple') },
  ],
}

interface KindFieldsProps {
  kind: string
  settings: Settings
  /** Names of the secrets that are set. */
  held: readonly string[]
  secrets: Record<string, string>
  onChange: (part: Settings) => void
  onSecrets: (secrets: Record<string, string>) => void
  /** How the issuer of such a provider usually looks. */
  issuer: string | null
}

export function KindFields({ kind, settings, held, secrets, onChange, onSecrets, issuer }: KindFieldsProps) {
  const shown = (fields[kind] ?? []).filter(({ when }) => !when || when.is.includes(textOf(settings, when.name)))
  if (shown.length === 0) return null
  const setSecret = (name: string, value: string) => {
    const { [name]: _before, ...others } = secrets
    onSecrets(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <section aria-label={t('sso.theirs')}>
      <h3>{t('sso.theirs')}</h3>
      {shown.map(({ name, label, as, help }) => {
        const common = { key: name, label: t(label), help: help && t(help) }
        if (as === 'secret')
          return (
            <Field key={name} label={t(label)} help={held.includes(name) ? t('webhook.auth.keep') : undefined}>
              {(ids) =>
                // A key has lines, which a field of one line would lose.
                name === 'private_key' ? (
                  <textarea
                    {...ids}
                    className="input"
                    rows={4}
                    autoComplete="off"
                    spellCheck={false}
                    value={secrets[name] ?? ''}
                    onChange={(event) => setSecret(name, event.target.value)}
                  />
                ) : (
                  <input
                    {...ids}
                    className="input"
                    type="password"
                    autoComplete="new-password"
                    value={secrets[name] ?? ''}
                    onChange={(event) => setSecret(name, event.target.value)}
                  />
                )
              }
            </Field>
          )
        const { key, ...rest } = common
        if (as === 'switch')
          return (
            <SwitchField key={key} {...rest} isOn={isOn(settings, name)} onChange={(on) => onChange({ [name]: on })} />
          )
        if (as === 'area')
          return (
            <TextArea
              key={key}
              {...rest}
              value={textOf(settings, name)}
              onChange={(value) => onChange({ [name]: value })}
            />
          )
        if (as === 'lines')
          return (
            <TextArea
              key={key}
              {...rest}
              value={listOf(settings, name).join('\n')}
              onChange={(value) => onChange({ [name]: value === '' ? [] : value.split('\n') })}
            />
          )
        if (as === 'text')
          return (
            <TextField
              key={key}
              {...rest}
              {...(name === 'issuer' && issuer ? { placeholder: issuer } : {})}
              value={textOf(settings, name)}
              onChange={(value) => onChange({ [name]: value })}
            />
          )
        return (
          <SelectField
            key={key}
            label={t(label)}
            value={textOf(settings, name)}
            options={as.map((value) => ({ value, label: names[value] ?? value }))}
            onChange={(value) => onChange({ [name]: value })}
          />
        )
      })}
    </section>
  )
}
