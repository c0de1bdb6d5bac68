// The form of a new OAuth client.
import { type FormEvent, useId, useState } from 'react'
import { type ClientWrite, type OauthClient, useCreateClient } from '../../../api/applications.ts'
import { reasonFor } from '../../../api/fields.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, TextArea, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { ScopeField, writtenScopes } from '../tokens/ScopeField.tsx'

interface ClientDialogProps {
  onMade: (client: OauthClient) => void
  onClose: () => void
}

export function ClientDialog({ onMade, onClose }: ClientDialogProps) {
  const formId = useId()
  const [draft, setDraft] = useState<Omit<ClientWrite, 'redirect_uri'>>({
    name: '',
    identifier: '',
    kind: 'confidential',
    scopes: ['read'],
  })
  const [redirects, setRedirects] = useState('')
  const create = useCreateClient()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const redirect_uri = redirects.split(/\s+/).filter((one) => one !== '')
    create.mutate({ ...draft, redirect_uri, scopes: writtenScopes(draft.scopes) }, { onSuccess: onMade })
  }
  const reason = (field: string) => reasonFor(create.error, field) ?? reasonFor(create.error, `client.${field}`)
  const hasReason = ['name', 'identifier', 'redirect_uri', 'scopes'].some((field) => reason(field) !== undefined)
  return (
    <Dialog
      title={t('clients.new')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={create.isPending}>
            {t('clients.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className="token-form" onSubmit={submit}>
        {create.isError && !hasReason ? <ErrorNotice error={create.error} /> : null}
        <TextField
          label={t('clients.name')}
          help={t('clients.name.help')}
          error={reason('name')}
          isRequired
          value={draft.name}
          onChange={(name) => setDraft({ ...draft, name })}
        />
        <TextField
          label={t('clients.identifier')}
          help={t('clients.identifier.help')}
          error={reason('identifier')}
          isRequired
          value={draft.identifier}
          onChange={(identifier) => setDraft({ ...draft, identifier })}
        />
        <SelectField
          label={t('clients.kind')}
          help={t('clients.kind.help')}
          value={draft.kind}
          options={[
            { value: 'confidential', label: t('clients.confidential') },
            { value: 'public', label: t('clients.public') },
          ]}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
        <TextArea
          label={t('clients.redirects')}
          help={t('clients.redirects.help')}
          error={reason('redirect_uri')}
          value={redirects}
          onChange={setRedirects}
        />
        <ScopeField
          scopes={draft.scopes}
          error={reason('scopes')}
          onChange={(scopes) => setDraft({ ...draft, scopes })}
        />
      </form>
    </Dialog>
  )
}
