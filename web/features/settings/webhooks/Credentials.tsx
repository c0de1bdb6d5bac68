// How a webhook says who it is. A secret goes in and never comes out: left empty, it stays what it was.
import type { Webhook, WebhookWrite } from '../../../api/webhooks.ts'
import { Field, SelectField, TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

export interface Credential {
  type: string
  position: string
  /** The user, or the name of the key. */
  name: string
  secret: string
}

const kinds: readonly { value: string; label: MessageKey }[] = [
  { value: 'none', label: 'webhook.auth.none' },
  { value: 'basic_auth', label: 'webhook.auth.basic' },
  { value: 'bearer_token', label: 'webhook.auth.bearer' },
  { value: 'api_key', label: 'webhook.auth.key' },
]

/** What is sent: undefined leaves the credentials as they are, null takes them away. */
export function authenticationOf(
  { type, position, name, secret }: Credential,
  before: Webhook['authentication'],
): WebhookWrite['authentication'] {
  if (type === 'none') return before ? null : undefined
  const oldName = before?.data?.username ?? before?.data?.name ?? ''
  if (before?.type === type && secret === '' && name === oldName && position === before.add_position) return undefined
  const data: Record<string, string> =
    type === 'basic_auth'
      ? { username: name, password: secret }
      : type === 'bearer_token'
        ? { token: secret }
        : { name, value: secret }
  return { type, add_position: type === 'api_key' ? position : 'header', data }
}

interface CredentialsProps {
  value: Credential
  hadSecret: boolean
  onChange: (value: Credential) => void
}

export function Credentials({ value, hadSecret, onChange }: CredentialsProps) {
  const set = (part: Partial<Credential>) => onChange({ ...value, ...part })
  const { type, position, name, secret } = value
  return (
    <>
      <SelectField
        label={t('webhook.auth')}
        value={type}
        options={kinds.map((kind) => ({ value: kind.value, label: t(kind.label) }))}
        onChange={(next) => set({ type: next, name: '', secret: '' })}
      />
      {type === 'basic_auth' || type === 'api_key' ? (
        <TextField
          label={t(type === 'basic_auth' ? 'webhook.auth.user' : 'webhook.auth.keyName')}
          value={name}
          onChange={(next) => set({ name: next })}
        />
      ) : null}
      {type === 'api_key' ? (
        <SelectField
          label={t('webhook.auth.place')}
          value={position}
          options={[
            { value: 'header', label: t('webhook.auth.header') },
            { value: 'query_string', label: t('webhook.auth.query') },
          ]}
          onChange={(next) => set({ position: next })}
        />
      ) : null}
      {type === 'none' ? null : (
        <Field
          label={t(type === 'basic_auth' ? 'webhook.auth.password' : 'webhook.auth.secret')}
          help={hadSecret ? t('webhook.auth.keep') : undefined}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="password"
              autoComplete="new-password"
              value={secret}
              onChange={(event) => set({ secret: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
