// Undo send, in the message itself: it stays where it is, can take the focus, and counts down without being read out.
// When the time is over, what became of the mails takes its place.
import { useEffect, useState } from 'react'
import type { Comment } from '../../../api/shapes.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Keys } from '../../../kit/Keys.tsx'
import { t } from '../../../language/text.ts'
import { DeliveryLine } from './DeliveryLine.tsx'
import { secondsToUndo } from './delivery.ts'

const tick_ms = 250

export function UndoStrip({ comment, onUndo }: { comment: Comment; onUndo: () => void }) {
  const [left, setLeft] = useState(() => secondsToUndo(comment, Date.now()))
  useEffect(() => {
    const update = () => setLeft(secondsToUndo(comment, Date.now()))
    update()
    if (secondsToUndo(comment, Date.now()) === 0) return undefined
    const timer = setInterval(update, tick_ms)
    return () => clearInterval(timer)
  }, [comment])
  useCommand('composer.undo', onUndo, left > 0)
  if (left === 0) return <DeliveryLine deliveries={comment.delivery ?? []} />
  return (
    <p className="undo">
      <Icon name="clock" size="small" />
      <span className="grow" role="timer" aria-live="off">
        {t('undo.leaves', { seconds: left })}
      </span>
      <Button size="small" icon="undo-2" onPress={onUndo}>
        {t('undo.action')}
        <Keys keys="z" />
      </Button>
    </p>
  )
}
