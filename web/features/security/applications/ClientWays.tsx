// What an OAuth client is allowed beyond the usual way of a browser and a code. Each switch takes effect at once.
import { useState } from 'react'
import { type OauthClient, useChangeClient } from '../../../api/applications.ts'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SwitchField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function ClientWays({ client }: { client: OauthClient }) {
  const change = useChangeClient()
  // What was switched here, from the moment of the press on.
  const [switched, setSwitched] = useState<Partial<OauthClient>>({})
  const shown = { ...client, ...switched }
  const save = (ways: Partial<OauthClient>) => {
    setSwitched({ ...switched, ...ways })
    change.mutate(
      { id: client.id, change: ways },
      {
        onSuccess: () => toast(t('settings.saved')),
        onError: (error) => {
          setSwitched({})
          toast(describeProblem(error).text, 'triangle-alert')
        },
      },
    )
  }
  return (
    <details>
      <summary>{t('clients.ways')}</summary>
      <div className="token-ways">
        <SwitchField
          label={t('clients.device')}
          help={t('clients.device.help')}
          isOn={shown.device_flow}
          onChange={(device_flow) => save({ device_flow })}
        />
        {client.kind === 'confidential' ? (
          <>
            <SwitchField
              label={t('clients.pkce')}
              help={t('clients.pkce.help')}
              isOn={shown.pkce_required}
              onChange={(pkce_required) => save({ pkce_required })}
            />
            <SwitchField
              label={t('clients.password')}
              help={t('clients.password.help')}
              isOn={shown.password_grant}
              onChange={(password_grant) => save({ password_grant })}
            />
          </>
        ) : null}
      </div>
    </details>
  )
}
