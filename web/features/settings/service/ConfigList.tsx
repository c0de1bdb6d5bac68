// The frame that lists of configuration share: rows with edit and delete, a button for a new one, and the question
// before something is deleted.
import { type ReactNode, useState } from 'react'
import { firstReason } from '../../../api/configuration.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm, Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

interface ListProps<Item> {
  list: { data: Item[] | undefined; isPending: boolean; isError: boolean; error: Error | null; refetch(): unknown }
  remove: { mutate(id: number): void; isError: boolean; error: Error | null }
  intro: string
  add: string
  nameOf(item: Item): string
  detailOf(item: Item): string
  marksOf?(item: Item, index: number, all: Item[]): ReactNode
  mayRemove?(item: Item): boolean
  /** The dialog for one that exists, or a new one. */
  editor(item: Item | null, onClose: () => void): ReactNode
}

export function ConfigList<Item extends { id: number }>(props: ListProps<Item>) {
  const { list, remove, intro, add, nameOf, detailOf, marksOf, mayRemove, editor } = props
  const [editing, setEditing] = useState<Item | 'new' | null>(null)
  const [removing, setRemoving] = useState<Item | null>(null)
  return (
    <>
      <p className="muted">{intro}</p>
      {list.isPending ? <Skeleton lines={3} /> : null}
      {list.isError ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {remove.isError ? (
        <ErrorNotice error={remove.error} title={firstReason(remove.error) ?? t('settings.notSaved')} />
      ) : null}
      <ul className="settings-list">
        {list.data?.map((item, index, all) => (
          <li className="settings-row" key={item.id}>
            <span className="grow">
              <strong>{nameOf(item)}</strong>
              <span className="muted small settings-line">{detailOf(item)}</span>
            </span>
            {marksOf?.(item, index, all)}
            <IconButton
              icon="pencil"
              label={t('service.edit', { name: nameOf(item) })}
              onPress={() => setEditing(item)}
            />
            {mayRemove && !mayRemove(item) ? null : (
              <IconButton
                icon="trash-2"
                label={t('service.delete', { name: nameOf(item) })}
                onPress={() => setRemoving(item)}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        <Button kind="primary" icon="plus" onPress={() => setEditing('new')}>
          {add}
        </Button>
      </div>
      {editing ? editor(editing === 'new' ? null : editing, () => setEditing(null)) : null}
      <Confirm
        title={t('service.delete', { name: removing ? nameOf(removing) : '' })}
        isOpen={removing !== null}
        confirm={t('service.delete.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('service.delete.text')}</p>
      </Confirm>
    </>
  )
}

interface EditorProps<Write> {
  title: string
  onClose: () => void
  save: {
    mutate(write: Write, options: { onSuccess(): void }): void
    isPending: boolean
    isError: boolean
    error: Error | null
  }
  /** What is sent when the form is. */
  write(): Write
  children: ReactNode
}

/** A dialog with one form; closes when the server took it, and says why when it did not. */
export function ConfigDialog<Write>({ title, onClose, save, write, children }: EditorProps<Write>) {
  const reason = firstReason(save.error)
  return (
    <Dialog
      title={title}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="config-form" isDisabled={save.isPending}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form
        id="config-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(write(), {
            onSuccess: () => {
              toast(t('settings.saved'))
              onClose()
            },
          })
        }}
      >
        {save.isError ? <ErrorNotice error={save.error} title={reason ?? t('settings.notSaved')} /> : null}
        {children}
      </form>
    </Dialog>
  )
}
