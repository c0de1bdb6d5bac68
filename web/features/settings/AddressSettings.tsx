// The addresses customers write to.
import { useState } from 'react'
import { useAddAddress, useAddresses, useRemoveAddress } from '../../api/settings.ts'
import type { RecipientAddress } from '../../api/shapes.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button, IconButton } from '../../kit/Button.tsx'
import { Confirm } from '../../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { TextField } from '../../kit/Field.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { t } from '../../language/text.ts'

export default function AddressSettings() {
  const addresses = useAddresses()
  const add = useAddAddress()
  const remove = useRemoveAddress()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [removing, setRemoving] = useState<RecipientAddress | null>(null)
  return (
    <>
      <p className="muted">{t('address.text')}</p>
      {addresses.isPending ? <Skeleton lines={2} /> : null}
      {addresses.isError ? <ErrorNotice error={addresses.error} onRetry={() => void addresses.refetch()} /> : null}
      {addresses.data?.length === 0 ? <EmptyState icon="at-sign" title={t('address.none')} /> : null}
      <ul className="settings-list">
        {addresses.data?.map((address) => (
          <li className="settings-row" key={address.id}>
            <span className="grow">
              <strong>{address.email}</strong>
              <span className="muted small settings-line">{address.name ?? ''}</span>
            </span>
            {address.default ? <Badge tone="green">{t('address.default')}</Badge> : null}
            <IconButton
              icon="trash-2"
              label={t('address.remove', { email: address.email })}
              onPress={() => setRemoving(address)}
            />
          </li>
        ))}
      </ul>
      <form
        className="stack form card settings-card"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(
            { email: email.trim(), name: name.trim(), default: addresses.data?.length === 0 },
            {
              onSuccess: () => {
                setEmail('')
                setName('')
                toast(t('address.added'))
              },
            },
          )
        }}
      >
        <h2 className="card-title">{t('address.add')}</h2>
        {add.isError ? <ErrorNotice error={add.error} title={t('address.notAdded')} /> : null}
        <TextField
          label={t('address.email')}
          type="email"
          value={email}
          onChange={setEmail}
          placeholder="support@example.com"
          isRequired
        />
        <TextField label={t('address.name')} help={t('address.name.help')} value={name} onChange={setName} />
        <div className="row">
          <Button kind="primary" type="submit" isPending={add.isPending}>
            {t('address.add')}
          </Button>
        </div>
      </form>
      <Confirm
        title={t('address.remove', { email: removing?.email ?? '' })}
        isOpen={removing !== null}
        confirm={t('address.remove.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('address.remove.text')}</p>
      </Confirm>
    </>
  )
}
