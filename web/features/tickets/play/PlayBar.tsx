// Stands over a ticket while a view is played: which view, and the ways on.
import { lazy, Suspense, useState } from 'react'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'
import './play.css'

const SkipDialog = lazy(() => import('./SkipDialog.tsx'))

interface PlayBarProps {
  ticketId: number
  title: string
  onSkipped: () => void
  onStop: () => void
}

export function PlayBar({ ticketId, title, onSkipped, onStop }: PlayBarProps) {
  const [isSkipping, setSkipping] = useState(false)
  useCommand('play.skip', () => setSkipping(true))
  useCommand('play.stop', onStop)
  return (
    <section className="play-bar" aria-label={t('play.bar')}>
      <Icon name="play" size="small" />
      <span className="grow truncate">{t('play.now', { view: title })}</span>
      <Button size="small" onPress={() => setSkipping(true)}>
        {t('play.skip')}
      </Button>
      <Button size="small" onPress={onStop}>
        {t('play.stop')}
      </Button>
      {isSkipping ? (
        <Suspense fallback={null}>
          <SkipDialog
            ticketId={ticketId}
            onClose={() => setSkipping(false)}
            onSkipped={() => {
              setSkipping(false)
              onSkipped()
            }}
          />
        </Suspense>
      ) : null}
    </section>
  )
}
