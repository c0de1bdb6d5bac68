// The form of a service account, new or there already: what it is called, what it is for, and which role it has.
import { type FormEvent, useId, useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { useRoles } from '../../../api/roles.ts'
import {
  type ServiceAccount,
  type ServiceAccountWrite,
  useChangeServiceAccount,
  useCreateServiceAccount,
} from '../../../api/serviceAccounts.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, TextArea, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { standardName } from '../roles/names.ts'

const mostLetters = { name: 100, purpose: 500 }

interface AccountDialogProps {
  /** Null for a new one. */
  account: ServiceAccount | null
  onSaved: (account: ServiceAccount) => void
  onClose: () => void
}

export function AccountDialog({ account, onSaved, onClose }: AccountDialogProps) {
  const formId = useId()
  const roles = useRoles().data ?? []
  const [name, setName] = useState(account?.name ?? '')
  const [purpose, setPurpose] = useState(account?.purpose ?? '')
  // The number of a custom role, or the word of a standard one.
  const [role, setRole] = useState(String(account?.custom_role_id ?? account?.role ?? 'agent'))
  const create = useCreateServiceAccount()
  const change = useChangeServiceAccount()
  const { error, isPending } = account ? change : create
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isCustom = role !== 'agent' && role !== 'admin'
    const written: ServiceAccountWrite = {
      name: name.trim(),
      purpose: purpose.trim(),
      role: role === 'admin' ? 'admin' : 'agent',
      custom_role_id: isCustom ? Number(role) : null,
    }
    if (account) change.mutate({ id: account.id, ...written }, { onSuccess: onSaved })
    else create.mutate(written, { onSuccess: onSaved })
  }
  const reason = (field: string) => reasonFor(error, field)
  const hasReason = reason('name') ?? reason('purpose') ?? reason('custom_role_id')
  return (
    <Dialog
      title={account ? t('serviceAccounts.change.title', { name: account.name }) : t('serviceAccounts.new')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={isPending}>
            {account ? t('settings.save') : t('serviceAccounts.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className="token-form" onSubmit={submit}>
        {error && !hasReason ? <ErrorNotice error={error} /> : null}
        <TextField
          label={t('serviceAccounts.name')}
          help={t('serviceAccounts.name.help')}
          error={reason('name')}
          isRequired
          value={name}
          onChange={(text) => setName(text.slice(0, mostLetters.name))}
        />
        <SelectField
          label={t('serviceAccounts.role')}
          help={t('serviceAccounts.role.help')}
          error={reason('custom_role_id')}
          value={role}
          options={[
            { value: 'agent', label: standardName('agent') },
            { value: 'admin', label: standardName('admin') },
            ...roles.map((one) => ({
              value: String(one.id),
              label: one.is_standard ? standardName(one.role_type) : one.name,
            })),
          ]}
          onChange={setRole}
        />
        <TextArea
          label={t('serviceAccounts.purpose')}
          help={t('serviceAccounts.purpose.help')}
          error={reason('purpose')}
          value={purpose}
          onChange={(text) => setPurpose(text.slice(0, mostLetters.purpose))}
        />
      </form>
    </Dialog>
  )
}
