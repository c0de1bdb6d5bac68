// The columns of a saved view for whoever looks: kept in this browser, the view itself stays as it is for the others.
import type { SavedView } from '../../../api/views.ts'
import { ColumnsChooser } from '../../../columns/ColumnsChooser.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { t } from '../../../language/text.ts'
import { setPreferences, setViewLook, usePreferences } from '../../../preferences/store.ts'

export default function ColumnDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { view_looks } = usePreferences()
  const saved = view.execution.columns.map((column) => column.id)
  const chosen = view_looks[view.id]?.columns ?? saved
  const reset = () => {
    const { [view.id]: _gone, ...rest } = view_looks
    setPreferences({ view_looks: rest })
  }
  return (
    <Dialog
      title={t('column.mine')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={reset}>{t('column.reset')}</Button>
          <Button kind="primary" onPress={onClose}>
            {t('kit.close')}
          </Button>
        </>
      }
    >
      <ColumnsChooser value={chosen} onChange={(columns) => setViewLook(view.id, { columns })} />
    </Dialog>
  )
}
