// An owner's consent: for how long, to what, and why.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { type SupportConsent, useGrantConsent } from '../../../api/supportAccess.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

/** At most a week, as the server has it. */
const mostHours = 168
const standardHours = '4'

export function ConsentDialog({ onClose }: { onClose: () => void }) {
  const [hours, setHours] = useState(standardHours)
  const [level, setLevel] = useState<SupportConsent['level']>('read')
  const [purpose, setPurpose] = useState('')
  const grant = useGrantConsent()
  return (
    <Dialog
      title={t('support.grant')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="consent-form" isDisabled={grant.isPending}>
            {t('support.grant.confirm')}
          </Button>
        </>
      }
    >
      <form
        id="consent-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          grant.mutate(
            { hours: Number(hours), level, purpose },
            {
              onSuccess: () => {
                toast(t('support.grant.done'))
                onClose()
              },
            },
          )
        }}
      >
        {grant.isError ? <ErrorNotice error={grant.error} title={t('settings.notSaved')} /> : null}
        <p className="muted">{t('support.grant.text')}</p>
        <TextField
          label={t('support.purpose')}
          help={t('support.purpose.help')}
          value={purpose}
          isRequired
          error={reasonFor(grant.error, 'purpose')}
          onChange={setPurpose}
        />
        <TextField
          label={t('support.hours')}
          type="number"
          min={1}
          max={mostHours}
          value={hours}
          isRequired
          onChange={setHours}
        />
        <SelectField
          label={t('support.level')}
          value={level}
          options={[
            { value: 'read', label: t('support.level.read') },
            { value: 'agent', label: t('support.level.agent') },
          ]}
          onChange={setLevel}
        />
      </form>
    </Dialog>
  )
}
