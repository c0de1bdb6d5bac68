// The form of a new token: for oneself or for a program of the team, no wider and no longer than is needed.
import { type FormEvent, useId, useState } from 'react'
import { useCreateToken, useServiceAccounts } from '../../../api/credentials.ts'
import { reasonFor } from '../../../api/fields.ts'
import { useMe } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, TextArea, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { ScopeField, writtenScopes } from './ScopeField.tsx'
import type { ShownSecret } from './SecretNotice.tsx'

const day_ms = 86_400_000
const lives = [7, 30, 90, 365]
const usualLife = 90

interface TokenDialogProps {
  /** The account's longest life of a token in days; null is no limit. */
  mostDays: number | null
  onMade: (shown: ShownSecret) => void
  onClose: () => void
}

export function TokenDialog({ mostDays, onMade, onClose }: TokenDialogProps) {
  const me = useMe()
  const formId = useId()
  const programs = (useServiceAccounts().data ?? []).filter((account) => account.active)
  const [description, setDescription] = useState('')
  const [owner, setOwner] = useState(String(me.id))
  const [scopes, setScopes] = useState<string[] | null>(['read'])
  const [networks, setNetworks] = useState('')
  // Empty is as long as the account allows.
  const [life, setLife] = useState(mostDays !== null && mostDays <= usualLife ? '' : String(usualLife))
  const create = useCreateToken()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const ranges = networks.split(/[\s,]+/).filter((one) => one !== '')
    create.mutate(
      {
        description: description.trim(),
        user_id: Number(owner),
        scopes: writtenScopes(scopes),
        allowed_networks: ranges.length === 0 ? null : ranges,
        expires_at: life === '' ? null : new Date(Date.now() + Number(life) * day_ms).toISOString(),
      },
      { onSuccess: (made) => onMade({ name: made.description || made.token, secret: made.full_token }) },
    )
  }
  const reasons = {
    scopes: reasonFor(create.error, 'scopes'),
    networks: reasonFor(create.error, 'allowed_networks'),
    life: reasonFor(create.error, 'expires_at'),
  }
  const hasReason = Object.values(reasons).some((reason) => reason !== undefined)
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
        {create.isError && !hasReason ? <ErrorNotice error={create.error} /> : null}
        <TextField
          label={t('tokens.description')}
          help={t('tokens.description.help')}
          value={description}
          onChange={(text) => setDescription(text.slice(0, 200))}
        />
        {programs.length === 0 ? null : (
          <SelectField
            label={t('tokens.for')}
            help={t('tokens.for.help')}
            value={owner}
            options={[
              { value: String(me.id), label: t('tokens.for.me') },
              ...programs.map((program) => ({ value: String(program.id), label: program.name })),
            ]}
            onChange={setOwner}
          />
        )}
        <ScopeField scopes={scopes} error={reasons.scopes} onChange={setScopes} />
        <SelectField
          label={t('tokens.life')}
          error={reasons.life}
          value={life}
          options={[
            ...lives
              .filter((days) => mostDays === null || days < mostDays)
              .map((days) => ({ value: String(days), label: t('tokens.days', { days }) })),
            { value: '', label: mostDays === null ? t('tokens.endless') : t('tokens.days', { days: mostDays }) },
          ]}
          onChange={setLife}
        />
        <TextArea
          label={t('tokens.networks')}
          help={t('tokens.networks.help')}
          error={reasons.networks}
          value={networks}
          onChange={setNetworks}
        />
      </form>
    </Dialog>
  )
}
