// Where somebody is signed in, and the browsers they came with before: each ended or forgotten alone, or all together.
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { methodName } from '../../../language/methods.ts'
import { t } from '../../../language/text.ts'
import type { ActingPartProps } from './PersonSecurity.tsx'

export function SignedIn({ security, isMe, isBusy, onAct, onAsk }: ActingPartProps) {
  const { sessions, devices } = security
  return (
    <section className="stack" aria-labelledby="person-sessions">
      <h3 className="card-subtitle" id="person-sessions">
        {t('person.sessions')}
      </h3>
      {sessions.length === 0 ? <p className="muted">{t('person.sessions.none')}</p> : null}
      <ul className="settings-list">
        {sessions.map((session) => (
          <li key={session.id} className="settings-row">
            <span className="grow">
              <strong>{session.device_name || t('sessions.unknown')}</strong>
              <span className="muted small settings-line">
                {session.network} · {methodName(session.method)} · <TimeText at={session.last_seen_at} />
              </span>
            </span>
            {session.is_current ? (
              <Badge tone="blue">{t('sessions.current')}</Badge>
            ) : (
              <Button isDisabled={isBusy} onPress={() => onAct({ end: session.id }, 'person.session.ended')}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 0 && !isMe ? (
        <div className="row">
          <Button
            isDisabled={isBusy}
            onPress={() =>
              onAsk({
                act: 'end_sessions',
                title: 'person.sessions.end.title',
                text: 'person.sessions.end.text',
                confirm: 'person.sessions.end',
                done: 'person.sessions.ended',
              })
            }
          >
            {t('person.sessions.end')}
          </Button>
        </div>
      ) : null}
      <h3 className="card-subtitle">{t('person.devices')}</h3>
      {devices.length === 0 ? <p className="muted">{t('person.devices.none')}</p> : null}
      <ul className="settings-list">
        {devices.map((device) => (
          <li key={device.id} className="settings-row">
            <span className="grow">
              <strong>{device.name || t('sessions.unknown')}</strong>
              <span className="muted small settings-line">
                {device.network} · <TimeText at={device.last_used_at} />
              </span>
            </span>
            <Button isDisabled={isBusy} onPress={() => onAct({ forget: device.id }, 'person.device.forgotten')}>
              {t('person.device.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
