// The form of a token that there is: narrower or wider, a longer or shorter life, other networks. Its secret stays.
import { type FormEvent, useId, useState } from 'react'
import { type ApiToken, useChangeToken } from '../../../api/credentials.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { asked, draftOf, TokenFields } from './TokenFields.tsx'

interface TokenChangeDialogProps {
  token: ApiToken
  name: string
  mostDays: number | null
  onClose: () => void
}

export function TokenChangeDialog({ token, name, mostDays, onClose }: TokenChangeDialogProps) {
  const formId = useId()
  const [draft, setDraft] = useState(() => draftOf(token))
  const change = useChangeToken()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      { id: token.id, ...asked(draft) },
      {
        onSuccess: () => {
          toast(t('settings.saved'))
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={t('tokens.change.title', { name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={change.isPending}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className="token-form" onSubmit={submit}>
        <p className="muted">{t('tokens.change.text')}</p>
        <TokenFields
          draft={draft}
          mostDays={mostDays}
          endsAt={token.expires_at}
          error={change.error}
          onChange={setDraft}
        />
      </form>
    </Dialog>
  )
}
