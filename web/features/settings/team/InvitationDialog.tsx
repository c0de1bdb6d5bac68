// The link of an invitation, to be handed over: it is shown this once.
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function InvitationDialog({ name, url, onClose }: { name: string; url: string; onClose: () => void }) {
  return (
    <Dialog
      title={t('team.link.title', { name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.close')}</Button>
          <Button
            kind="primary"
            icon="copy"
            onPress={() => void navigator.clipboard.writeText(url).then(() => toast(t('team.link.copied'), 'copy'))}
          >
            {t('team.link.copy')}
          </Button>
        </>
      }
    >
      <p>{t('team.link.text')}</p>
      <TextField label={t('team.link')} value={url} onChange={() => undefined} />
    </Dialog>
  )
}
