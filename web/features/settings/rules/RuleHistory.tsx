// What a trigger was before: who changed it when, and taking an earlier state back into the form.
import { useState } from 'react'
import { useAgents } from '../../../api/people.ts'
import { type Revision, useRevisions } from '../../../api/rules.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { fullTime } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'

export function RuleHistory({ triggerId, onTake }: { triggerId: number; onTake: (revision: Revision) => void }) {
  const [isOpen, setOpen] = useState(false)
  const revisions = useRevisions(triggerId, isOpen)
  const agents = useAgents().data ?? []
  return (
    <section className="rule-panel rules-wide" aria-label={t('history.title')}>
      <div className="row">
        <h2 className="grow">{t('history.title')}</h2>
        <Button size="small" icon="history" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'history.hide' : 'history.show')}
        </Button>
      </div>
      {isOpen && revisions.isPending ? <Skeleton lines={2} /> : null}
      {isOpen && revisions.isError ? <ErrorNotice error={revisions.error} /> : null}
      {isOpen ? (
        <ul>
          {revisions.data?.map((revision, index) => (
            <li key={revision.id} className="rule-result">
              <span className="row row-wrap">
                <span className="grow">
                  <TimeText at={revision.created_at} as="moment" /> ·{' '}
                  <bdi>{agents.find((agent) => agent.id === revision.author_id)?.name ?? t('history.nobody')}</bdi>
                  <span className="muted small settings-line">
                    {revision.snapshot.title} ·{' '}
                    {t('history.parts', {
                      conditions: revision.snapshot.conditions.all.length + revision.snapshot.conditions.any.length,
                      actions: revision.snapshot.actions.length,
                    })}
                  </span>
                </span>
                {index === 0 ? (
                  <span className="muted small">{t('history.now')}</span>
                ) : (
                  <Button
                    size="small"
                    icon="undo-2"
                    aria-label={t('history.takeOf', {
                      time: fullTime(revision.created_at, formatLocale(language())),
                    })}
                    onPress={() => onTake(revision)}
                  >
                    {t('history.take')}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
