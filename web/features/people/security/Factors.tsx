// The second factors of somebody, by kind and name; all are taken away together, for one who lost them.
import { Button } from '../../../kit/Button.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import type { PartProps } from './PersonSecurity.tsx'

const kinds = {
  totp: 'person.factor.totp',
  passkey: 'person.factor.passkey',
  sms: 'person.factor.sms',
} as const satisfies Record<string, MessageKey>

export function Factors({ security, isMe, isBusy, onAsk }: PartProps & { isMe: boolean }) {
  const { factors, recovery_codes_left: codes } = security
  const has_any = factors.length > 0 || codes > 0
  return (
    <section className="stack" aria-labelledby="person-factors">
      <h3 className="card-subtitle" id="person-factors">
        {t('person.factors')}
      </h3>
      {has_any ? null : <p className="muted">{t('person.factors.none')}</p>}
      <ul className="settings-list">
        {factors.map((factor) => (
          <li key={factor.id} className="settings-row">
            <span className="grow">
              <strong>{t(kinds[factor.kind])}</strong>
              <span className="muted small settings-line">
                <bdi>{factor.name}</bdi>
                {factor.last_used_at === null ? null : (
                  <>
                    {' · '}
                    <TimeText at={factor.last_used_at} />
                  </>
                )}
              </span>
            </span>
          </li>
        ))}
        {codes > 0 ? (
          <li className="settings-row">
            <span className="grow">{t('person.factor.codes', { count: codes })}</span>
          </li>
        ) : null}
      </ul>
      {has_any && !isMe ? (
        <div className="row">
          <Button
            isDisabled={isBusy}
            onPress={() =>
              onAsk({
                act: 'reset_factors',
                title: 'person.factors.reset.title',
                text: 'person.factors.reset.text',
                confirm: 'person.factors.reset',
                done: 'person.factors.reset.done',
              })
            }
          >
            {t('person.factors.reset')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
