// Two drafts that were written apart from each other, side by side; nothing is lost until the agent chooses.
import { Button } from '../../../kit/Button.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import type { DraftChoice } from './drafts.ts'
import { plainText } from './drafts.ts'

interface DraftConflictProps {
  conflict: Extract<DraftChoice, { kind: 'conflict' }>
  onChoose: (html: string) => void
}

export function DraftConflict({ conflict, onChoose }: DraftConflictProps) {
  const sides = [
    { title: t('draft.here'), draft: conflict.local },
    { title: t('draft.elsewhere'), draft: conflict.server },
  ]
  return (
    <div className="draft-conflict" role="alert">
      <p>{t('draft.conflict')}</p>
      <div className="draft-sides">
        {sides.map(({ title, draft }) => (
          <div className="draft-side" key={title}>
            <p className="row">
              <strong className="grow">{title}</strong>
              <TimeText at={draft.updated_at} as="moment" />
            </p>
            <p className="draft-text">{plainText(draft.html_body)}</p>
            <Button size="small" onPress={() => onChoose(draft.html_body)}>
              {t('draft.useThis')}
            </Button>
          </div>
        ))}
      </div>
    </div>
  )
}
