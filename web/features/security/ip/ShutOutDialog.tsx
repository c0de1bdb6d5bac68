// Before restrictions are saved: who of those signed in would be shut out.
import type { ShutOut } from '../../../api/ipRestrictions.ts'
import { Confirm } from '../../../kit/Dialog.tsx'
import { t } from '../../../language/text.ts'

interface ShutOutDialogProps {
  people: readonly ShutOut[]
  onConfirm: () => void
  onClose: () => void
}

export function ShutOutDialog({ people, onConfirm, onClose }: ShutOutDialogProps) {
  return (
    <Confirm
      title={t('ip.shutOut', { count: people.length })}
      isOpen
      confirm={t('ip.shutOut.confirm')}
      isDangerous
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>{t('ip.shutOut.text')}</p>
      <ul className="ip-people">
        {people.map((person) => (
          <li key={person.user_id}>
            <bdi>{person.name}</bdi> <code>{person.addresses.join(', ')}</code>
          </li>
        ))}
      </ul>
    </Confirm>
  )
}
