// Targets: addresses that rules of older clients send text to. New rules use webhooks.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { type Target, useDeleteTarget, useSaveTarget, useTargets } from '../../../api/webhooks.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Field, SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { ConfigDialog, ConfigList } from '../service/ConfigList.tsx'

const mail = 'email_target'
const http = 'http_target'
const methods = ['post', 'put', 'patch', 'get', 'delete'] as const

export default function TargetSettings() {
  return (
    <ConfigList
      list={useTargets()}
      remove={useDeleteTarget()}
      intro={t('target.text')}
      add={t('target.new')}
      nameOf={(target) => target.title}
      detailOf={(target) => target.email ?? target.target_url ?? ''}
      marksOf={(target) => (target.active ? null : <Badge tone="slate">{t('webhook.inactive')}</Badge>)}
      editor={(target, onClose) => <TargetDialog target={target} onClose={onClose} />}
    />
  )
}

function TargetDialog({ target, onClose }: { target: Target | null; onClose: () => void }) {
  const save = useSaveTarget()
  const [type, setType] = useState(target?.type ?? mail)
  const [form, setForm] = useState({
    title: target?.title ?? '',
    active: target?.active ?? true,
    email: target?.email ?? '',
    subject: target?.subject ?? '',
    target_url: target?.target_url ?? '',
    method: target?.method ?? 'post',
    username: target?.username ?? '',
  })
  const [password, setPassword] = useState('')
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const errorOf = (field: string) => reasonFor(save.error, field)
  const { title, active, email, subject, target_url, method, username } = form
  return (
    <ConfigDialog
      title={target?.title ?? t('target.new')}
      onClose={onClose}
      save={save}
      write={() => ({
        ...(target ? { id: target.id } : { type }),
        title: title.trim(),
        active,
        ...(type === mail
          ? { email: email.trim(), subject }
          : { target_url: target_url.trim(), method, username, ...(password === '' ? {} : { password }) }),
      })}
    >
      <TextField
        label={t('rules.title')}
        value={title}
        onChange={(next) => set({ title: next })}
        error={errorOf('title')}
        isRequired
      />
      {target ? null : (
        <SelectField
          label={t('target.type')}
          value={type}
          options={[
            { value: mail, label: t('target.mail') },
            { value: http, label: t('target.http') },
          ]}
          onChange={setType}
        />
      )}
      {type === mail ? (
        <>
          <TextField
            label={t('target.email')}
            value={email}
            onChange={(next) => set({ email: next })}
            error={errorOf('email')}
            isRequired
          />
          <TextField
            label={t('target.subject')}
            value={subject}
            onChange={(next) => set({ subject: next })}
            error={errorOf('subject')}
          />
        </>
      ) : (
        <>
          <TextField
            label={t('webhook.endpoint')}
            value={target_url}
            onChange={(next) => set({ target_url: next })}
            error={errorOf('target_url')}
            isRequired
          />
          <SelectField
            label={t('webhook.method')}
            value={method}
            options={methods.map((value) => ({ value, label: value.toUpperCase() }))}
            onChange={(next) => set({ method: next })}
          />
          <TextField label={t('webhook.auth.user')} value={username} onChange={(next) => set({ username: next })} />
          <Field label={t('webhook.auth.password')} help={target ? t('webhook.auth.keep') : undefined}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                type="password"
                autoComplete="new-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
      <SwitchField label={t('rules.active')} isOn={active} onChange={(next) => set({ active: next })} />
    </ConfigDialog>
  )
}
