// What saving a role means: which rights come and go, for how many people, and which tickets they will see.
import type { RolePreview } from '../../../api/roles.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { rightName, rightValue } from '../../../language/rights.ts'
import { t } from '../../../language/text.ts'

interface PreviewDialogProps {
  preview: RolePreview
  onConfirm: () => void
  onClose: () => void
}

export function PreviewDialog({ preview, onConfirm, onClose }: PreviewDialogProps) {
  const [before, after] = [sum(preview, 'before'), sum(preview, 'after')]
  return (
    <Dialog
      title={t('roles.preview.title', { count: preview.people_count })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" onPress={onConfirm}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <ul className="roles-changes">
        {preview.changes.map(({ name, before: old, after: now, change }) => (
          <li key={name}>
            <Icon
              name={change === 'lost' ? 'x' : change === 'gained' ? 'plus' : 'pencil'}
              size="small"
              label={change === 'lost' ? t('roles.lost') : change === 'gained' ? t('roles.gained') : t('roles.changed')}
            />{' '}
            {rightName(name)}: {rightValue(old)} → {rightValue(now)}
          </li>
        ))}
      </ul>
      {preview.tickets.length > 0 ? <p>{t('roles.preview.tickets', { before, after })}</p> : null}
    </Dialog>
  )
}

const sum = ({ tickets }: RolePreview, side: 'before' | 'after'): number =>
  tickets.reduce((total, one) => total + one[side], 0)
