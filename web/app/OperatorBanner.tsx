// Says that somebody from outside may be in the desk by its owner's consent, and until when: to them, and to the team.
import { Link } from 'wouter'
import { useMe } from '../api/session.ts'
import { useOperatorsIn } from '../api/supportAccess.ts'
import { Icon } from '../kit/Icon.tsx'
import { useNow } from '../kit/TimeText.tsx'
import { shortTime } from '../language/dates.ts'
import { formatLocale, language, t } from '../language/text.ts'
import { places } from '../places/places.ts'

export function OperatorBanner() {
  const me = useMe()
  const now = useNow()
  const operators = (useOperatorsIn().data ?? []).filter((one) => Date.parse(one.ends_at) > now)
  const time = (at: string) => shortTime(at, formatLocale(language()))
  return (
    <div role="status">
      {me.access_ends_at ? (
        <p className="banner">
          <Icon name="hand" size="small" />
          <span>{t('shell.operator', { time: time(me.access_ends_at) })}</span>
        </p>
      ) : operators.length > 0 ? (
        <p className="banner">
          <Icon name="hand" size="small" />
          <span>
            {operators.map((one) => t('shell.operatorIn', { name: one.name, time: time(one.ends_at) })).join(' ')}{' '}
            {me.role === 'admin' ? (
              <Link href={places.security('support-access')}>{t('shell.operatorIn.manage')}</Link>
            ) : null}
          </span>
        </p>
      ) : null}
    </div>
  )
}
