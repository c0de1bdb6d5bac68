// The form of a new token: for oneself or for a program of the team, no wider and no longer than is needed.
import { type FormEvent, useId, useState } from 'react'
import { useCreateToken } from '../../../api/credentials.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import type { ShownSecret } from './SecretNotice.tsx'
import { asked, newDraft, TokenFields } from './TokenFields.tsx'

export interface TokenOwner {
  id: number
  name: string
}

interface TokenDialogProps {
  /** Who the token can act as, the usual one first. */
  owners: readonly [TokenOwner, ...TokenOwner[]]
  /** The account's longest life of a token in days; null is no limit. */
  mostDays: number | null
  onMade: (shown: ShownSecret) => void
  onClose: () => void
}

export function TokenDialog({ owners, mostDays, onMade, onClose }: TokenDialogProps) {
  const formId = useId()
  const [draft, setDraft] = useState(() => newDraft(mostDays))
  const [owner, setOwner] = useState(String(owners[0].id))
  const create = useCreateToken()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { description = '', scopes = null, allowed_networks = null, expires_at = null } = asked(draft)
    create.mutate(
      { description, scopes, allowed_networks, expires_at, user_id: Number(owner) },
      { onSuccess: (made) => onMade({ name: made.description || made.token, secret: made.full_token }) },
    )
  }
  return (
    <Dialog
      title={t('tokens.new')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={create.isPending}>
            {t('tokens.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className="token-form" onSubmit={submit}>
        {owners.length === 1 ? null : (
          <SelectField
            label={t('tokens.for')}
            help={t('tokens.for.help')}
            value={owner}
            options={owners.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={setOwner}
          />
        )}
        <TokenFields draft={draft} mostDays={mostDays} error={create.error} onChange={setDraft} />
      </form>
    </Dialog>
  )
}
