// A list without rows: a desk that begins, or a queue that is clear.
import { Link } from 'wouter'
import type { ViewRef } from '../../../api/paths.ts'
import { useMe } from '../../../api/session.ts'
import { EmptyState } from '../../../kit/EmptyState.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { views } from '../views.ts'

export function ListEmpty({ view, hasAnyTicket }: { view: ViewRef; hasAnyTicket: boolean }) {
  const me = useMe()
  if (hasAnyTicket) {
    const entry = views.find((other) => other.name === view)
    return (
      <EmptyState icon={view === 'unsolved' || view === 'mine' ? 'check-check' : 'inbox'} title={t('list.clear')}>
        {entry ? t(entry.empty) : t('list.saved.empty')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon="mail"
      title={t('list.first.title')}
      action={
        me.role === 'admin' ? (
          <>
            <Link className="button button-primary" href={places.settings('addresses')}>
              {t('list.first.address')}
            </Link>
            <Link className="button button-plain" href={places.settings('sample-data')}>
              {t('list.first.sample')}
            </Link>
          </>
        ) : (
          <Link className="button button-primary" href={places.newTicket}>
            {t('command.create.ticket')}
          </Link>
        )
      }
    >
      {t('list.first.text')}
    </EmptyState>
  )
}
