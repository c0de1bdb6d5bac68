/** Stays under the list's head for ten minutes after a bulk change: one press takes it back. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { undoLast, useUndoCount } from './undo.ts'

export function UndoLine() {
  const client = useQueryClient()
  const count = useUndoCount()
  if (count === 0) return null
  const undo = () => {
    void undoLast()
      .then((refused) => toast(refused === 0 ? t('bulk.undone') : t('bulk.undoneBut', { count: refused })))
      .catch((error: unknown) => toast(describeProblem(error).text, 'triangle-alert'))
      .finally(() => client.invalidateQueries({ queryKey: ['tickets'] }))
  }
  return (
    <p className="list-undo">
      <span className="grow">{t('bulk.canUndo', { count })}</span>
      <Button kind="quiet" onPress={undo}>
        {t('bulk.undo')}
      </Button>
    </p>
  )
}
