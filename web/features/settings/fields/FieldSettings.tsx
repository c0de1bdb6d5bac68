// The fields of tickets, people or organisations: their order, what they are, and one at a time to edit.
import { useState } from 'react'
import { type DeskField, type FieldOf, useDeleteField, useFields, useReorderFields } from '../../../api/fields.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Reorderable } from '../../../kit/Reorderable.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { FieldEditor } from './FieldEditor.tsx'
import { typeWords } from './fieldTypes.ts'
import './fields.css'

const intros: Record<FieldOf, MessageKey> = {
  ticket: 'field.ticket.text',
  user: 'field.user.text',
  organization: 'field.organization.text',
}

export default function FieldSettings({ of }: { of: FieldOf }) {
  const fields = useFields(of)
  const reorder = useReorderFields(of)
  const remove = useDeleteField(of)
  const [editing, setEditing] = useState<DeskField | 'new' | null>(null)
  const [removing, setRemoving] = useState<DeskField | null>(null)
  if (editing !== null)
    return <FieldEditor of={of} field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setEditing('new')}>
      {t('field.new')}
    </Button>
  )
  return (
    <>
      <p className="muted">{t(intros[of])}</p>
      {fields.isPending ? <Skeleton lines={4} /> : null}
      {fields.isError ? <ErrorNotice error={fields.error} onRetry={() => void fields.refetch()} /> : null}
      {reorder.isError ? <ErrorNotice error={reorder.error} title={t('settings.notSaved')} /> : null}
      {remove.isError ? <ErrorNotice error={remove.error} title={t('field.notRemoved')} /> : null}
      {fields.data?.length === 0 ? (
        <EmptyState icon="list" title={t('field.none')} action={add}>
          {t('field.none.text')}
        </EmptyState>
      ) : null}
      {fields.data && fields.data.length > 0 ? (
        <>
          <Reorderable
            label={t('settings.fields')}
            items={fields.data}
            nameOf={(field) => field.title}
            onReorder={(ids) => reorder.mutate(ids)}
          >
            {(field) => (
              <>
                <span className="grow">
                  <strong>{field.title}</strong>
                  <span className="muted small settings-line">{lineOf(field)}</span>
                </span>
                {field.active ? null : <Badge tone="slate">{t('field.inactive')}</Badge>}
                {field.required ? <Badge tone="blue">{t('field.requiredShort')}</Badge> : null}
                <IconButton
                  icon="pencil"
                  label={t('field.edit', { title: field.title })}
                  onPress={() => setEditing(field)}
                />
                {field.removable === false ? null : (
                  <IconButton
                    icon="trash-2"
                    label={t('field.remove', { title: field.title })}
                    onPress={() => setRemoving(field)}
                  />
                )}
              </>
            )}
          </Reorderable>
          <div className="row">{add}</div>
        </>
      ) : null}
      <Confirm
        title={t('field.remove', { title: removing?.title ?? '' })}
        isOpen={removing !== null}
        confirm={t('field.remove.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('field.remove.text')}</p>
      </Confirm>
    </>
  )
}

function lineOf(field: DeskField): string {
  const word = typeWords[field.type]
  const type = word ? t(word) : t('field.system')
  return [type, field.key, field.visible_in_portal ? t('field.inPortal') : null].filter(Boolean).join(' · ')
}
