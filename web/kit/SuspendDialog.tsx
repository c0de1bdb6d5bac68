// The question before somebody is suspended: what happens at once, and what becomes of their tokens.
import { useState } from 'react'
import { t } from '../language/text.ts'
import { Confirm } from './Dialog.tsx'
import { SwitchField } from './Field.tsx'

interface SuspendDialogProps {
  name: string
  /** Of the team tokens are revoked unless one says otherwise. */
  isTeam: boolean
  onSuspend: (revoke_tokens: boolean) => void
  onClose: () => void
}

export function SuspendDialog({ name, isTeam, onSuspend, onClose }: SuspendDialogProps) {
  const [revokes, setRevokes] = useState(isTeam)
  return (
    <Confirm
      title={t('team.suspend.title', { name })}
      isOpen
      confirm={t('team.suspend')}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        onSuspend(revokes)
        onClose()
      }}
    >
      <div className="stack">
        <p>{t('team.suspend.text')}</p>
        <SwitchField
          label={t('team.suspend.revoke')}
          help={t(revokes ? 'team.suspend.revoked' : 'team.suspend.kept')}
          isOn={revokes}
          onChange={setRevokes}
        />
      </div>
    </Confirm>
  )
}
