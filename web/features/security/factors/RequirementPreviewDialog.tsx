// Before a second factor is asked of a role: how many people have none, who is signed out at once, and oneself.
import type { RequirementPreview } from '../../../api/factors.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { shortTime } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'

interface RequirementPreviewDialogProps {
  name: string
  preview: RequirementPreview
  onConfirm: () => void
  onClose: () => void
}

export function RequirementPreviewDialog({ name, preview, onConfirm, onClose }: RequirementPreviewDialogProps) {
  const { you } = preview
  const from = preview.required_from
  return (
    <Dialog
      title={t('factors.preview.title', { role: name })}
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
      <div className="stack">
        <p>{t('factors.preview.people', { count: preview.people_count, without: preview.must_enrol_count })}</p>
        {from !== null && Date.parse(from) > Date.now() ? (
          <p>{t('factors.preview.from', { date: shortTime(from, formatLocale(language())) })}</p>
        ) : (
          <p>{t('factors.preview.now', { count: preview.signed_out_count })}</p>
        )}
        {you.must_enrol ? (
          <p className="notice notice-amber">
            {t(you.is_signed_out ? 'factors.you' : 'factors.preview.youLater')}{' '}
            <a href="/account/security#factors">{t('ownSecurity.manage')}</a>
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
