// A secret that was just made: shown this once, until one has put it away.
import { useEffect, useRef } from 'react'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

/** A secret and what it is of. */
export interface ShownSecret {
  name: string
  secret: string
}

export function SecretNotice({ shown, onDone }: { shown: ShownSecret; onDone: () => void }) {
  const notice = useRef<HTMLDivElement>(null)
  // It came from a dialog or from a list below: whoever made it is brought to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each new secret
  useEffect(() => {
    notice.current?.focus()
    notice.current?.scrollIntoView({ block: 'nearest' })
  }, [shown.secret])
  return (
    <div ref={notice} tabIndex={-1} className="notice notice-green" role="status">
      <Icon name="lock" />
      <div className="grow token-secret">
        <p className="notice-title">{t('tokens.secret', { name: shown.name })}</p>
        <p>{t('tokens.secret.text')}</p>
        <code className="code">{shown.secret}</code>
        <div className="row row-wrap">
          <Button
            kind="primary"
            size="small"
            icon="copy"
            onPress={() => void navigator.clipboard.writeText(shown.secret).then(() => toast(t('copied.text'), 'copy'))}
          >
            {t('tokens.secret.copy')}
          </Button>
          <Button size="small" onPress={onDone}>
            {t('tokens.secret.done')}
          </Button>
        </div>
      </div>
    </div>
  )
}
