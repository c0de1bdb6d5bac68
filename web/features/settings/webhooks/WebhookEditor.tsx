// One webhook: where to, how, with which credentials, for which events; and a try before anything depends on it.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import {
  useSaveWebhook,
  useTestWebhook,
  type Webhook,
  type WebhookWrite,
  webhookFormats,
  webhookMethods,
} from '../../../api/webhooks.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { authenticationOf, type Credential, Credentials } from './Credentials.tsx'
import { EventChoice } from './EventChoice.tsx'
import { conditional } from './events.ts'
import { TestPanel } from './TestPanel.tsx'

const formatWords = {
  json: 'webhook.format.json',
  xml: 'webhook.format.xml',
  form_encoded: 'webhook.format.form',
} as const
/** As many as the server sends. */
const mostHeaders = 5

interface WebhookEditorProps {
  webhook: Webhook | null
  onClose: () => void
  onSaved: (id: string) => void
}

export function WebhookEditor({ webhook, onClose, onSaved }: WebhookEditorProps) {
  const save = useSaveWebhook()
  const test = useTestWebhook()
  const [form, setForm] = useState({
    name: webhook?.name ?? '',
    description: webhook?.description ?? '',
    endpoint: webhook?.endpoint ?? '',
    http_method: webhook?.http_method ?? ('POST' as const), // literal of the union
    request_format: webhook?.request_format ?? ('json' as const), // literal of the union
    status: webhook?.status ?? ('active' as const), // literal of the union
    subscriptions: webhook?.subscriptions ?? [conditional],
  })
  const [credential, setCredential] = useState<Credential>({
    type: webhook?.authentication?.type ?? 'none',
    position: webhook?.authentication?.add_position ?? 'header',
    name: webhook?.authentication?.data?.username ?? webhook?.authentication?.data?.name ?? '',
    secret: '',
  })
  const [headers, setHeaders] = useState(() =>
    Object.entries(webhook?.custom_headers ?? {}).map(([name, value]) => ({ name, value })),
  )
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const errorOf = (field: string) => reasonFor(save.error, field)
  const atField = ['name', 'endpoint', 'subscriptions']
  const isElsewhere = save.isError && !atField.some((field) => errorOf(field) !== undefined)
  const authentication = authenticationOf(credential, webhook?.authentication)
  const write: WebhookWrite = {
    ...form,
    name: form.name.trim(),
    endpoint: form.endpoint.trim(),
    ...(authentication === undefined ? {} : { authentication }),
    custom_headers: Object.fromEntries(
      headers.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
    ),
  }
  return (
    <>
      <form
        className="stack rules-wide"
        aria-label={webhook?.name ?? t('webhook.new')}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            { id: webhook?.id, ...write },
            {
              onSuccess: (id) => {
                toast(t('settings.saved'))
                onSaved(id)
              },
            },
          )
        }}
      >
        {isElsewhere ? <ErrorNotice error={save.error} title={t('settings.notSaved')} /> : null}
        <TextField
          label={t('webhook.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          error={errorOf('name')}
          isRequired
        />
        <TextField
          label={t('rules.description')}
          value={form.description}
          onChange={(description) => set({ description })}
        />
        <TextField
          label={t('webhook.endpoint')}
          help={t('webhook.endpoint.help')}
          placeholder="https://example.com/hook"
          value={form.endpoint}
          onChange={(endpoint) => set({ endpoint })}
          error={errorOf('endpoint')}
          isRequired
        />
        <div className="webhook-pair">
          <SelectField
            label={t('webhook.method')}
            value={form.http_method}
            options={webhookMethods.map((value) => ({ value, label: value }))}
            onChange={(http_method) => set({ http_method })}
          />
          <SelectField
            label={t('webhook.format')}
            value={form.request_format}
            options={webhookFormats.map((value) => ({ value, label: t(formatWords[value]) }))}
            onChange={(request_format) => set({ request_format })}
          />
        </div>
        <Credentials value={credential} hadSecret={webhook?.authentication !== undefined} onChange={setCredential} />
        <fieldset className="conditions">
          <legend className="field-label">{t('webhook.headers')}</legend>
          {headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headers have no identity but their place; all controls are controlled
            <div className="webhook-header" key={index}>
              <input
                className="input"
                aria-label={t('webhook.header.name', { number: index + 1 })}
                value={header.name}
                onChange={(event) => setHeaders(headers.with(index, { ...header, name: event.target.value }))}
              />
              <input
                className="input"
                aria-label={t('webhook.header.value', { number: index + 1 })}
                value={header.value}
                onChange={(event) => setHeaders(headers.with(index, { ...header, value: event.target.value }))}
              />
              <IconButton
                icon="x"
                label={t('webhook.header.remove', { number: index + 1 })}
                onPress={() => setHeaders(headers.toSpliced(index, 1))}
              />
            </div>
          ))}
          {headers.length < mostHeaders ? (
            <div className="row">
              <Button icon="plus" size="small" onPress={() => setHeaders([...headers, { name: '', value: '' }])}>
                {t('webhook.header.add')}
              </Button>
            </div>
          ) : null}
        </fieldset>
        <EventChoice
          chosen={form.subscriptions}
          onChange={(subscriptions) => set({ subscriptions })}
          error={errorOf('subscriptions')}
        />
        <SwitchField
          label={t('rules.active')}
          isOn={form.status === 'active'}
          onChange={(isOn) => set({ status: isOn ? 'active' : 'inactive' })}
        />
        <div className="row row-wrap">
          <Button kind="primary" type="submit" isDisabled={save.isPending}>
            {t('settings.save')}
          </Button>
          <Button
            icon="send"
            isDisabled={test.isPending}
            onPress={() => {
              const { name: _name, description: _words, status: _status, subscriptions: _events, ...request } = write
              test.mutate({ id: webhook?.id, ...request })
            }}
          >
            {t('webhook.test')}
          </Button>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
        </div>
      </form>
      <TestPanel test={test} />
    </>
  )
}
