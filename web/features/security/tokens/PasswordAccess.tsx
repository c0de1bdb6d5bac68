// Whether the API takes passwords. Off, unless old programs need it; it takes effect at once.
import { useState } from 'react'
import { useCredentialPolicy, useSavePasswordAccess } from '../../../api/credentials.ts'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SwitchField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function PasswordAccess() {
  const policy = useCredentialPolicy()
  const save = useSavePasswordAccess()
  // What was switched here, from the moment of the press on.
  const [switched, setSwitched] = useState<boolean | null>(null)
  // The list above says so when it cannot be read.
  if (!policy.isSuccess) return null
  return (
    <SwitchField
      label={t('tokens.passwords')}
      help={t('tokens.passwords.help')}
      isOn={switched ?? policy.data.password_access}
      onChange={(isOn) => {
        setSwitched(isOn)
        save.mutate(isOn, {
          onSuccess: () => toast(isOn ? t('tokens.passwords.on') : t('tokens.passwords.off')),
          onError: (error) => {
            setSwitched(null)
            toast(describeProblem(error).text, 'triangle-alert')
          },
        })
      }}
    />
  )
}
