// Ticket forms: their order, which is the default, and one at a time to edit.
import { useState } from 'react'
import { type TicketForm, useDeleteForm, useFields, useForms, useReorderForms } from '../../../api/fields.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Reorderable } from '../../../kit/Reorderable.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { FormEditor } from './FormEditor.tsx'
import './fields.css'

export default function FormSettings() {
  const forms = useForms()
  const fields = useFields('ticket')
  const reorder = useReorderForms()
  const remove = useDeleteForm()
  const [editing, setEditing] = useState<TicketForm | 'new' | null>(null)
  const [removing, setRemoving] = useState<TicketForm | null>(null)
  if (editing !== null && fields.data)
    return (
      <FormEditor form={editing === 'new' ? null : editing} fields={fields.data} onClose={() => setEditing(null)} />
    )
  return (
    <>
      <p className="muted">{t('form.text')}</p>
      {forms.isPending || fields.isPending ? <Skeleton lines={3} /> : null}
      {forms.isError ? <ErrorNotice error={forms.error} onRetry={() => void forms.refetch()} /> : null}
      {fields.isError ? <ErrorNotice error={fields.error} onRetry={() => void fields.refetch()} /> : null}
      {reorder.isError ? <ErrorNotice error={reorder.error} title={t('settings.notSaved')} /> : null}
      {remove.isError ? <ErrorNotice error={remove.error} title={t('form.notRemoved')} /> : null}
      {forms.data && fields.data ? (
        <>
          <Reorderable
            label={t('settings.forms')}
            items={forms.data}
            nameOf={(form) => form.name}
            onReorder={(ids) => reorder.mutate(ids)}
          >
            {(form) => (
              <>
                <span className="grow">
                  <strong>{form.name}</strong>
                  <span className="muted small settings-line">
                    {[
                      t('form.fieldCount', { count: form.ticket_field_ids.length }),
                      form.end_user_visible ? t('field.inPortal') : null,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {form.active ? null : <Badge tone="slate">{t('field.inactive')}</Badge>}
                {form.default ? <Badge tone="green">{t('form.isDefault')}</Badge> : null}
                <IconButton
                  icon="pencil"
                  label={t('field.edit', { title: form.name })}
                  onPress={() => setEditing(form)}
                />
                {form.default ? null : (
                  <IconButton
                    icon="trash-2"
                    label={t('field.remove', { title: form.name })}
                    onPress={() => setRemoving(form)}
                  />
                )}
              </>
            )}
          </Reorderable>
          <div className="row">
            <Button kind="primary" icon="plus" onPress={() => setEditing('new')}>
              {t('form.new')}
            </Button>
          </div>
        </>
      ) : null}
      <Confirm
        title={t('field.remove', { title: removing?.name ?? '' })}
        isOpen={removing !== null}
        confirm={t('form.remove.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('form.remove.text')}</p>
      </Confirm>
    </>
  )
}
