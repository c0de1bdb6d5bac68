// Asks before one leaves a page on which something is not saved.
import { useEffect, useState } from 'react'
import { t } from '../language/text.ts'
import { holdPlace } from '../places/leaving.ts'
import { Confirm } from './Dialog.tsx'

export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const [going, setGoing] = useState<(() => void) | null>(null)
  useEffect(() => (isDirty ? holdPlace((go) => setGoing(() => go)) : undefined), [isDirty])
  return (
    <Confirm
      title={t('unsaved.title')}
      isOpen={going !== null}
      confirm={t('unsaved.leave')}
      isDangerous
      onClose={() => setGoing(null)}
      onConfirm={() => {
        setGoing(null)
        going?.()
      }}
    >
      <p>{t('unsaved.text')}</p>
    </Confirm>
  )
}
