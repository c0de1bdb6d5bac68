// What admins are told at once: what happened, who looked after it, and the rules.
import { type Alarm, type AlarmKind, useAcknowledge, useAlarms } from '../../../api/alarms.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import { AlarmRules } from './AlarmRules.tsx'
import './alarms.css'

const alarmWords: Record<AlarmKind, MessageKey> = {
  impossible_travel: 'alarm.impossible_travel',
  many_failures: 'alarm.many_failures',
  new_admin: 'alarm.new_admin',
  factor_removed: 'alarm.factor_removed',
  bulk_reads: 'alarm.bulk_reads',
  token_new_network: 'alarm.token_new_network',
  security_changed: 'alarm.security_changed',
  provider_failing: 'alarm.provider_failing',
}

export default function AlarmsPage() {
  const alarms = useAlarms()
  if (alarms.isPending) return <Skeleton lines={5} />
  if (alarms.isError) return <ErrorNotice error={alarms.error} onRetry={() => void alarms.refetch()} />
  return (
    <>
      <p className="muted">{t('alarms.text')}</p>
      {alarms.data.length === 0 ? (
        <EmptyState icon="shield-check" title={t('alarms.none')}>
          {t('alarms.none.text')}
        </EmptyState>
      ) : (
        <ul className="settings-card">
          {alarms.data.map((alarm) => (
            <AlarmLine key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
      <AlarmRules words={alarmWords} />
    </>
  )
}

function AlarmLine({ alarm }: { alarm: Alarm }) {
  const acknowledge = useAcknowledge()
  const isOpen = alarm.acknowledged_at === null
  return (
    <li className="alarm">
      <Badge tone={isOpen ? 'red' : 'slate'}>{t(isOpen ? 'alarms.open' : 'alarms.done')}</Badge>
      <div className="grow">
        <p>{t(alarmWords[alarm.kind])}</p>
        <p className="muted small">
          <TimeText at={alarm.created_at} as="moment" />
          {alarm.user_id === null ? null : (
            <>
              {' · '}
              <a href={`${base}${places.person(alarm.user_id)}`}>
                <bdi>{alarm.user_name ?? alarm.user_id}</bdi>
              </a>
            </>
          )}
          {alarm.count > 1 ? ` · ${t('alarms.times', { count: alarm.count })}` : ''}
        </p>
      </div>
      {isOpen ? (
        <Button
          size="small"
          icon="check"
          isDisabled={acknowledge.isPending}
          onPress={() =>
            acknowledge.mutate(alarm.id, {
              onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
            })
          }
        >
          {t('alarms.acknowledge')}
        </Button>
      ) : null}
    </li>
  )
}
