// Custom statuses by category: what the team and customers read, which one a ticket gets when only the category is set.
import { type ReactNode, useState } from 'react'
import {
  type CustomStatus,
  reasonFor,
  statusCategories,
  useDefaultStatus,
  useSaveStatus,
  useStatuses,
} from '../../../api/fields.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import './fields.css'

export default function StatusSettings() {
  const statuses = useStatuses()
  const makeDefault = useDefaultStatus()
  const [editing, setEditing] = useState<CustomStatus | 'new' | null>(null)
  return (
    <>
      <p className="muted">{t('customStatus.text')}</p>
      {statuses.isPending ? <Skeleton lines={5} /> : null}
      {statuses.isError ? <ErrorNotice error={statuses.error} onRetry={() => void statuses.refetch()} /> : null}
      {makeDefault.isError ? <ErrorNotice error={makeDefault.error} title={t('settings.notSaved')} /> : null}
      {statuses.data
        ? statusCategories.map((category) => (
            <section key={category} className="stack" aria-labelledby={`category-${category}`}>
              <h2 className="card-title" id={`category-${category}`}>
                {t(`status.${category}`)}
              </h2>
              <ul className="settings-list">
                {statuses.data
                  .filter((status) => status.status_category === category)
                  .map((status) => (
                    <StatusRow key={status.id} status={status} onEdit={() => setEditing(status)}>
                      {status.default || !status.active ? null : (
                        <Button size="small" onPress={() => makeDefault.mutate(status.id)}>
                          {t('customStatus.makeDefault')}
                        </Button>
                      )}
                    </StatusRow>
                  ))}
              </ul>
            </section>
          ))
        : null}
      {statuses.data ? (
        <div className="row">
          <Button kind="primary" icon="plus" onPress={() => setEditing('new')}>
            {t('customStatus.new')}
          </Button>
        </div>
      ) : null}
      {editing ? <StatusDialog status={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

function StatusRow({ status, onEdit, children }: { status: CustomStatus; onEdit: () => void; children: ReactNode }) {
  return (
    <li className="settings-row">
      <span className="grow">
        <strong>{status.agent_label}</strong>
        <span className="muted small settings-line">{status.raw_description ?? ''}</span>
      </span>
      {status.active ? null : <Badge tone="slate">{t('field.inactive')}</Badge>}
      {status.default ? <Badge tone="green">{t('form.isDefault')}</Badge> : null}
      {children}
      <IconButton icon="pencil" label={t('field.edit', { title: status.agent_label })} onPress={onEdit} />
    </li>
  )
}

function StatusDialog({ status, onClose }: { status: CustomStatus | null; onClose: () => void }) {
  const save = useSaveStatus()
  const [label, setLabel] = useState(status?.raw_agent_label ?? '')
  const [customerLabel, setCustomerLabel] = useState(status?.raw_end_user_label ?? '')
  const [description, setDescription] = useState(status?.raw_description ?? '')
  const [category, setCategory] = useState(status?.status_category ?? 'open')
  const [isActive, setActive] = useState(status?.active ?? true)
  const labelError = reasonFor(save.error, 'agent_label')
  const customerError = reasonFor(save.error, 'end_user_label')
  return (
    <Dialog
      title={status ? status.agent_label : t('customStatus.new')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="status-form" isDisabled={save.isPending}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form
        id="status-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            {
              ...(status ? { id: status.id } : { status_category: category }),
              agent_label: label.trim(),
              ...(customerLabel.trim() ? { end_user_label: customerLabel.trim() } : {}),
              description: description.trim(),
              active: isActive,
            },
            {
              onSuccess: () => {
                toast(t('settings.saved'))
                onClose()
              },
            },
          )
        }}
      >
        {save.isError && !labelError && !customerError ? (
          <ErrorNotice error={save.error} title={t('settings.notSaved')} />
        ) : null}
        {status ? null : (
          <SelectField
            label={t('customStatus.category')}
            help={t('customStatus.category.help')}
            value={category}
            options={statusCategories.map((value) => ({ value, label: t(`status.${value}`) }))}
            onChange={setCategory}
          />
        )}
        <TextField label={t('customStatus.label')} value={label} onChange={setLabel} error={labelError} isRequired />
        <TextField
          label={t('customStatus.customerLabel')}
          help={t('customStatus.customerLabel.help')}
          value={customerLabel}
          onChange={setCustomerLabel}
          error={customerError}
        />
        <TextField label={t('field.description')} value={description} onChange={setDescription} />
        {status?.default ? null : <SwitchField label={t('customStatus.active')} isOn={isActive} onChange={setActive} />}
      </form>
    </Dialog>
  )
}
